using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Extraction;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Statements;

public sealed class ClusteringTests(BookshopCorpus corpus) : IClassFixture<BookshopCorpus>
{
    [Fact]
    public void The_judge_and_refinement_beat_vectors_alone_and_shingles()
    {
        (Statement[] statements, int[] gold) = Known();
        ClusterAgreement Of(StatementClusters clusters) => ClusterAgreement.Of(clusters.ClusterOf, gold);
        ClusterAgreement vectors = Of(BookshopCorpus.Merge(statements, new AlwaysYes(), new ClusteringOptions { Refine = false })), judged = Of(BookshopCorpus.Merge(statements, options: new ClusteringOptions { Refine = false })),
            whole = Of(BookshopCorpus.Merge(statements)), shingles = Of(MinHashClusters.Merge(statements));
        Assert.True(whole.F1 > 0.95 && whole.BCubed > 0.95, $"{whole}");
        Assert.True(whole.F1 > vectors.F1 + 0.2 && whole.F1 > shingles.F1 + 0.2, $"{vectors} {shingles}");
        Assert.Equal(1, whole.Precision);
    }

    [Fact]
    public void No_near_opposites_are_merged_and_near_they_are()
    {
        (GoldStatement One, GoldStatement Other)[] pairs = [.. BookshopStatements.NearPairs()];
        Statement[] statements = [.. Worded().Select(worded => worded.Statement)];
        int[] gold = [.. Worded().Select(worded => worded.Cluster)];
        StatementClusters clusters = BookshopCorpus.Merge(statements);
        ILookup<int, int> byCluster = Enumerable.Range(0, gold.Length).ToLookup(i => gold[i], i => clusters.ClusterOf[i]);
        int compared = pairs.Sum(pair => byCluster[pair.One.Id].Count() * byCluster[pair.Other.Id].Count());
        Assert.True(compared >= 200);
        Assert.All(pairs, pair => Assert.Empty(byCluster[pair.One.Id].Intersect(byCluster[pair.Other.Id])));
        Assert.True(clusters.Pairs.Count(pair => pair.Judgement < 1) >= 200); // so they were near enough to be asked about
        StatementClusters unjudged = BookshopCorpus.Merge(statements, new AlwaysYes(), new ClusteringOptions { Refine = false });
        ILookup<int, int> merged = Enumerable.Range(0, gold.Length).ToLookup(i => gold[i], i => unjudged.ClusterOf[i]);
        Assert.Contains(pairs, pair => merged[pair.One.Id].Intersect(merged[pair.Other.Id]).Any()); // without the judge they are
    }

    [Fact]
    public void Merging_what_is_merged_changes_nothing_and_sentiments_stay_apart()
    {
        StatementClusters again = BookshopCorpus.Merge(corpus.Merged.Statements);
        Assert.True(again.Reduction < 0.01);
        Assert.All(corpus.Clusters.Members, cluster => Assert.Single(cluster.Select(statement => corpus.Surface.Statements[statement].Sentiment).Distinct()));
        Assert.InRange(corpus.Clusters.Reduction, 0.3, 0.95);
    }

    [Fact]
    public void A_paraphrase_adds_no_cluster_and_a_stranger_one()
    {
        Statement[] some = [.. corpus.Surface.Statements.Where(statement => statement.Text != "the product's plot is gripping")];
        int before = BookshopCorpus.Merge(some).Members.Count;
        Assert.Contains(some, statement => statement.Text == "the product's story is riveting");
        Assert.Equal(before, BookshopCorpus.Merge([.. some, new Statement("the product's plot is gripping", Sentiment.Positive)]).Members.Count);
        Assert.Equal(before + 1, BookshopCorpus.Merge([.. some, new Statement("the product's battery is reliable", Sentiment.Positive)]).Members.Count);
    }

    [Fact]
    public void A_chain_that_is_too_loose_is_divided()
    {
        // on a circle, each 40 degrees from the next: neighbours are near, the ends are not
        var items = new Data.Vocabulary(Enumerable.Range(0, 4).Select(i => $"statement {i}"));
        float[] values = [.. Enumerable.Range(0, 4).SelectMany(i => new[] { MathF.Cos(i * 0.7f), MathF.Sin(i * 0.7f) })];
        var vectors = new Data.Features.FeatureMatrix("text", items, 2, values, [true, true, true, true]);
        Statement[] statements = [.. items.Ids.Select(id => new Statement(id, Sentiment.Neutral))];
        StatementClusters loose = Merge(new ClusteringOptions { Refine = false }), tight = Merge(new ClusteringOptions { Tight = 0.7 });
        Assert.Single(loose.Members);
        Assert.All(tight.Members, cluster => Assert.True(cluster.Max() - cluster.Min() <= 1));
        StatementClusters Merge(ClusteringOptions options) => new StatementClusterer(new AlwaysYes(), options).MergeAsync(statements, vectors).GetAwaiter().GetResult();
    }

    [Fact]
    public void Agreement_is_that_of_a_fixture_by_hand()
    {
        // {a b} {c d} against {a b c} {d}: one of two pairs is right, one of three is found
        var agreement = ClusterAgreement.Of([0, 0, 1, 1], [0, 0, 0, 1]);
        Assert.Equal((0.5, 1 / 3.0), (agreement.Precision, agreement.Recall));
        Assert.Equal(0.4, agreement.F1, 12);
        Assert.Equal(0.75, agreement.BCubedPrecision, 12); // 1, 1, ½, ½
        Assert.Equal((2 / 3.0 + 2 / 3.0 + 1 / 3.0 + 1) / 4, agreement.BCubedRecall, 12);
    }

    private (Statement[] Statements, int[] Gold) Known()
    {
        Dictionary<string, int> gold = corpus.GoldClusters();
        Statement[] known = [.. corpus.Surface.Statements.Where(statement => gold.ContainsKey(statement.Text))];
        return (known, [.. known.Select(statement => gold[statement.Text])]);
    }

    /// <summary>Every wording of the shop's statements that reviews use.</summary>
    private IEnumerable<(Statement Statement, int Cluster)> Worded() => corpus.GoldClusters().Select(pair => (new Statement(pair.Key, (Sentiment)BookshopStatements.All[pair.Value].Sentiment), pair.Value)).Concat(
        BookshopStatements.All.Where(statement => !corpus.GoldClusters().ContainsKey(StatementNormaliser.Normalise(statement.Text)!)).Select(statement => (new Statement(StatementNormaliser.Normalise(statement.Text)!, (Sentiment)statement.Sentiment), statement.Id)));

    private sealed class AlwaysYes : IPairJudge
    {
        public ValueTask<double> JudgeAsync(string one, string other, CancellationToken cancellation = default) => ValueTask.FromResult(1.0);
    }
}
