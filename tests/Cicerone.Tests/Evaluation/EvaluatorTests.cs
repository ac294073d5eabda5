using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly AlgorithmTable Algorithms = new(AlgorithmTable.ClosedForm);
    private readonly Split _split = new RandomHoldout { Test = 0.3, Validation = 0.2 }.Split(Checkerboard.Log(), seed: 5);

    private Catalogue Catalogue => Catalogue.Of(_split.Train, ItemTable.Without(_split.Train.Items));

    [Theory]
    [InlineData("popularity")]
    [InlineData("ease")]
    public void Batch_size_threads_and_cutoffs_change_no_bit(string algorithm)
    {
        IRanker model = Fit(algorithm);
        EvaluationResult one = Evaluate(model, new EvaluationOptions { BatchSize = 1, Threads = 1, Cutoffs = [10], Detailed = true });
        EvaluationResult other = Evaluate(model, new EvaluationOptions { BatchSize = 7, Threads = 2, Cutoffs = [1, 10, 40], Detailed = true });
        Assert.Equal(6 + 3 * 6 + 5 * 2 + 2 + 5 + 1 + 2, one.Figures.Count); // accuracy, its slices and bins, debiased, lists, auc, all lists together
        foreach (string key in one.Figures.Keys) Assert.Equal(one.Figures[key], other.Figures[key]);
        EvaluationResult plain = Evaluate(model, new EvaluationOptions { Cutoffs = [10] });
        foreach (string key in plain.Figures.Keys) Assert.Equal(one.Figures[key], plain.Figures[key]);
    }

    [Fact]
    public void Every_hit_belongs_to_one_slice()
    {
        EvaluationResult result = Evaluate(Fit("item-knn"), new EvaluationOptions { Detailed = true, TailShare = 0.5 });
        foreach (string key in (string[])["precision@5", "precision@20"])
        {
            double[][] slices = [.. result.Slices.Select(slice => result.PerPerson($"{key}/{slice.Name}").ToArray())];
            for (int person = 0; person < result.People.Count; person++)
                Assert.Equal(result.PerPerson(key)[person], slices.Sum(slice => double.IsNaN(slice[person]) ? 0 : slice[person]), 12);
        }
        Assert.Equal(_split.Test.Count, result.Slices.Sum(slice => slice.Answers));
        Assert.Equal(Checkerboard.Size, result.Slices.Sum(slice => slice.Items));
        Assert.All(result.Slices, slice => Assert.Equal(slice.People, result.Counts[$"ndcg@10/{slice.Name}"]));
        Assert.True(result.Slices.Single(slice => slice.Name == "tail").People > 0);
        Assert.Equal(Checkerboard.Size - result.Slices.Single(slice => slice.Name == "cold").Items, result.Bins.Sum(bin => bin.Items));
        Assert.All(result.Bins, bin => Assert.Equal(bin.People, result.Counts[$"ndcg@20/{bin.Name}"]));
    }

    [Theory]
    [InlineData("item-knn")]
    [InlineData("als")]
    public void The_area_under_the_curve_is_the_same_from_scores_or_vectors_and_from_rankings(string algorithm)
    {
        IRanker model = Fit(algorithm);
        Assert.True(model is IScores or IEmbeds);
        var options = new EvaluationOptions { Detailed = true };
        EvaluationResult dense = Evaluate(model, options), ranked = Evaluate(new RankingOnly(model), options);
        Assert.Equal(dense.PerPerson("auc"), ranked.PerPerson("auc"));
        Assert.InRange(dense.Means["auc"], 0.6, 1);
        Assert.Equal(0.5, Evaluate(new Constant(), options).Means["auc"]);
    }

    [Fact]
    public void A_group_of_people_has_its_own_mean()
    {
        EvaluationResult result = Evaluate(Fit("popularity"), new EvaluationOptions());
        double[] figures = [.. result.PerPerson("ndcg@10")];
        Assert.Equal(figures.Where((_, i) => result.People[i] % 2 == 0).Average(), result.MeanOver("ndcg@10", person => person % 2 == 0), 12);
        Assert.True(double.IsNaN(result.MeanOver("ndcg@10", _ => false)));
    }

    [Fact]
    public void A_constant_scorer_earns_what_chance_earns()
    {
        // equal scores everywhere: the order is the tie order, which must know nothing of the answer
        EvaluationResult constant = Evaluate(new Constant(), new EvaluationOptions { Cutoffs = [10] });
        double masked = Enumerable.Range(0, Checkerboard.Size).Average(person => (double)Histories.Of(InteractionLog.Concat(_split.Train, _split.Valid))[person].Count);
        double chance = 10 / (Catalogue.Count - masked);
        Assert.InRange(constant.Means["recall@10"], 0.7 * chance, 1.3 * chance);
    }

    [Fact]
    public void Masked_items_are_never_recommended_and_masked_answers_are_counted()
    {
        Split repeating = _split with { Test = _split.Train };
        EvaluationResult result = Evaluator.Evaluate(Fit("popularity"), Catalogue, repeating, SplitPart.Test, new EvaluationOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0, result.Means["hr@20"]);
        Assert.Equal(_split.Train.Count, result.Unreachable);
    }

    [Fact]
    public void History_follows_the_rules()
    {
        var spy = new HistorySpy();
        Evaluator.Evaluate(spy, Catalogue, _split with { Rules = SplitRules.FullHistory }, SplitPart.Test, new EvaluationOptions { Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
        int full = spy.Longest;
        spy.Longest = 0;
        Evaluator.Evaluate(spy, Catalogue, _split with { Rules = SplitRules.TrainHistory }, SplitPart.Test, new EvaluationOptions { Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Histories.Of(_split.Train)[0].Count + Histories.Of(_split.Valid)[0].Count, full);
        Assert.Equal(Histories.Of(_split.Train)[0].Count, spy.Longest);
    }

    [Fact]
    public void People_outside_of_training_are_strangers_known_by_their_first_events()
    {
        Split split = new ColdUsers { Test = 0.3, Validation = 0.3 }.Split(Checkerboard.Log(), seed: 2);
        foreach (SplitPart part in (SplitPart[])[SplitPart.Valid, SplitPart.Test])
        {
            var spy = new QuerySpy();
            Evaluator.Evaluate(spy, Catalogue, split, part, new EvaluationOptions { Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
            Histories known = Histories.Of(split.FoldIn), held = Histories.Of(split[part]);
            int[][] expected = [.. Enumerable.Range(0, held.Count).Where(person => held[person].Count > 0).Select(person => known[person].Items.ToArray())];
            Assert.Equal(expected, spy.Queries.Select(query => query.History.Items.ToArray()));
            Assert.All(spy.Queries, query => Assert.Null(query.Person));
        }
    }

    [Fact]
    public void New_items_are_ranked_among_new_items()
    {
        Split split = new ColdItems { Test = 0.2, Validation = 0.1 }.Split(Checkerboard.Log(), seed: 2);
        var catalogue = Catalogue.Of(split.Train, ItemTable.Without(split.Train.Items));
        EvaluationResult result = Evaluator.Evaluate(new Constant(), catalogue, split, SplitPart.Test, new EvaluationOptions { Cutoffs = [12] }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(8 + 4, result.Candidates);
        Assert.Equal(1, result.Means["recall@12"]);
    }

    [Fact]
    public void An_answer_that_the_catalogue_lacks_is_a_miss_out_of_reach()
    {
        InteractionLog known = Checkerboard.Log();
        var foreign = new InteractionLogBuilder(known.Users, new Vocabulary(known.Items.Ids.Append("new")), new Vocabulary());
        for (int row = 0; row < known.Count; row++) foreign.Add(known.Users[known.User[row]], known.Items[known.Item[row]], known.Time[row]);
        foreign.Add("person 0", "new", 0);
        InteractionLog log = foreign.Build();
        var split = new Split("files", log.Select([.. Enumerable.Range(0, known.Count)]), log.Select([]), log.Select([known.Count]), SplitRules.TrainHistory);
        EvaluationResult result = Evaluator.Evaluate(Fit("item-knn"), Catalogue, split, SplitPart.Test, new EvaluationOptions { Detailed = true }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((1, 0.0, 0.0), (result.Unreachable, result.Means["hr@20/cold"], result.Means["auc"]));
    }

    [Fact]
    public void A_cancelled_evaluation_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluator.Evaluate(Fit("popularity"), Catalogue, _split, SplitPart.Test, new EvaluationOptions(), cancellation: cancelled.Token));
    }

    private IRanker Fit(string algorithm) =>
        (IRanker)Algorithms[algorithm].Fit(new TrainingData(_split.Train, ItemTable.Without(_split.Train.Items)), new FitContext());

    private EvaluationResult Evaluate(IRanker model, EvaluationOptions options) => Evaluator.Evaluate(model, Catalogue, _split, SplitPart.Test, options);

    /// <summary>A model that gives no dense scores.</summary>
    private sealed class RankingOnly(IRanker model) : IRanker
    {
        public void Save(ModelWriter folder) => throw new NotSupportedException("It is never kept.");

        public void TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into) => model.TopK(queries, catalogue, request, into);
    }

    private sealed class Constant : IScores
    {
        public void Save(ModelWriter folder) => throw new NotSupportedException("It is never kept.");

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores) => scores.Fill(1);
    }

    /// <summary>Remembers what it was asked.</summary>
    private sealed class QuerySpy : IScores
    {
        public List<Query> Queries { get; } = [];

        public void Save(ModelWriter folder) => throw new NotSupportedException("It is never kept.");

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            Queries.AddRange(queries);
            scores.Clear();
        }
    }

    /// <summary>Remembers how long person 0's history was.</summary>
    private sealed class HistorySpy : IScores
    {
        public int Longest { get; set; }

        public void Save(ModelWriter folder) => throw new NotSupportedException("It is never kept.");

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            foreach (Query query in queries)
                if (query.Person == 0) Longest = query.History.Count;
            scores.Clear();
        }
    }
}
