using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation;

public sealed class ComparisonTests
{
    private static readonly Split Split = new RandomHoldout { Test = 0.3, Validation = 0.2 }.Split(Checkerboard.Log(), seed: 5);
    private static readonly KeyValuePair<string, EvaluationResult> Random = Of("random"), Popular = Of("popularity"), Knn = Of("item-knn");

    [Fact]
    public void A_pair_has_the_mean_the_interval_and_the_p_values_of_its_differences()
    {
        double[] differences = [.. Knn.Value.PerPerson("ndcg@10").Zip(Random.Value.PerPerson("ndcg@10"), (a, b) => a - b)];
        Difference difference = new Comparison(Knn, Random) { Seed = 4 }.By("ndcg@10").Single();
        Assert.Equal(("ndcg@10", "item-knn", "random", Checkerboard.Size), (difference.Key, difference.Of, difference.Against, difference.People));
        Assert.Equal(Knn.Value.Means["ndcg@10"] - Random.Value.Means["ndcg@10"], difference.Mean, 12);
        Assert.Equal(PairedBootstrap.Of([differences], seed: 4)[0], difference.Interval);
        Assert.Equal(PairedTTest.Of(differences), difference.TTest);
        Assert.Equal(WilcoxonSignedRank.Of(differences), difference.Wilcoxon);
        Assert.True(difference.IsDifference);
        Assert.True(difference.Mean > 0);
    }

    [Fact]
    public void Every_pair_is_compared_and_corrected_for_the_number_of_pairs()
    {
        IReadOnlyList<Difference> all = new Comparison(Random, Popular, Knn) { Resamples = 200 }.By("ndcg@10", "hr@1");
        Assert.Equal(["random popularity", "random item-knn", "popularity item-knn"], all.Take(3).Select(difference => $"{difference.Of} {difference.Against}"));
        Assert.Equal(3, all.Count(difference => difference.Key == "hr@1"));
        double TTest(KeyValuePair<string, EvaluationResult> one, KeyValuePair<string, EvaluationResult> other) => new Comparison(one, other).By("ndcg@10").Single().TTest;
        double[] alone = [TTest(Random, Popular), TTest(Random, Knn), TTest(Popular, Knn)];
        Assert.Equal(Holm.Correct(alone), all.Take(3).Select(difference => difference.TTest));
    }

    [Fact]
    public void A_model_does_not_differ_from_itself()
    {
        Difference difference = new Comparison(Knn, new("again", Knn.Value)).By("recall@20").Single();
        Assert.False(difference.IsDifference);
        Assert.Equal((0.0, new Interval(0, 0), 1.0, 1.0), (difference.Mean, difference.Interval, difference.TTest, difference.Wilcoxon));
    }

    [Fact]
    public void Other_splits_parts_and_names_are_refused()
    {
        Split other = new RandomHoldout { Test = 0.3, Validation = 0.2 }.Split(Checkerboard.Log(), seed: 6);
        Refused("different splits", Knn, Of("popularity", other));
        Refused("different parts", Knn, Of("popularity", Split, SplitPart.Valid));
        Refused("different numbers of candidates", Knn, Of("popularity", Split with { Rules = Split.Rules with { Candidates = CandidateItems.Cold } }));
        Refused("called 'item-knn'", Knn, Knn);
        Refused("at least two", Knn);
        Assert.Contains("metric 'ndgc@10'. Did you mean 'ndcg@10'", Assert.Throws<CiceroneException>(() => new Comparison(Knn, Random).By("ndgc@10")).Message, StringComparison.Ordinal);
    }

    private static void Refused(string told, params KeyValuePair<string, EvaluationResult>[] results) =>
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => new Comparison(results)).Message, StringComparison.Ordinal);

    private static KeyValuePair<string, EvaluationResult> Of(string algorithm, Split? split = null, SplitPart part = SplitPart.Test)
    {
        split ??= Split;
        var items = ItemTable.Without(split.Train.Items);
        var model = (IRanker)new AlgorithmTable(AlgorithmTable.ClosedForm)[algorithm].Fit(new TrainingData(split.Train, items), new FitContext());
        return new(algorithm, Evaluator.Evaluate(model, Catalogue.Of(split.Train, items), split, part, new EvaluationOptions()));
    }
}
