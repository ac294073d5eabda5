using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Statements;

public sealed class StarTests : ModelContract
{
    private const string Nonce = "quizzaciousness";

    protected override string Name => "star";

    protected override AlgorithmTable Algorithms { get; } = new(LanguageAlgorithms.All);

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["epochs"] = "10",
        ["batch-size"] = "128",
        ["learning-rate"] = "0.03",
        ["item-layers"] = "2",
        ["negatives"] = "4",
    };

    protected override TrainingData DataOf(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        string[] words = ["gripping", "dull", "original"];
        return base.DataOf(log) with { Reviews = [.. Enumerable.Range(0, log.Count).Select(row => new Review(log.Users[log.User[row]], log.Items[log.Item[row]], row, 5, "", $"The plot is {words[(log.User[row] + log.Item[row]) % words.Length]}."))] };
    }

    [Fact]
    public void Reasons_are_statements_that_stand_in_a_review_of_the_item_and_that_five_people_make()
    {
        var shop = new Shop(canary: false);
        Recommender recommender = shop.Fit();
        var model = (ICites)recommender.Model;
        RecommendationList list = recommender.Recommend(new RecommendationRequest(["book-1", "book-2", "book-3"]) { Count = 10, Reasons = 3 });
        Assert.Contains(list.Items, item => item.Reasons.Count == 3);
        foreach (Recommendation item in list.Items)
            foreach (Reason reason in item.Reasons)
            {
                Assert.Equal((ReasonKind.Statement, null), (reason.Kind, reason.Contribution));
                Evidence evidence = Assert.Single(reason.Evidence);
                CitedText text = model.Cited(evidence.Kind, evidence.Id)!;
                Assert.Equal((item.Item, evidence.Title), (recommender.Catalogue.Ids[text.Item], text.Quote));
                Assert.Contains(shop.Reviews, review => review.Item == item.Item && review.Text == text.Text);
                Assert.DoesNotContain("reader-", reason.Text + evidence.Id, StringComparison.Ordinal);
                foreach (int people in reason.Text.Split(' ').Where(word => int.TryParse(word, out _)).Select(int.Parse)) Assert.True(people >= 5, reason.Text);
            }
    }

    [Fact]
    public void Whoever_cares_about_other_things_is_told_other_things()
    {
        var shop = new Shop(canary: false);
        Recommender recommender = shop.Fit();
        Query Of(int person) => Query.OfPerson(shop.Split.Train.Users, person, History.Of(0), seed: 1);
        int differing = Enumerable.Range(0, 40).Count(book => !Told(Of(1), book).SequenceEqual(Told(Of(2), book)));
        Assert.True(differing > 10, $"{differing} of 40 books");
        string[] Told(Query query, int book) => [.. ((IExplains)recommender.Model).Explain(query, book, recommender.Catalogue).Take(3).Select(reason => reason.Text)];
    }

    [Fact]
    public void Nothing_of_a_held_out_review_is_in_the_model()
    {
        Assert.Equal(Files(new Shop(canary: false)), Files(new Shop(canary: true)));
        string[] Files(Shop shop)
        {
            string folder = Directory.CreateTempSubdirectory("cicerone-canary-").FullName;
            try
            {
                Recommender recommender = shop.Fit();
                ModelFolder.Save(Path.Combine(folder, "model"), recommender.Card, recommender.Model, recommender.Catalogue);
                string[] files = [.. Directory.GetFiles(Path.Combine(folder, "model")).Order(StringComparer.Ordinal).Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)))];
                Assert.All(files, file => Assert.DoesNotContain(Nonce, file, StringComparison.Ordinal));
                return files;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public void It_says_so_when_there_are_no_reviews()
    {
        var shop = new Shop(canary: false);
        var fault = Assert.Throws<CiceroneException>(() => Algorithms["star"].Fit(TrainingData.Of(shop.Split, shop.Items), new FitContext()));
        Assert.Contains("--reviews", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>A small shop; with the canary, a word that is nowhere else stands in every review of a held-out event.</summary>
    private sealed class Shop
    {
        private static readonly Algorithm Star = LanguageAlgorithms.All.Single(algorithm => algorithm.Name == "star");

        public Shop(bool canary)
        {
            var shop = new Bookshop(new BookshopOptions { Readers = 150, Books = 60, MeanEvents = 15 });
            (InteractionLog log, Items) = shop.ToLog();
            Split = new LeaveOneOut().Split(log, seed: 1);
            HashSet<(string, string)> heldOut = [.. Pairs(Split.Valid), .. Pairs(Split.Test)];
            Reviews = [.. new BookshopReviews(shop, new BookshopReviewOptions { Share = 0.8 }).Every().Select(one => one.Review).Select(review => canary && heldOut.Contains((review.User, review.Item)) ? review with { Text = $"The {Nonce} is dull. {review.Text}" } : review)];
            Assert.Equal(canary, Reviews.Any(review => review.Text.Contains(Nonce, StringComparison.Ordinal)));
        }

        public ItemTable Items { get; }

        public Split Split { get; }

        public IReadOnlyList<Review> Reviews { get; }

        public Recommender Fit()
        {
            TrainingData data = TrainingData.Of(Split, Items).With(Reviews);
            var settings = new Dictionary<string, string> { ["width"] = "16", ["epochs"] = "2", ["negatives"] = "2", ["item-layers"] = "2", ["batch-size"] = "512" };
            return new Recommender((IRanker)Star.Fit(data, settings, new FitContext { Threads = 1 }), Catalogue.Of(Split.Train, Items), new ModelCard { Algorithm = "star", Options = Star.Complete(settings), Seed = 1, TrainingEvents = Split.Train.Count });
        }

        private static IEnumerable<(string, string)> Pairs(InteractionLog log) => Enumerable.Range(0, log.Count).Select(row => (log.Users[log.User[row]], log.Items[log.Item[row]]));
    }
}
