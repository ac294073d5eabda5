using Cicerone.Conversations;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>
/// What somebody would say who knows the item they look for: the labels of fine-tuning and the measure of rewards. Nobody who talks is told it.
/// </summary>
internal sealed class Truth(TalkWords words, ItemLexicon lexicon)
{
    private const int HintColumns = 2;

    /// <summary>The first wish: a value of one of the first columns, wrong in a share of the cases; nothing where nothing is known of the item.</summary>
    public IReadOnlyList<Move> Opening(int target, double misleading, RandomSource random)
    {
        int[] hints = [.. words.Tell(target, lexicon, HintColumns)];
        if (hints.Length == 0) return [];
        int hint = hints[random.NextInt(hints.Length)];
        string column = words.Value(hint).Column;
        int[] wrong = [.. words.ValueTokens.Where(token => words.Value(token).Column == column && !hints.Contains(token))];
        return [words.MoveOf(MoveKind.Want, random.NextDouble() < misleading && wrong.Length > 0 ? wrong[random.NextInt(wrong.Length)] : hint)];
    }

    /// <summary>What is wrong with the first item of a list, one thing, not said before: "less of this, rather that", or what is missing.</summary>
    public IReadOnlyList<Move> Feedback(int target, IReadOnlyList<int> shown, IReadOnlyCollection<Move> said)
    {
        if (shown.Count == 0) return [new Move(MoveKind.Others)];
        foreach (string column in words.Columns)
        {
            int[] has = Of(shown[0], column), wanted = Of(target, column);
            if (wanted.Except(has).Select(token => words.MoveOf(MoveKind.Want, token)).FirstOrDefault(move => !said.Contains(move)) is not { } want) continue;
            return lexicon.IsSingle(column) && has.Length > 0 ? [words.MoveOf(MoveKind.AvoidSoftly, has[0]), want] : [want];
        }
        return [new Move(MoveKind.Others)];
    }

    /// <summary>Of the first item of a list, the values that are missing and those that clash, as tokens.</summary>
    public (int[] Want, int[] Avoid) Attributes(int target, IReadOnlyList<int> shown)
    {
        int[] wanted = words.Tell(target, lexicon), has = shown.Count == 0 ? [] : words.Tell(shown[0], lexicon);
        return ([.. wanted.Except(has)], [.. has.Except(wanted).Where(token => lexicon.IsSingle(words.Value(token).Column))]);
    }

    /// <summary>Of what was said, the values that are right, and those that were wished for or refused and are not: the preference that the talk supports.</summary>
    public (int[] Want, int[] Avoid) Supported(Search search, IReadOnlyList<Move> said)
    {
        int[] target = words.Tell(search.Target, lexicon);
        HashSet<int> told = [.. search.Told.SelectMany(item => words.Tell(item, lexicon)), .. Tokens(said, MoveKind.Want)];
        return ([.. target.Where(told.Contains)], [.. Tokens(said, MoveKind.AvoidSoftly).Distinct().Except(target)]);
    }

    private IEnumerable<int> Tokens(IReadOnlyList<Move> said, MoveKind kind) =>
        said.Where(move => move.Kind == kind && move.Column is not null).Select(move => words.Token(move.Column!, move.Value!)).Where(words.IsValue);

    private int[] Of(int item, string column) => [.. words.Tell(item, lexicon).Where(token => words.Value(token).Column == column)];
}
