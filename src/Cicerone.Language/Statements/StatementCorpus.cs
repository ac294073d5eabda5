using Cicerone.Data;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Extraction;

namespace Cicerone.Language.Statements;

/// <summary>Reviews, the statements that they make, and the one table of these. Immutable.</summary>
public sealed class StatementCorpus
{
    /// <param name="statements">The table, each statement once.</param>
    /// <param name="reviews">Reviews with at least one statement.</param>
    /// <exception cref="CiceroneException">A review points outside of the table, or to words outside of itself.</exception>
    public StatementCorpus(IReadOnlyList<Statement> statements, IReadOnlyList<StatedReview> reviews)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(reviews);
        (Statements, Reviews) = (statements, reviews);
        int[] frequencies = new int[statements.Count], users = new int[reviews.Count], items = new int[reviews.Count];
        for (int row = 0; row < reviews.Count; row++)
        {
            StatedReview one = reviews[row];
            if (one.Statements.Count == 0 || one.Statements.Count != one.Spans.Count || one.Statements.Any(statement => statement < 0 || statement >= statements.Count))
                throw new CiceroneException($"Review {one.Review.Id} has no statement, or one outside of the table of {statements.Count:N0}.");
            if (one.Spans.Any(span => span.Start < 0 || span.Length < 0 || span.Start > one.Review.Text.Length - span.Length))
                throw new CiceroneException($"Review {one.Review.Id} has a statement whose words lie outside of its text.");
            (users[row], items[row]) = (Users.Add(one.Review.User), Items.Add(one.Review.Item));
            foreach (int statement in one.Statements) frequencies[statement]++;
        }
        (UserOf, ItemOf, Frequencies) = (users, items, frequencies);
    }

    /// <summary>The statements; their place is their id.</summary>
    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>In how many reviews each occurs.</summary>
    public IReadOnlyList<int> Frequencies { get; }

    /// <summary>The reviews.</summary>
    public IReadOnlyList<StatedReview> Reviews { get; }

    /// <summary>The people, in order of first appearance.</summary>
    public Vocabulary Users { get; } = new();

    /// <summary>The items, in order of first appearance.</summary>
    public Vocabulary Items { get; } = new();

    /// <summary>The person of each review.</summary>
    public IReadOnlyList<int> UserOf { get; }

    /// <summary>The item of each review.</summary>
    public IReadOnlyList<int> ItemOf { get; }

    /// <summary>The corpus of extracted reviews, statements as they were worded; reviews without one are left out.</summary>
    public static StatementCorpus Of(IEnumerable<ExtractedReview> extracted)
    {
        ArgumentNullException.ThrowIfNull(extracted);
        var ids = new Dictionary<Statement, int>();
        var reviews = new List<StatedReview>();
        foreach (ExtractedReview one in extracted.Where(one => one.Statements.Count > 0))
        {
            int[] statements = [.. one.Statements.Select(candidate => ids.TryGetValue(new Statement(candidate.Text, candidate.Sentiment), out int id) ? id : Add(ids, candidate))];
            reviews.Add(new StatedReview(one.Review, statements, [.. one.Statements.Select(candidate => (candidate.Start, candidate.Length))]));
        }
        return new StatementCorpus([.. ids.Keys], reviews);
    }

    /// <summary>The same reviews over the representatives of clusters; what one review says twice is kept once.</summary>
    public StatementCorpus Consolidate(StatementClusters clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.ClusterOf.Count != Statements.Count) throw new ArgumentException($"The clusters are of {clusters.ClusterOf.Count} statements, not {Statements.Count}.", nameof(clusters));
        IEnumerable<StatedReview> merged = Reviews.Select(one =>
        {
            (int Cluster, (int, int) Span)[] kept = [.. one.Statements.Zip(one.Spans, (statement, span) => (Cluster: clusters.ClusterOf[statement], Span: span)).DistinctBy(pair => pair.Cluster)];
            return new StatedReview(one.Review, [.. kept.Select(pair => pair.Cluster)], [.. kept.Select(pair => pair.Span)]);
        });
        return new StatementCorpus([.. clusters.Representatives.Select(id => Statements[id])], [.. merged]);
    }

    /// <summary>The same table with some of the reviews alone.</summary>
    /// <param name="rows">Which, by their places.</param>
    public StatementCorpus Select(IEnumerable<int> rows) => new(Statements, [.. rows.Select(row => Reviews[row])]);

    /// <summary>The statements as a table whose vocabulary holds their keys: what rankers and text vectors know them by.</summary>
    public ItemTable ToTable() => new(new Vocabulary(Statements.Select(statement => statement.Key)), new Dictionary<string, string?[]> { ["statement"] = [.. Statements.Select(statement => statement.Text)] });

    private static int Add(Dictionary<Statement, int> ids, StatementCandidate candidate)
    {
        ids.Add(new Statement(candidate.Text, candidate.Sentiment), ids.Count);
        return ids.Count - 1;
    }
}
