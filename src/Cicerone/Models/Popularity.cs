using Cicerone.Data;
using Cicerone.Data.Buckets;

namespace Cicerone.Models;

/// <summary>Ranks by how often an item was chosen in training; the score is that count.</summary>
public sealed class Popularity : IScores, IExplains
{
    private readonly float[] _counts;

    private Popularity(float[] counts) => _counts = counts;

    /// <summary>Counts the training events of each item.</summary>
    public static Popularity Fit(TrainingData data, NoOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(Catalogue.Of(data.Log, data.Items));
    }

    /// <summary>Counts them bucket by bucket.</summary>
    public static Popularity Fit(SplitBuckets split, NoOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(split);
        return Of(split.Catalogue);
    }

    /// <summary>The popularity that a catalogue's own counts describe.</summary>
    public static Popularity Of(Catalogue catalogue) => new([.. catalogue.TrainingCounts.ToArray().Select(count => (float)count)]);

    /// <summary>Reads the model back.</summary>
    public static Popularity Load(ModelReader folder, NoOptions options) => new(folder.Tensors("popularity")["counts"].AsFloat32(folder.ItemCount));

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => folder.WriteTensors("popularity", ("counts", StoredTensor.Of(_counts, _counts.Length)));

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        for (int q = 0; q < queries.Length; q++) _counts.CopyTo(scores[(q * catalogue.Count)..]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) =>
        [new Reason(ReasonKind.Popularity, $"Chosen {_counts[item]:0} times by others.", _counts[item], [])];
}
