using Cicerone.Data.Dialogues;

namespace Cicerone.Evaluation.Dialogues;

/// <summary>One turn in which a recommender names items, to be foretold from what was said before.</summary>
/// <param name="Dialogue">The dialogue.</param>
/// <param name="Turn">Index of the turn.</param>
/// <param name="Mentioned">Items that were mentioned before, in the order of their first mention.</param>
/// <param name="Targets">The items to foretell.</param>
public sealed record DialogueCase(Dialogue Dialogue, int Turn, IReadOnlyList<int> Mentioned, IReadOnlyList<int> Targets)
{
    /// <summary>What was said before, first to last.</summary>
    public IEnumerable<string> Said => Dialogue.Turns.Take(Turn).Select(turn => turn.Text);

    /// <summary>Every case of some dialogues.</summary>
    /// <param name="dialogues">The dialogues.</param>
    /// <param name="onlyNew">Whether an item that was mentioned before is no target: a good part of what recommenders name is a repetition, which anybody can foretell.</param>
    public static IEnumerable<DialogueCase> Of(IEnumerable<Dialogue> dialogues, bool onlyNew)
    {
        ArgumentNullException.ThrowIfNull(dialogues);
        foreach (Dialogue dialogue in dialogues)
        {
            var mentioned = new List<int>();
            for (int turn = 0; turn < dialogue.Turns.Count; turn++)
            {
                IReadOnlyList<int> named = dialogue.Turns[turn].Items;
                int[] targets = [.. onlyNew ? named.Except(mentioned) : named];
                if (dialogue.Turns[turn].Speaker == Speaker.Recommender && targets.Length > 0) yield return new DialogueCase(dialogue, turn, [.. mentioned], targets);
                mentioned.AddRange(named.Except(mentioned));
            }
        }
    }
}
