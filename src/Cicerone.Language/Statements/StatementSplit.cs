using Cicerone.Protocols;

namespace Cicerone.Language.Statements;

/// <summary>
/// Which reviews are learned from: of a person with at least three, in the order of time, the last is tested, the one before it watched, and the rest learned from;
/// all of the others' are learned from. A watched or tested review of an item that nobody else reviewed in training is left out. Parts are kept by the reviews' ids,
/// so that no order of rows can change them (the released splits keep row numbers of a sorted copy).
/// </summary>
public sealed class StatementSplit
{
    private const int FewestReviews = 3;
    private readonly Dictionary<string, SplitPart> _parts;

    private StatementSplit(Dictionary<string, SplitPart> parts) => _parts = parts;

    /// <summary>Watched or tested reviews that were left out because their item is not learned from.</summary>
    public int LeftOut { get; private init; }

    /// <summary>The parts, by the ids of reviews.</summary>
    public IReadOnlyDictionary<string, SplitPart> Parts => _parts;

    /// <summary>Splits a corpus.</summary>
    public static StatementSplit Of(StatementCorpus corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        var parts = new Dictionary<string, SplitPart>();
        foreach (IGrouping<int, int> ofUser in Enumerable.Range(0, corpus.Reviews.Count).GroupBy(row => corpus.UserOf[row]))
        {
            int[] rows = [.. ofUser.OrderBy(row => corpus.Reviews[row].Review.Time).ThenBy(row => corpus.Reviews[row].Review.Id, StringComparer.Ordinal)];
            for (int i = 0; i < rows.Length; i++)
                parts.Add(corpus.Reviews[rows[i]].Review.Id, rows.Length < FewestReviews || i < rows.Length - 2 ? SplitPart.Train : i == rows.Length - 1 ? SplitPart.Test : SplitPart.Valid);
        }
        HashSet<string> learned = [.. corpus.Reviews.Where(one => parts[one.Review.Id] == SplitPart.Train).Select(one => one.Review.Item)];
        string[] unknown = [.. corpus.Reviews.Where(one => parts[one.Review.Id] != SplitPart.Train && !learned.Contains(one.Review.Item)).Select(one => one.Review.Id)];
        foreach (string id in unknown) parts.Remove(id);
        return new StatementSplit(parts) { LeftOut = unknown.Length };
    }

    /// <summary>A split that was kept.</summary>
    public static StatementSplit Of(IReadOnlyDictionary<string, SplitPart> parts) => new(new Dictionary<string, SplitPart>(parts));

    /// <summary>The reviews of a part, by their places in a corpus, ascending.</summary>
    public int[] Rows(StatementCorpus corpus, SplitPart part)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return [.. Enumerable.Range(0, corpus.Reviews.Count).Where(row => _parts.TryGetValue(corpus.Reviews[row].Review.Id, out SplitPart of) && of == part)];
    }
}
