using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Tests.Protocols;

namespace Cicerone.Tests.Metrics;

public sealed class WeightedScoreTests
{
    /// <summary>With one answer a person the gain at a rank is 1 / log2(1 + rank), up to the tenth.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 0.6309)]
    [InlineData(10, 1, 0.2891)]
    [InlineData(11, 0, 0)]
    public void A_rank_is_worth_what_the_contest_says(int rank, double hit, double gain)
    {
        bool[] hits = [.. Enumerable.Range(1, 20).Select(place => place == rank)];
        double Figure(string name) => RankingMetric.All.Single(metric => metric.Name == name).Of(hits, 1, 10);
        Assert.Equal(hit, Figure("hr"), 1e-4);
        Assert.Equal(gain, Figure("ndcg"), 1e-4);
        Assert.Equal(0.31 * hit + 0.69 * gain, WeightedScore.Of([1], [Figure("hr")], [Figure("ndcg")]).Score, 1e-4);
    }

    [Fact]
    public void A_conversion_counts_two_and_a_half_times_and_an_exposure_not_at_all()
    {
        var score = WeightedScore.Of([0, 1, 2.5], [1, 0, 1], [1, 0, 0.6309]);
        Assert.Equal(2.5 / 3.5, score.HitRate, 1e-9);
        Assert.Equal(2.5 * 0.6309 / 3.5, score.Gain, 1e-9);
    }

    /// <summary>A published entry of the second round (26th): the mix is that of the contest.</summary>
    [Fact]
    public void The_mix_gives_a_published_score() => Assert.Equal(0.116742, new WeightedScore(0.168271, 0.0935916).Score, 1e-6);

    [Fact]
    public void The_evaluator_weighs_people_by_what_is_held_out_of_them_and_tells_queries_the_action()
    {
        var log = new InteractionLogBuilder();
        foreach ((string person, string action) in new[] { ("ada", "click"), ("bob", "conversion") })
        {
            log.Add(person, "seen", 1, action: "exposure");
            log.Add(person, $"of {action}", 2, action: action);
        }
        Split split = new LastAction { Test = 0.5, Validation = 0 }.Split(log.Build(), seed: 1), both = split with { Test = InteractionLog.Concat(split.Test, split.Train.Select([1])), Train = split.Train.Select([0]) };
        var catalogue = Catalogue.Of(both.Train, ItemTable.Without(both.Train.Items));
        var options = new EvaluationOptions { Cutoffs = [1], Threads = 1 };
        EvaluationResult told = Evaluator.Evaluate(new ByAction("conversion"), catalogue, both, SplitPart.Test, options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0.5, told.Means["hr@1"]);
        Assert.Equal(2.5 / 3.5, told.Overall["w-hr@1"], 1e-9);
        Assert.Equal(2.5 / 3.5, told.Overall["score@1"], 1e-9);
        EvaluationResult untold = Evaluator.Evaluate(new ByAction("conversion"), catalogue, both with { Rules = both.Rules with { TellsAction = false } }, SplitPart.Test, options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0, untold.Overall["w-hr@1"]);
        Assert.Contains(told.Definitions, definition => definition.Value.Contains("conversion 2.5, click 1", StringComparison.Ordinal));
        Assert.DoesNotContain("score@1", Evaluator.Evaluate(new ByAction("click"), catalogue, both with { Rules = SplitRules.FoldedIn }, SplitPart.Test, options, cancellation: TestContext.Current.CancellationToken).Figures.Keys);
        Assert.Single(World.Events(both.Train));
    }

    /// <summary>Knows what a query of one action is after, and nothing of the others.</summary>
    private sealed class ByAction(string known) : IScores
    {
        public void Save(ModelWriter folder) => throw new NotSupportedException();

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            for (int q = 0; q < queries.Length; q++)
                for (int item = 0; item < catalogue.Count; item++)
                    scores[q * catalogue.Count + item] = queries[q].Context.Action == known && catalogue.Ids[item] == $"of {known}" ? 1 : catalogue.Ids[item] == "seen" ? 0.5f : 0;
        }
    }
}
