using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Data.Features;

namespace Cicerone.Language.Statements.Clustering;

/// <summary>
/// Merges statements that say the same, each sentiment by itself (the released pipeline, spec by its code): near neighbours among the vectors of their texts, a judge of
/// pairs, the graph of pairs that both hold to be the same, its components, refinement, and the member nearest to all others as the one that stands for them.
/// </summary>
public sealed class StatementClusterer
{
    /// <summary>Of so few statements every pair is judged, and words cannot tell what is rare.</summary>
    public const int Few = 64;

    private const int MeaningWeight = 3; // how often what a statement means stands beside its words
    private readonly IPairJudge _judge;
    private readonly ClusteringOptions _options;

    /// <param name="judge">Judges pairs.</param>
    /// <param name="options">How near, and how sure.</param>
    public StatementClusterer(IPairJudge judge, ClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(options);
        (_judge, _options) = (judge, options);
    }

    /// <summary>Vectors of statements from their words alone, by the project's source of text vectors, the lexicon's usual words for what they mean beside their own; null for <see cref="Few"/> statements or fewer.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="parallel">Threads; they change no bit.</param>
    public static FeatureMatrix? WordVectors(IReadOnlyList<Statement> statements, ParallelOptions? parallel = null)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Count <= Few) return null;
        var table = new ItemTable(new Vocabulary(statements.Select(statement => statement.Key)), new Dictionary<string, string?[]>
        {
            ["statement"] = [.. statements.Select(statement => statement.Text.StartsWith("the product's ", StringComparison.Ordinal) ? statement.Text["the product's ".Length..] : statement.Text)],
            ["meaning"] = [.. statements.Select(statement => string.Join(' ', Enumerable.Repeat(LexiconJudge.Meaning(statement.Text), MeaningWeight)))],
        });
        return new HashedText(parallel: parallel).Read(table);
    }

    /// <summary>Merges statements.</summary>
    /// <param name="statements">The statements, each once.</param>
    /// <param name="vectors">A vector of each, from any source of text vectors; null, for <see cref="Few"/> statements or fewer, judges every pair.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<StatementClusters> MergeAsync(IReadOnlyList<Statement> statements, FeatureMatrix? vectors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (vectors is null ? statements.Count > Few : vectors.Items.Count != statements.Count) throw new ArgumentException($"There are {vectors?.Items.Count ?? 0} vectors for {statements.Count} statements.", nameof(vectors));
        UnitVectors unit = vectors is null ? UnitVectors.Same(statements.Count) : new UnitVectors(vectors);
        var catalogue = new Catalogue(ItemTable.Without(new Vocabulary(statements.Select(statement => statement.Key))), new int[statements.Count]);
        var judged = new List<(NearPair Pair, double Judgement)>();
        foreach (IGrouping<Sentiment, int> group in Enumerable.Range(0, statements.Count).GroupBy(i => statements[i].Sentiment).OrderBy(group => group.Key))
            foreach (NearPair pair in NearStatements.Of(unit, catalogue, [.. group], _options, cancellation))
                judged.Add((pair, await _judge.JudgeAsync(statements[pair.One].Text, statements[pair.Other].Text, cancellation)));
        return Clusters(statements.Count, unit, judged);
    }

    private StatementClusters Clusters(int count, UnitVectors vectors, List<(NearPair Pair, double Judgement)> judged)
    {
        var neighbours = new List<int>[count];
        for (int i = 0; i < count; i++) neighbours[i] = [];
        foreach ((NearPair pair, double judgement) in judged.Where(one => one.Judgement >= _options.Same))
        {
            neighbours[pair.One].Add(pair.Other);
            neighbours[pair.Other].Add(pair.One);
        }
        var refinement = new ClusterRefinement(vectors, statement => neighbours[statement], _options);
        IEnumerable<List<int>> components = Components(neighbours);
        int[][] members = [.. (_options.Refine ? components.SelectMany(refinement.Divide) : components).Select(cluster => cluster.Order().ToArray()).OrderBy(cluster => cluster[0])];
        int[] representatives = [.. members.Select(cluster => Representative(cluster, vectors))];
        return new StatementClusters(members, representatives, judged)
        {
            SplitAgain = refinement.SplitAgain,
            Cosines = [.. members.Zip(representatives, (cluster, representative) => Cosines(cluster, representative, vectors))],
        };
    }

    private static IEnumerable<List<int>> Components(List<int>[] neighbours)
    {
        bool[] met = new bool[neighbours.Length];
        for (int first = 0; first < met.Length; first++)
        {
            if (met[first]) continue;
            List<int> component = [first];
            met[first] = true;
            for (int i = 0; i < component.Count; i++)
                foreach (int next in neighbours[component[i]].Where(next => !met[next]))
                {
                    met[next] = true;
                    component.Add(next);
                }
            yield return component;
        }
    }

    /// <summary>The mean cosine of the representative to the others, and of all pairs: both from the sum of the vectors.</summary>
    private static (double OfRepresentative, double OfPairs) Cosines(int[] cluster, int representative, UnitVectors vectors)
    {
        if (cluster.Length == 1) return (1, 1);
        float[] sum = vectors.Sum(cluster);
        double count = cluster.Length, all = TensorPrimitives.Dot<float>(sum, sum);
        return ((TensorPrimitives.Dot(vectors[representative], sum) - 1) / (count - 1), (all - count) / (count * (count - 1)));
    }

    /// <summary>The member of the highest mean cosine to the others: its inner product with the sum of all, exactly and without looking at pairs.</summary>
    private static int Representative(int[] cluster, UnitVectors vectors)
    {
        float[] sum = vectors.Sum(cluster);
        return cluster.MaxBy(statement => TensorPrimitives.Dot(vectors[statement], sum));
    }
}
