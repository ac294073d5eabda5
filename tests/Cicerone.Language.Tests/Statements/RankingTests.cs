using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Evaluation;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Ranking;
using Cicerone.Metrics;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Statements;

public sealed class RankingTests
{
    private static readonly StatementSetting ItemClean = new(OfItem: true, IsClean: true), ItemReference = new(OfItem: true, IsClean: false), GlobalClean = new(OfItem: false, IsClean: true);
    private static readonly FitContext Context = new() { Threads = 1 };

    [Fact]
    public void Where_people_care_about_different_things_learned_rankers_beat_counts_within_an_item()
    {
        (StatementCorpus corpus, StatementSplit split) = Gold(new BookshopReviewOptions { Interest = 4, Share = 0.5 });
        var report = StatementReport.Of(corpus, split, [.. StatementMethods.Compared.Select(name => KeyValuePair.Create(name, name switch { "exp-gcn" => Trained(corpus, split), "bper-plus" => TrainedBper(corpus, split, epochs: 60), _ => StatementMethods.Fit(name, corpus, split, Context) })), .. Probes(corpus, split)], Context);
        double[] gcn = PerReview(report, ItemClean, "exp-gcn");
        foreach (string baseline in (string[])["global-pop", "user-pop", "item-pop", "random"])
            Assert.True(Errors(gcn, PerReview(report, ItemClean, baseline)) > 3, baseline);
        Assert.True(report.Leak(ItemClean) < StatementReport.MostLeak, $"{report.Leak(ItemClean)}");
        Assert.True(report.Leak(GlobalClean) < StatementReport.MostLeak, $"{report.Leak(GlobalClean)}");
        Assert.True(report.Leak(ItemReference) > 0.01, $"{report.Leak(ItemReference)}"); // the defect of the reference
    }

    [Fact]
    public void Where_nobody_cares_about_anything_no_ranker_can_tell_people_apart()
    {
        (StatementCorpus corpus, StatementSplit split) = Gold(new BookshopReviewOptions { Interest = 0, Share = 0.5 });
        var evaluator = new StatementEvaluator(corpus, split, StatementExamples.Of(corpus, split).Catalogue);
        StatementFactors learned = Trained(corpus, split);
        double[] Of(IRanker ranker) => [.. evaluator.Evaluate(ranker, SplitPart.Test, ItemClean, Options, TestContext.Current.CancellationToken).Result.PerPerson("ndcg@10")];
        double[] own = Of(learned), swapped = Of(new Swapped(learned, corpus.Users.Count)), mix = Of(new Mix(corpus, split));
        Assert.InRange(Errors(own, swapped), -3, 3);
        Assert.True(Errors(own, mix) < 3);
    }

    /// <summary>The mean of paired differences, in standard errors.</summary>
    private static double Errors(double[] one, double[] other)
    {
        double[] differences = [.. one.Zip(other, (a, b) => a - b)];
        double mean = differences.Average();
        return mean / Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1) / differences.Length);
    }

    [Fact]
    public void Scores_are_the_same_bits_when_tested_and_watched_reviews_are_gone()
    {
        (StatementCorpus corpus, StatementSplit split) = Gold(new BookshopReviewOptions());
        StatementCorpus without = new(corpus.Statements, [.. corpus.Reviews.Select(one => split.Parts.GetValueOrDefault(one.Review.Id, SplitPart.Test) == SplitPart.Train ? one : one with { Statements = [0], Spans = [(0, 0)] })]);
        foreach (string method in (string[])["global-pop", "user-pop", "item-pop"])
            AssertSame(StatementMethods.Fit(method, corpus, split, Context), StatementMethods.Fit(method, without, split, Context), corpus, split);
        AssertSame(Trained(corpus, split), Trained(without, split), corpus, split);
        AssertSame(TrainedBper(corpus, split), TrainedBper(without, split), corpus, split);
    }

    [Fact]
    public void Ties_tell_nothing_of_where_statements_stand_in_the_table()
    {
        (StatementCorpus corpus, StatementSplit split) = Gold(new BookshopReviewOptions());
        int[] places = [.. Enumerable.Range(0, corpus.Statements.Count)];
        new RandomSource(5).Shuffle(places.AsSpan()); // old place of each new statement
        int[] newOf = new int[places.Length];
        for (int i = 0; i < places.Length; i++) newOf[places[i]] = i;
        StatementCorpus shuffled = new([.. places.Select(old => corpus.Statements[old])], [.. corpus.Reviews.Select(one => one with { Statements = [.. one.Statements.Select(statement => newOf[statement])] })]);
        double Of(StatementCorpus table) => new StatementEvaluator(table, split, StatementExamples.Of(table, split).Catalogue).Evaluate(StatementMethods.Fit("user-pop", table, split, Context), SplitPart.Test, ItemClean, Options, TestContext.Current.CancellationToken).Result.Means["ndcg@10"];
        Assert.Equal(Of(corpus), Of(shuffled), 1e-12);
    }

    [Fact]
    public void Both_levels_are_those_of_a_fixture_by_hand()
    {
        // ann is tested on item x: she states 0 and 3; x has 0, 1 in training, 3 is hers alone
        StatementCorpus corpus = Corpus("abcde", ("ann", "y", 1, [2]), ("ann", "y", 2, [4]), ("ann", "x", 3, [0, 3]), ("bob", "x", 1, [0, 1]), ("bob", "y", 2, [1]));
        var split = StatementSplit.Of(corpus);
        var evaluator = new StatementEvaluator(corpus, split, StatementExamples.Of(corpus, split).Catalogue);
        StatementEvaluation clean = Evaluate(ItemClean), reference = Evaluate(ItemReference), all = Evaluate(new StatementSetting(OfItem: false, IsClean: false));
        Assert.Equal((0.5, 2.0), (clean.Coverage, clean.MeanCandidates));
        Assert.Equal((1, 3), (reference.Coverage, reference.MeanCandidates));
        Assert.Equal((1, 5), (all.Coverage, all.MeanCandidates));
        Assert.Equal(1, clean.Result.Means["recall@10"]); // 0 is the only one of hers that can be found
        Assert.True(reference.Result.Means["ndcg@10"] < 1); // 3 has no training count, so 0 and 1 come before it
        StatementEvaluation Evaluate(StatementSetting setting) => evaluator.Evaluate(StatementMethods.Fit("item-pop", corpus, split, Context), SplitPart.Test, setting, Options, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Ndcg_is_that_of_positives_at_ranks_one_and_four()
    {
        RankingMetric ndcg = RankingMetric.All.Single(metric => metric.Name == "ndcg");
        Assert.Equal(0.8772, ndcg.Of([true, false, false, true, false], 2, 5), 4);
    }

    [Fact]
    public void The_split_leaves_out_two_of_each_and_does_not_depend_on_the_order_of_rows()
    {
        StatementCorpus corpus = Corpus("abc", ("ann", "x", 3, [0]), ("ann", "x", 1, [1]), ("ann", "y", 2, [2]), ("bob", "x", 1, [0]), ("bob", "y", 2, [1]), ("eve", "y", 1, [0]), ("eve", "x", 2, [0]), ("eve", "z", 3, [2]));
        var split = StatementSplit.Of(corpus);
        Assert.Equal([0], split.Rows(corpus, SplitPart.Test)); // eve's last is of z, which nobody learns of
        Assert.Equal([2, 6], split.Rows(corpus, SplitPart.Valid));
        Assert.Equal([1, 3, 4, 5], split.Rows(corpus, SplitPart.Train));
        Assert.Equal(1, split.LeftOut);
        StatementCorpus turned = new(corpus.Statements, [.. corpus.Reviews.Reverse()]);
        Assert.Equal(split.Parts.OrderBy(part => part.Key), StatementSplit.Of(turned).Parts.OrderBy(part => part.Key));
    }

    [Fact]
    public void Effects_are_those_of_a_fixture_by_hand()
    {
        PairedEffect effect = PairedEffect.Of([1, 1, 2, -1, 0]);
        Assert.Equal(0.6 / Math.Sqrt(1.3), effect.CohenD, 12);
        Assert.Equal(0.4, effect.CliffDelta, 12);
    }

    private static EvaluationOptions Options => new() { Cutoffs = [10], Threads = 1 };

    /// <summary>The statements that reviews make in truth: rankers are judged apart from extraction.</summary>
    private static (StatementCorpus Corpus, StatementSplit Split) Gold(BookshopReviewOptions options)
    {
        var shop = new Bookshop(new BookshopOptions { Readers = 800, Books = 50, MeanEvents = 12 });
        var reviews = new BookshopReviews(shop, options).Every().Select(one => new StatedReview(one.Review, [.. one.Mentions.Select(mention => mention.Statement).Distinct()], [.. one.Mentions.DistinctBy(mention => mention.Statement).Select(mention => (mention.Start, mention.Length))]));
        var corpus = new StatementCorpus([.. BookshopStatements.All.Select(statement => new Statement(statement.Text, (Sentiment)statement.Sentiment))], [.. reviews]);
        return (corpus, StatementSplit.Of(corpus));
    }

    private static StatementCorpus Corpus(string statements, params (string User, string Item, long Time, int[] Statements)[] reviews) =>
        new([.. statements.Select(letter => new Statement($"the product is {letter}", Sentiment.Neutral))], [.. reviews.Select(one => new StatedReview(new Review(one.User, one.Item, one.Time, 5, "", "text"), one.Statements, [.. one.Statements.Select(_ => (0, 4))]))]);

    private static StatementFactors Trained(StatementCorpus corpus, StatementSplit split) =>
        ExpGcn.Fit(StatementExamples.Of(corpus, split), new ExpGcnOptions { Width = 32, Epochs = 25, BatchSize = 512, LearningRate = 0.05, Regularisation = 1e-3, ItemLayers = 2, Negatives = 4 }, Context);

    private static StatementFactors TrainedBper(StatementCorpus corpus, StatementSplit split, int epochs = 2)
    {
        var examples = StatementExamples.Of(corpus, split);
        return BperPlus.Fit(examples, Language.Statements.Clustering.StatementClusterer.WordVectors(corpus.Statements)!, new BperPlusOptions { Epochs = epochs, BatchSize = 512, LearningRate = 0.02 }, Context);
    }

    private static IEnumerable<KeyValuePair<string, IRanker>> Probes(StatementCorpus corpus, StatementSplit split) => StatementMethods.Probes.Select(probe => KeyValuePair.Create(probe.Name, StatementMethods.Fit(probe.Name, corpus, split, Context)));

    private static double[] PerReview(StatementReport report, StatementSetting setting, string method) => [.. report.Rows.Single(row => row.Setting == setting && row.Method == method).Figures.Result.PerPerson("ndcg@10")];

    private static void AssertSame(IRanker one, IRanker other, StatementCorpus corpus, StatementSplit split)
    {
        var evaluator = new StatementEvaluator(corpus, split, StatementExamples.Of(corpus, split).Catalogue);
        Query[] queries = [.. split.Rows(corpus, SplitPart.Test).Select(row => evaluator.QueryOf(row, seed: 1))];
        Catalogue catalogue = StatementExamples.Of(corpus, split).Catalogue;
        TopKResult Rank(IRanker ranker)
        {
            var result = new TopKResult(queries.Length, 20);
            ranker.TopK(queries, catalogue, new TopKRequest(20), result);
            return result;
        }
        TopKResult first = Rank(one), second = Rank(other);
        for (int q = 0; q < queries.Length; q++)
        {
            Assert.Equal(first.Items(q), second.Items(q));
            Assert.Equal(first.Scores(q), second.Scores(q));
        }
    }

    /// <summary>Answers each person as another.</summary>
    private sealed class Swapped(IRanker ranker, int people) : IRanker
    {
        public void TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into) =>
            ranker.TopK([.. queries.ToArray().Select(query => query with { Person = (query.Person + people / 2) % people })], catalogue, request, into);

        public void Save(ModelWriter folder) => ranker.Save(folder);
    }

    /// <summary>Counts on the item, and a little of those anywhere.</summary>
    private sealed class Mix : IScores
    {
        private readonly StatementPopularity _item, _anywhere;

        public Mix(StatementCorpus corpus, StatementSplit split) => (_item, _anywhere) = (StatementPopularity.OfItem(StatementExamples.Of(corpus, split)), StatementPopularity.Anywhere(StatementExamples.Of(corpus, split)));

        public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
        {
            float[] anywhere = new float[scores.Length];
            _item.Score(queries, catalogue, scores);
            _anywhere.Score(queries, catalogue, anywhere);
            for (int i = 0; i < anywhere.Length; i++) scores[i] += anywhere[i] / 1_000;
        }

        public void Save(ModelWriter folder) => _item.Save(folder);
    }
}
