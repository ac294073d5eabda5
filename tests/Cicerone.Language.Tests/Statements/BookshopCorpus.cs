using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Extraction;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Statements;

/// <summary>Reviews of a Bookshop with their truth, extracted and merged once for all tests.</summary>
public sealed class BookshopCorpus
{
    public IReadOnlyList<BookshopReview> Truth { get; } = Reviews(ReviewWording.Usual);

    public IReadOnlyList<BookshopReview> OtherWording { get; } = Reviews(ReviewWording.Other);

    public IReadOnlyList<BookshopReview> HeldOutWording { get; } = Reviews(ReviewWording.HeldOut);

    public ExtractedReviews Extracted { get; }

    public StatementCorpus Surface { get; }

    public StatementClusters Clusters { get; }

    public StatementCorpus Merged { get; }

    public BookshopCorpus()
    {
        Extracted = ExtractedReviews.Offline([.. Truth.Select(one => one.Review)], new ParallelOptions());
        Surface = StatementCorpus.Of(Extracted.Reviews);
        Clusters = Merge(Surface.Statements);
        Merged = Surface.Consolidate(Clusters);
    }

    /// <summary>The usual form of each gold text, and the cluster it belongs to.</summary>
    public Dictionary<string, int> GoldClusters() => Truth.SelectMany(one => one.Mentions).DistinctBy(mention => mention.Text).ToDictionary(mention => StatementNormaliser.Normalise(mention.Text)!, mention => mention.Statement);

    public static StatementClusters Merge(IReadOnlyList<Statement> statements, IPairJudge? judge = null, ClusteringOptions? options = null) =>
        new StatementClusterer(judge ?? new LexiconJudge(), options ?? new ClusteringOptions()).MergeAsync(statements, StatementClusterer.WordVectors(statements)).GetAwaiter().GetResult();

    private static BookshopReview[] Reviews(ReviewWording wording) =>
        [.. new BookshopReviews(new Bookshop(new BookshopOptions { Readers = 400, Books = 150, MeanEvents = 20 }), new BookshopReviewOptions { Wording = wording }).Every()];
}
