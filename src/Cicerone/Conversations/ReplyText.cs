using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>The sentences of an answer.</summary>
internal sealed class ReplyText(ItemLexicon lexicon, Func<string, string> titleOf)
{
    /// <summary>What can be said.</summary>
    public string Help =>
        $"Say what you would like: {Examples()} Or of the list: “like the second”, “not the third”, “I have read the first”, “something else”, “why the first?”. Take back with “undo”, begin again with “start over”.";

    /// <summary>The first words of a conversation.</summary>
    /// <param name="known">How many items of the person's history are known.</param>
    /// <param name="asked">What is asked.</param>
    public static string Opening(int known, Question? asked) => Join(known == 0 ? "This is what many like." : $"This is what goes with the {known:N0} you chose.", Ask(asked));

    /// <summary>The answer to a turn.</summary>
    /// <param name="moves">What was understood.</param>
    /// <param name="undone">What was taken back; null where nothing was.</param>
    /// <param name="before">The list before.</param>
    /// <param name="list">The list now.</param>
    /// <param name="fitsAll">Whether something in it is all that was asked for.</param>
    /// <param name="asked">What is asked.</param>
    public string Answer(IReadOnlyList<Move> moves, ConversationTurn? undone, IReadOnlyList<Recommendation> before, MadeList list, bool fitsAll, Question? asked)
    {
        if (moves.Count == 0) return Join("I did not understand that, and the list stays.", asked is null ? Help : Ask(asked));
        if (moves is [{ Kind: MoveKind.Help }]) return Help;
        if (moves.FirstOrDefault(move => move.Kind == MoveKind.Why) is { } why) return Why(why, list.Items);
        return Join(Heard(moves, undone), fitsAll || moves.All(move => move.Kind != MoveKind.Want) ? "" : "Nothing is all of that; what comes nearest is first.", Taken(list), Changed(before, list.Items), Ask(asked));
    }

    private string Heard(IReadOnlyList<Move> moves, ConversationTurn? undone)
    {
        if (moves.Any(move => move.Kind == MoveKind.Restart)) return "From the beginning, then.";
        if (moves.Any(move => move.Kind == MoveKind.Undo)) return undone is null ? "There is nothing to take back." : $"Taken back: {Told(undone.Moves)}.";
        string told = Told(moves.Where(move => move.Kind is not (MoveKind.Unanswerable or MoveKind.NoPreference)));
        string[] unknown = [.. moves.Where(move => move.Kind == MoveKind.Unanswerable).Select(move => move.Value!)];
        return Join(told.Length > 0 ? $"{char.ToUpperInvariant(told[0])}{told[1..]}, then." : "",
            unknown.Length > 0 ? $"Nothing is known here of {string.Join(" or ", unknown)}." : "",
            moves.Any(move => move.Kind == MoveKind.NoPreference) ? "As you like." : "");
    }

    private string Told(IEnumerable<Move> moves) => string.Join(", ", moves.Select(move => move.Kind == MoveKind.Others ? "something else" : Wishes.Tell(move, titleOf)).Where(told => told.Length > 0).Distinct());

    /// <summary>What a model that deliberates takes the person to want.</summary>
    private string Taken(MadeList list) => Join(
        list.Preference.Count == 0 ? "" : $"I take it that you want: {Told(list.Preference)}.",
        list.FirstFor is null || list.Items.Count == 0 ? "" : $"“{list.Items[0].Title}” comes first for {list.FirstFor}.");

    private static string Changed(IReadOnlyList<Recommendation> before, IReadOnlyList<Recommendation> after)
    {
        if (after.Count == 0) return "Nothing is left that fits; “undo” takes the last wish back.";
        Recommendation[] gone = [.. before.ExceptBy(after.Select(item => item.Item), item => item.Item)], come = [.. after.ExceptBy(before.Select(item => item.Item), item => item.Item)];
        if (come.Length == 0) return gone.Length > 0 ? $"{Count(gone.Length)} gone from the list." : before.Select(item => item.Item).SequenceEqual(after.Select(item => item.Item)) ? "The list stays as it is." : "The same items, in another order.";
        string first = come[0].Reasons.FirstOrDefault(reason => reason.Kind == ReasonKind.Said)?.Text ?? "";
        return Join(gone.Length == 0 ? $"{Count(come.Length)} new in the list." : $"{Count(come.Length)} new in the list: “{gone[0].Title}” gives way to “{come[0].Title}”.", first);
    }

    private string Why(Move why, IReadOnlyList<Recommendation> list) => list.FirstOrDefault(item => item.Item == why.Item) is { } item && item.Reasons.Count > 0
        ? $"“{item.Title}”: {string.Join(' ', item.Reasons.Select(reason => reason.Contribution is { } part ? $"{reason.Text} ({part:+0.0;−0.0;0.0})" : reason.Text))}"
        : $"“{titleOf(why.Item!)}” is not in the list.";

    private static string Ask(Question? asked) => asked is null ? "" : $"What {asked.Column} would you like: {string.Join(", ", asked.Choices)}, or another?";

    private string Examples()
    {
        string[] values = [.. lexicon.Asked.Take(1).SelectMany(lexicon.SomeValues).Take(2)];
        return values is [var one, var other] ? $"“{one}”, “not so {other}”, a few words of it, or a title you liked." : "a few words of it, or a title you liked.";
    }

    private static string Count(int items) => items == 1 ? "One is" : $"{items} are";

    private static string Join(params IEnumerable<string> sentences) => string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
}
