using System.Text.Json;
using Cicerone.Data.Formats;

namespace Cicerone.Data.Dialogues;

/// <summary>DialogueKit: a list of conversations whose utterances carry dialogue acts. An item's id is the title in a slot TITLE.</summary>
internal static class DialogueKitFile
{
    private const string Title = "TITLE";

    public static IReadOnlyList<Dialogue> Read(DataFile file, DialogueItems items) =>
        DialogueFile.Within(file.Path, DialogueFile.Whole(file), json => (IReadOnlyList<Dialogue>)[.. json.EnumerateArray().Select(conversation => Of(conversation, items))]);

    private static Dialogue Of(JsonElement conversation, DialogueItems items) =>
        Dialogue.Of(DialogueFile.Text(conversation, "conversation_id"), conversation.GetProperty("conversation").EnumerateArray().Select(utterance => Turn(utterance, items)));

    private static DialogueTurn Turn(JsonElement utterance, DialogueItems items)
    {
        DialogueAct[] acts = [.. DialogueFile.List(utterance, "dialogue_acts").Select(Act)];
        Speaker speaker = DialogueFile.Text(utterance, "participant") == "USER" ? Speaker.Seeker : Speaker.Recommender;
        string[] titles = [.. acts.SelectMany(act => act.Slots).Where(slot => slot.Key == Title && slot.Value.Length > 0).Select(slot => slot.Value)];
        return new DialogueTurn(speaker, DialogueFile.Text(utterance, "utterance").Trim(), [.. titles.Select(title => items.Add(title, title)).Distinct()]) { Acts = acts };
    }

    private static DialogueAct Act(JsonElement act) => new(DialogueFile.Text(act, "intent"),
        [.. DialogueFile.List(act, "slot_values").Concat(DialogueFile.List(act, "slots")).Select(slot => KeyValuePair.Create(slot[0].ToString(), slot.GetArrayLength() > 1 ? slot[1].ToString() : ""))]);
}
