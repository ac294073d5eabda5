using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>Ranks by chance. One query always gets the same answer.</summary>
public sealed class RandomRanker : IScores, IExplains
{
    private readonly ulong _seed;

    private RandomRanker(ulong seed) => _seed = seed;

    /// <summary>Nothing is learned; the seed is kept.</summary>
    public static RandomRanker Fit(TrainingData data, NoOptions options, FitContext context) => new(context.Seed);

    /// <summary>Reads the model back.</summary>
    public static RandomRanker Load(ModelReader folder, NoOptions options) => new((ulong)folder.Tensors("random")["seed"].AsInt64()[0]);

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => folder.WriteTensors("random", ("seed", StoredTensor.Of([(long)_seed], 1)));

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        for (int q = 0; q < queries.Length; q++)
            for (int item = 0; item < catalogue.Count; item++)
                scores[q * catalogue.Count + item] = Draw(queries[q], item, catalogue);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) =>
        [new Reason(ReasonKind.Chance, "Drawn by chance.", Draw(query, item, catalogue), [])];

    private float Draw(Query query, int item, Catalogue catalogue) =>
        (catalogue.TieOrder(item, query.TieKey ^ RandomSource.Mix(_seed)) >> 40) * (1f / (1 << 24));
}
