using System.Buffers;

namespace Cicerone.Neural.Layers;

/// <summary>The attention probabilities of one pass, as the gradient needs them, and what was dropped of them.</summary>
internal sealed class AttentionMemory : IDisposable
{
    /// <param name="shape">Which tokens see which.</param>
    /// <param name="dropout">Share of the probabilities that is set to 0; the others grow to keep the mean.</param>
    /// <param name="seed">Decides which.</param>
    public AttentionMemory(AttentionShape shape, double dropout, ulong seed)
    {
        (Dropout, Seed, Offsets) = (dropout, seed, shape.ProbabilityOffsets());
        Kept = ArrayPool<float>.Shared.Rent(Math.Max(1, Offsets[^1]));
        Whole = dropout > 0 ? ArrayPool<float>.Shared.Rent(Math.Max(1, Offsets[^1])) : Kept;
    }

    public double Dropout { get; }

    public ulong Seed { get; }

    /// <summary>Where each sequence's probabilities begin.</summary>
    public int[] Offsets { get; }

    /// <summary>Probabilities after dropping.</summary>
    public float[] Kept { get; }

    /// <summary>Probabilities before it.</summary>
    public float[] Whole { get; }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(Kept);
        if (Whole != Kept) ArrayPool<float>.Shared.Return(Whole);
    }
}
