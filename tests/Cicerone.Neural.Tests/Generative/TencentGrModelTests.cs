using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Neural.Generative;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Neural.Tests.Generative;

public sealed class TencentGrModelTests
{
    /// <summary>In seconds it must find more than what is popular among the advertisements that run, which knows the truth of both.</summary>
    [Fact]
    public void It_learns_more_than_what_is_popular_that_day()
    {
        var data = AdMarketSplit.Of(new AdMarketOptions { Users = 700, Items = 800, Days = 160, Seed = 1 }, new LastAction());
        TencentGrModel model = TencentGr.Fit(TrainingData.Of(data.Split with { Valid = data.Split.Valid.Select([]) }, data.Items, data.Features),
            new TencentGrOptions { Width = 32, Layers = 1, Epochs = 10, BatchSize = 16, LearningRate = 0.01, Negatives = 128, TimeBuckets = 16, HiddenIds = 0 }, new FitContext { Seed = 1, Threads = 1 });
        var options = new EvaluationOptions { Threads = 1, Cutoffs = [10] };
        var catalogue = Catalogue.Of(data.Split.Train, data.Items);
        double learned = Evaluator.Evaluate(model, catalogue, data.Split, SplitPart.Valid, options, cancellation: TestContext.Current.CancellationToken).Overall["score@10"];
        double popular = Evaluator.Evaluate(new PopularThatDay(data, Histories.Of(data.Split.Valid)), catalogue, data.Split, SplitPart.Valid, options, cancellation: TestContext.Current.CancellationToken).Overall["score@10"];
        Assert.True(learned > 1.4 * popular, $"{learned} and {popular}");
    }

    /// <summary>An advertisement that training did not meet is ranked by its fields and vectors, and one that joins later is the same as one that was there.</summary>
    [Fact]
    public void What_is_new_is_known_by_its_fields_and_vectors()
    {
        TencentGrModel model = SmallMarket.Fit(SmallMarket.Options);
        int cold = Enumerable.Range(0, SmallMarket.Catalogue.Count).First(ad => SmallMarket.Catalogue.TrainingCounts[ad] == 0 && SmallMarket.Data.Features.All(kind => kind.IsKnown(ad)));
        var columns = SmallMarket.Data.Items.Columns.ToDictionary(column => column, column => SmallMarket.Data.Items.Column(column)[cold]);
        float[] vector = [.. SmallMarket.Data.Features.SelectMany(kind => kind[cold].ToArray())];
        var more = (TencentGrModel)model.With([new NewItem("new", columns, vector)]);
        Assert.Equal(model.ItemVectors[cold].ToArray(), more.ItemVectors[more.ItemVectors.Count - 1].ToArray());
        Assert.Equal(model.ItemVectors.ToArray(), more.ItemVectors.ToArray()[..^model.ItemVectors.Width]);
        Assert.NotEqual(model.ItemVectors[cold].ToArray(), ((TencentGrModel)model.With([new NewItem("new", columns)])).ItemVectors[SmallMarket.Catalogue.Count].ToArray());
        Assert.Contains("64", Assert.Throws<CiceroneException>(() => model.With([new NewItem("new", columns, new float[3])])).Message, StringComparison.Ordinal);
        Assert.Contains("nothing can be said", Assert.Throws<CiceroneException>(() => model.With([new NewItem("new", new Dictionary<string, string?> { ["101"] = "no such group" })])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_of_an_action_sum_to_one_and_weighed_actions_add_up()
    {
        TencentGrModel model = SmallMarket.Fit(SmallMarket.Options);
        var recommender = new Recommender(model, SmallMarket.Catalogue, new ModelCard { Algorithm = "tencentgr", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = 1 });
        string[] history = [.. SmallMarket.Queries(1)[0].History.Items.ToArray().Select(item => SmallMarket.Catalogue.Ids[item])];
        RecommendationRequest Wanted(params WantedAction[] wanted) => new(history) { Count = RecommendationRequest.MostCount, Reasons = 5, Actions = wanted };
        IReadOnlyList<Recommendation> click = recommender.Recommend(Wanted(new WantedAction("click", 1))).Items;
        IReadOnlyList<Recommendation> both = recommender.Recommend(Wanted(new WantedAction("click", 1), new WantedAction("conversion", 2.5))).Items;
        Assert.InRange(click.Sum(item => item.Score), 0.5, 1.0001); // what is left out was chosen before
        Assert.All(both.Take(5), item => Assert.Equal(item.Score, item.Reasons.Sum(reason => reason.Contribution!.Value), 1e-6));
        Assert.All(both.Take(5), item => Assert.Equal(["click", "conversion"], item.Reasons.Select(reason => reason.Text.Contains("to a click", StringComparison.Ordinal) ? "click" : "conversion").Order()));
        Assert.NotEqual(click.Take(20).Select(item => item.Item), recommender.Recommend(Wanted(new WantedAction("conversion", 1))).Items.Take(20).Select(item => item.Item));
        Assert.Contains("Did you mean 'click'", Assert.Throws<CiceroneException>(() => recommender.Recommend(Wanted(new WantedAction("clik", 1)))).Message, StringComparison.Ordinal);
        var popular = new Recommender(Popularity.Of(SmallMarket.Catalogue), SmallMarket.Catalogue, recommender.Card with { Algorithm = "popularity" });
        Assert.Contains("popularity", Assert.Throws<CiceroneException>(() => popular.Recommend(Wanted(new WantedAction("click", 1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_loss_and_optimiser_goes_down_and_a_seed_gives_the_same_bits()
    {
        TencentGrOptions[] ways =
        [
            SmallMarket.Options, SmallMarket.Options with { LogQ = false }, SmallMarket.Options with { InBatch = false }, SmallMarket.Options with { MuonRate = 0.02 },
            SmallMarket.Options with { Backbone = EventBackbone.Hstu }, SmallMarket.Options with { Loss = EventLoss.Bce, Negatives = 1 }, SmallMarket.Options with { Preset = TencentGrPreset.Baseline, Defects = true },
        ];
        foreach (TencentGrOptions options in ways)
        {
            var losses = new List<double>();
            float[] Fit() => TencentGr.Fit(SmallMarket.Training, options with { Epochs = 3, LearningRate = 0.005 }, new FitContext { Seed = 5, Threads = 1, Progress = new Losses(losses) }).ItemVectors.ToArray();
            float[] first = Fit();
            Assert.True(losses[^1] < losses[0], $"{options.Loss}, {options.Backbone}: {string.Join(", ", losses)}");
            Assert.Equal(first, Fit());
        }
    }

    private sealed class Losses(List<double> losses) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Epoch is { } epoch) losses.Add(epoch.Loss);
        }
    }

    /// <summary>Popularity among what runs when the answer was shown: known by the tie key, which is drawn of the person.</summary>
    private sealed class PopularThatDay(AdMarketSplit data, Histories answers) : IScores
    {
        private readonly Dictionary<ulong, long> _times = Enumerable.Range(0, answers.Count).Where(person => answers[person].Count > 0)
            .ToDictionary(person => Query.OfPerson(data.Split.Train.Users, person, History.Of(), seed: 1).TieKey, person => answers[person].Times.Span[0]);

        public void Save(ModelWriter folder) => throw new NotSupportedException();

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int q = 0; q < queries.Length; q++)
                for (int ad = 0; ad < catalogue.Count; ad++)
                    scores[q * catalogue.Count + ad] = data.Market.Runs(ad, _times[queries[q].TieKey] / 1000) ? (float)data.Market.Popularity(ad) : 0;
        }
    }
}
