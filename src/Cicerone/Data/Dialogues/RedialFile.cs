using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cicerone.Data.Formats;

namespace Cicerone.Data.Dialogues;

/// <summary>
/// ReDial: one dialogue a line. Whoever began it is the seeker; messages name items as <c>@ID</c>. What the seeker said of an item in the
/// form afterwards goes before what the recommender said of it.
/// </summary>
internal static partial class RedialFile
{
    private const int LongestLine = 1 << 20;
    private const int Unsaid = 2; // of a form's answers: 0 is no, 1 is yes

    public static IReadOnlyList<Dialogue> Read(DataFile file, DialogueItems items)
    {
        var dialogues = new List<Dialogue>();
        using var rows = new RowReader(file.Open(), file, LongestLine, quoting: null);
        while (rows.Read())
        {
            string place = $"{file.Path}, line {rows.Line}";
            if (rows.IsTooLong) throw new CiceroneException($"{place} is longer than {LongestLine:N0} bytes; no dialogue is.");
            dialogues.Add(DialogueFile.Within(place, rows.Row.ToArray(), json => Dialogue(json, items)));
        }
        return dialogues;
    }

    private static Dialogue Dialogue(JsonElement json, DialogueItems items)
    {
        Dictionary<string, int> mentioned = Fields(json, "movieMentions").Where(field => field.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(field => field.Name, field => items.Add(field.Name, field.Value.GetString()!));
        string seeker = json.GetProperty("initiatorWorkerId").ToString();
        IEnumerable<DialogueTurn> messages = json.GetProperty("messages").EnumerateArray().Select(message =>
            Turn(message.GetProperty("senderWorkerId").ToString() == seeker ? Speaker.Seeker : Speaker.Recommender, WebUtility.HtmlDecode(message.GetProperty("text").GetString()!), mentioned, items));
        return Dialogues.Dialogue.Of(json.GetProperty("conversationId").ToString(), messages) with { Opinions = Opinions(json, mentioned) };
    }

    private static DialogueTurn Turn(Speaker speaker, string text, Dictionary<string, int> mentioned, DialogueItems items)
    {
        int[] named = [.. Mention().Matches(text).Select(match => match.Groups["id"].Value).Where(mentioned.ContainsKey).Select(id => mentioned[id]).Distinct()];
        return new DialogueTurn(speaker, Mention().Replace(text, match => mentioned.TryGetValue(match.Groups["id"].Value, out int item) ? items.Title(item) : match.Value), named);
    }

    private static Dictionary<int, Opinion> Opinions(JsonElement json, Dictionary<string, int> mentioned)
    {
        var opinions = new Dictionary<int, Opinion>();
        foreach (string form in (string[])["respondentQuestions", "initiatorQuestions"])
            foreach (JsonProperty field in Fields(json, form))
                if (mentioned.TryGetValue(field.Name, out int item))
                {
                    Opinion before = opinions.GetValueOrDefault(item);
                    opinions[item] = new Opinion(Answer(field.Value, "suggested") ?? before.Suggested, Answer(field.Value, "seen") ?? before.Seen, Answer(field.Value, "liked") ?? before.Liked);
                }
        return opinions;
    }

    private static bool? Answer(JsonElement form, string question) => form.TryGetProperty(question, out JsonElement answer) && answer.GetInt32() is >= 0 and < Unsaid and int said ? said == 1 : null;

    /// <summary>The fields of an object; an empty one is written as an empty list.</summary>
    private static JsonProperty[] Fields(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement fields) && fields.ValueKind == JsonValueKind.Object ? [.. fields.EnumerateObject()] : [];

    [GeneratedRegex(@"@(?<id>\d{1,12})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
