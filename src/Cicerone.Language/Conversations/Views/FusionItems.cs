using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Language.Conversations.Views;

/// <summary>What the fusion knows of items before it learns.</summary>
/// <param name="Text">Vectors of their text, shape [items, text width].</param>
/// <param name="TextWidth">Length of these.</param>
/// <param name="Behaviour">Factors of who chose what, of length 1 and zeros for what nobody chose; shape [items, factors].</param>
/// <param name="Factors">Length of these.</param>
/// <param name="LogCounts">log(1 + how often each was chosen).</param>
internal sealed record FusionItems(float[] Text, int TextWidth, float[] Behaviour, int Factors, float[] LogCounts)
{
    public int Count => LogCounts.Length;

    /// <summary>Factors of a log by alternating least squares.</summary>
    /// <param name="text">Vectors of the items' text, shape [items, text width].</param>
    /// <param name="data">Who chose what.</param>
    /// <param name="factors">How many factors.</param>
    /// <param name="context">Seed and threads.</param>
    public static FusionItems Of(float[] text, TrainingData data, int factors, FitContext context)
    {
        int items = data.Log.Items.Count;
        float[] behaviour = NearestNeighbours.UnitRows(Als.Fit(data with { Watched = null }, new AlsOptions { Factors = factors }, context with { CheckpointFolder = null }).ItemVectors.ToArray(), factors);
        int[] counts = new int[items];
        foreach (int item in data.Log.Item) counts[item]++;
        for (int item = 0; item < items; item++)
            if (counts[item] == 0) behaviour.AsSpan(item * factors, factors).Clear();
        return new FusionItems(text, text.Length / items, behaviour, factors, [.. counts.Select(count => MathF.Log(1 + count))]);
    }

    /// <summary>The mean factors of some items; zeros for none.</summary>
    public float[] MeanBehaviour(ReadOnlySpan<int> chosen)
    {
        float[] mean = new float[Factors];
        foreach (int item in chosen)
            if (item < Count) TensorPrimitives.MultiplyAdd(Behaviour.AsSpan(item * Factors, Factors), 1f / chosen.Length, mean, mean);
        return mean;
    }
}
