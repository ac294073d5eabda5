using Cicerone.Data.Features;
using Cicerone.Kernels;
using Cicerone.Models;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal;

/// <summary>One kind of features as every model here takes it: each column of mean 0 and variance 1 over the items that have a vector, and 0 for those that have none.</summary>
internal sealed class Modality
{
    private readonly FeatureMatrix _features;
    private readonly float[] _values;

    public Modality(FeatureMatrix features) => (_features, _values) = (features, Standardised(features));

    public string Name => _features.Name;

    public int Width => _features.Width;

    public int ItemCount => _features.Items.Count;

    /// <summary>The standardised vectors, shape [items, width].</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Whether an item has a vector.</summary>
    public bool IsKnown(int item) => _features.IsKnown(item);

    /// <summary>The same as a tensor that outlives the present scope.</summary>
    public Tensor ToTensor() => torch.tensor(_values).view(ItemCount, Width).DetachFromDisposeScope();

    /// <summary>
    /// The graph of items alike: each row is the item itself and the items nearest by cosine, all of the same weight, which add up to 1. An item without a vector has
    /// itself alone.
    /// </summary>
    /// <param name="neighbours">How many, itself counted.</param>
    /// <param name="parallel">Threads.</param>
    public SparseMatrix Graph(int neighbours, ParallelOptions parallel) =>
        GraphOf(neighbours == 1 ? [.. Enumerable.Repeat(Array.Empty<int>(), ItemCount)] : [.. NearestNeighbours.Of(_values, Width, neighbours - 1, IsKnown, parallel).Select(nearest => nearest.Select(other => other.Row).ToArray())]);

    /// <summary>The graph of given neighbours: each row is the item itself and they, all of the same weight, which add up to 1.</summary>
    public static SparseMatrix GraphOf(IReadOnlyList<int[]> neighbours) => SparseMatrix.FromRows([.. neighbours.Select((others, item) =>
    {
        int[] columns = [item, .. others];
        return columns.Order().Select(column => (column, 1f / columns.Length)).ToArray();
    })], neighbours.Count);

    /// <summary>The features of some names, all that are given, or vectors of the items' text.</summary>
    /// <exception cref="CiceroneException">A name is unknown, or there are neither features nor text.</exception>
    public static IReadOnlyList<Modality> Of(TrainingData data, ModalOptions options, FitContext context)
    {
        FeatureMatrix[] features = options.Features.Length > 0
            ? [.. options.Features.Split('+').Select(name => data.Features.FirstOrDefault(features => features.Name == name) ?? throw CiceroneException.UnknownName("set of features", name, data.Features.Select(features => features.Name)))]
            : data.Features.Count > 0 ? [.. data.Features] : [new HashedText(options.TextWidth, context.Seed, context.Parallel).Read(data.Items)];
        foreach (FeatureMatrix one in features)
            foreach (string remark in one.Remarks) context.Progress?.Report(new FitProgress(one.Name, 0) { Warning = $"{one.Name}: {remark}." });
        return [.. features.Select(one => new Modality(one))];
    }

    private static float[] Standardised(FeatureMatrix features)
    {
        float[] values = features.ToArray();
        int[] known = [.. Enumerable.Range(0, features.Items.Count).Where(features.IsKnown)];
        for (int column = 0; column < features.Width; column++)
        {
            double mean = known.Average(item => (double)values[item * features.Width + column]);
            double deviation = Math.Sqrt(known.Average(item => Math.Pow(values[item * features.Width + column] - mean, 2)));
            for (int item = 0; item < features.Items.Count; item++)
            {
                ref float value = ref values[item * features.Width + column];
                value = features.IsKnown(item) && deviation > 0 ? (float)((value - mean) / deviation) : 0;
            }
        }
        return values;
    }
}
