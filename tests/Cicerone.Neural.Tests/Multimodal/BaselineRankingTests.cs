using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Neural.Tests.Multimodal;

/// <summary>What the baselines earn in a small Bookshop, where some books are read far more than others.</summary>
public sealed class BaselineRankingTests
{
    private static readonly (Split Split, ItemTable Items, Catalogue Catalogue) Shop = Open();
    private static readonly ConcurrentDictionary<string, IRanker> Fitted = [];

    [Theory]
    [InlineData("vbpr")]
    [InlineData("freedom")]
    [InlineData("bm3")]
    public void After_many_steps_a_baseline_ranks_better_than_popularity(string name)
    {
        IRanker model = Fitted.GetOrAdd(name, Fit);
        double learned = Recall(model), popular = Recall(Popularity.Of(Shop.Catalogue));
        Assert.True(learned > 3 * popular, $"recall@10 {learned:0.000}, popularity {popular:0.000}.");
    }

    /// <summary>BM3 learns by angles alone and ranks by products: only its penalty makes length tell how often a book was chosen.</summary>
    [Fact]
    public void What_is_seldom_chosen_has_a_shorter_vector()
    {
        ItemVectors vectors = ((IEmbeds)Fitted.GetOrAdd("bm3", Fit)).ItemVectors;
        double[] lengths = [.. Enumerable.Range(0, vectors.Count).Select(item => (double)TensorPrimitives.Norm(vectors[item]))];
        double[] counts = [.. Enumerable.Range(0, vectors.Count).Select(item => (double)Shop.Catalogue.TrainingCounts[item])];
        double correlation = RankCorrelation.Of(lengths, counts);
        Assert.True(correlation > 0.3, $"rank correlation {correlation:0.00}.");
    }

    private static IRanker Fit(string name)
    {
        NativeTorch.Use();
        var settings = new Dictionary<string, string> { ["width"] = "32", ["epochs"] = "60", ["batch-size"] = "256", ["learning-rate"] = "0.01" };
        return (IRanker)NeuralAlgorithms.All.Single(known => known.Name == name).Fit(TrainingData.Of(Shop.Split, Shop.Items), settings, new FitContext { Threads = 1 });
    }

    private static double Recall(IRanker model) => Evaluator.Evaluate(model, Shop.Catalogue, Shop.Split, SplitPart.Test, new EvaluationOptions { Cutoffs = [10], Threads = 1 }).Means["recall@10"];

    private static (Split, ItemTable, Catalogue) Open()
    {
        (InteractionLog log, ItemTable items) = new Bookshop(new BookshopOptions { Readers = 300, Books = 150 }).ToLog();
        Split split = new RandomHoldout().Split(log, seed: 1);
        return (split, items, Catalogue.Of(split.Train, items));
    }
}
