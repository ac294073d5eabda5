using Cicerone.Data.Reviews;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>Both passes and normalisation over many reviews.</summary>
public sealed class ExtractedReviews
{
    private ExtractedReviews(IReadOnlyList<ExtractedReview> reviews, int failed, int lost) => (Reviews, Failed, Lost) = (reviews, failed, lost);

    /// <summary>The reviews in their order, those without a statement included; those that had no usable answer are left out.</summary>
    public IReadOnlyList<ExtractedReview> Reviews { get; }

    /// <summary>Reviews that had no usable answer.</summary>
    public int Failed { get; }

    /// <summary>Statements of which normalisation left too little, or whose words do not lie in the review.</summary>
    public int Lost { get; }

    /// <summary>How many candidates were rejected for each reason; empty where another than the lexicon verified.</summary>
    public IReadOnlyDictionary<Rejection, int> Rejected { get; private init; } = new Dictionary<Rejection, int>();

    /// <summary>Extracts without a language model, on several threads; they change nothing of the result.</summary>
    /// <param name="reviews">The reviews.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static ExtractedReviews Offline(IReadOnlyList<Review> reviews, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        var done = new (ExtractedReview Review, int Lost)[reviews.Count];
        var rejected = new IReadOnlyList<(StatementCandidate Candidate, Rejection Reason)>[reviews.Count];
        Parallel.For(0, done.Length, parallel, i =>
        {
            IReadOnlyList<StatementCandidate> candidates = LexiconExtractor.Extract(reviews[i]);
            done[i] = Normalise(reviews[i], candidates, LexiconVerifier.Verify(reviews[i], candidates, out rejected[i]));
        });
        return new ExtractedReviews([.. done.Select(one => one.Review)], failed: 0, done.Sum(one => one.Lost)) { Rejected = rejected.SelectMany(some => some).CountBy(one => one.Reason).ToDictionary() };
    }

    /// <summary>Extracts one review after the other.</summary>
    /// <param name="reviews">The reviews.</param>
    /// <param name="extractor">The first pass.</param>
    /// <param name="verifier">The second; null keeps every candidate.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<ExtractedReviews> RunAsync(IReadOnlyList<Review> reviews, IStatementExtractor extractor, IStatementVerifier? verifier, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        ArgumentNullException.ThrowIfNull(extractor);
        var done = new List<ExtractedReview>();
        int failed = 0, lost = 0;
        for (int i = 0; i < reviews.Count; i++)
        {
            IReadOnlyList<StatementCandidate>? candidates = await extractor.ExtractAsync(reviews[i], cancellation);
            IReadOnlyList<StatementCandidate>? verified = candidates is null || verifier is null ? candidates : await verifier.VerifyAsync(reviews[i], candidates, cancellation);
            if (verified is null) failed++;
            else
            {
                (ExtractedReview review, int without) = Normalise(reviews[i], candidates!, verified);
                lost += without;
                done.Add(review);
            }
            progress?.Report((i + 1.0) / reviews.Count);
        }
        return new ExtractedReviews(done, failed, lost);
    }

    private static (ExtractedReview Review, int Lost) Normalise(Review review, IReadOnlyList<StatementCandidate> candidates, IReadOnlyList<StatementCandidate> verified)
    {
        var kept = new List<StatementCandidate>();
        int lost = 0;
        foreach (StatementCandidate candidate in verified)
        {
            if (!candidate.LiesIn(review.Text) || StatementNormaliser.Normalise(candidate.Text) is not { } text) lost++;
            else if (!kept.Exists(other => other.Text == text && other.Sentiment == candidate.Sentiment)) kept.Add(candidate with { Text = text });
        }
        return (new ExtractedReview(review, candidates, kept), lost);
    }
}
