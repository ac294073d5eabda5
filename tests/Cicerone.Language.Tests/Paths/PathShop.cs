using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Language.Paths.Serving;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Paths;

/// <summary>A small Bookshop and a model of it. With a nonce, that word stands in every reason of a held-out event.</summary>
internal sealed class PathShop
{
    private static readonly Algorithm Algorithm = LanguageAlgorithms.All.Single(algorithm => algorithm.Name == "mmp-refer");
    private static readonly Lazy<PathShop> Once = new(() => new PathShop());
    private readonly Lazy<Recommender> _recommender;

    public PathShop(string? nonce = null, int writerEpochs = 4)
    {
        var shop = new Bookshop(new BookshopOptions { Readers = 200, Books = 80, MeanEvents = 15 });
        (Log, Items) = shop.ToLog();
        Split = new LeaveOneOut().Split(Log, seed: 1);
        HashSet<(string, string)> heldOut = [.. Pairs(Split.Valid), .. Pairs(Split.Test)];
        Reasons = [.. new BookshopReasons(shop, new BookshopReviews(shop, new BookshopReviewOptions { Share = 0.5 })).Every()];
        Reviews = [.. Reasons.Select(one => one.Review).Select(review => nonce is not null && heldOut.Contains((review.User, review.Item)) ? review with { Text = $"It is {nonce}. {review.Text}" } : review)];
        Assert.Equal(nonce is not null, nonce is not null && Reviews.Any(review => review.Text.Contains(nonce, StringComparison.Ordinal)));
        _recommender = new Lazy<Recommender>(() => Fit(writerEpochs));
    }

    /// <summary>One that all tests read.</summary>
    public static PathShop Shared => Once.Value;

    public InteractionLog Log { get; }

    public ItemTable Items { get; }

    public Split Split { get; }

    public IReadOnlyList<BookshopReason> Reasons { get; }

    public IReadOnlyList<Review> Reviews { get; }

    public Recommender Recommender => _recommender.Value;

    public MmpReferModel Model => (MmpReferModel)Recommender.Model;

    /// <summary>What a reader chose in training, oldest first.</summary>
    public IEnumerable<string> HistoryOf(int reader) => Histories.Of(Split.Train)[reader].Items.ToArray().Select(item => Log.Items[item]);

    private Recommender Fit(int writerEpochs)
    {
        var settings = new Dictionary<string, string>
        {
            ["width"] = "16",
            ["epochs"] = "4",
            ["max-length"] = "10",
            ["codes"] = "16",
            ["levels"] = "2",
            ["code-epochs"] = "10",
            ["batch-size"] = "128",
            ["learning-rate"] = "0.003",
            ["writer-epochs"] = $"{writerEpochs}",
            ["writer-width"] = "32",
            ["writer-layers"] = "1",
            ["writer-vocabulary"] = "400",
            ["experts"] = "4",
        };
        TrainingData data = (TrainingData.Of(Split, Items) with { Watched = null }).With(Reviews);
        var model = (IRanker)Algorithm.Fit(data, settings, new FitContext { Threads = 1 });
        return new Recommender(model, Catalogue.Of(Split.Train, Items), new ModelCard { Algorithm = Algorithm.Name, Options = Algorithm.Complete(settings), Seed = 1, TrainingEvents = Split.Train.Count });
    }

    private static IEnumerable<(string, string)> Pairs(InteractionLog log) => Enumerable.Range(0, log.Count).Select(row => (log.Users[log.User[row]], log.Items[log.Item[row]]));
}
