using System.Numerics.Tensors;

namespace Cicerone.Neural.Layers;

/// <summary>
/// h(t) = λ h(t−1) + u(t) over ragged sequences, for complex numbers, each row the real parts and then the imaginary ones; and its
/// gradient. The same arithmetic trains and answers.
/// </summary>
internal static class RecurrenceKernel
{
    /// <summary>Writes the states.</summary>
    /// <param name="inputs">u, shape [tokens, 2 × size].</param>
    /// <param name="factors">λ, shape [2 × size].</param>
    /// <param name="states">h, shape of the inputs; overwritten.</param>
    /// <param name="offsets">Where each sequence begins, and the end.</param>
    public static void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> factors, Span<float> states, int[] offsets)
    {
        int row = factors.Length, size = row / 2;
        ReadOnlySpan<float> real = factors[..size], imaginary = factors[size..];
        float[] opposite = Opposite(imaginary);
        inputs.CopyTo(states);
        for (int sequence = 0; sequence + 1 < offsets.Length; sequence++)
            for (int token = offsets[sequence] + 1; token < offsets[sequence + 1]; token++)
            {
                ReadOnlySpan<float> before = states.Slice((token - 1) * row, row);
                AddProduct(states.Slice(token * row, row), before, real, imaginary, opposite);
            }
    }

    /// <summary>Turns the slopes of the states into those of the inputs, and adds those of the factors.</summary>
    /// <param name="states">What <see cref="Forward"/> wrote.</param>
    /// <param name="factors">λ.</param>
    /// <param name="slopes">Slopes of the states; overwritten by those of the inputs.</param>
    /// <param name="factorSlopes">Added to.</param>
    /// <param name="offsets">Where each sequence begins, and the end.</param>
    public static void Backward(ReadOnlySpan<float> states, ReadOnlySpan<float> factors, Span<float> slopes, Span<float> factorSlopes, int[] offsets)
    {
        int row = factors.Length, size = row / 2;
        ReadOnlySpan<float> real = factors[..size], imaginary = factors[size..];
        float[] opposite = Opposite(imaginary), negated = new float[size];
        for (int sequence = 0; sequence + 1 < offsets.Length; sequence++)
            for (int token = offsets[sequence + 1] - 1; token > offsets[sequence]; token--)
            {
                ReadOnlySpan<float> slope = slopes.Slice(token * row, row), before = states.Slice((token - 1) * row, row);
                AddProduct(slopes.Slice((token - 1) * row, row), slope, real, opposite, imaginary);
                TensorPrimitives.Negate(before[size..], negated);
                AddProduct(factorSlopes, slope, before[..size], negated, before[size..]);
            }
    }

    /// <summary>sum += values × factor, complex.</summary>
    private static void AddProduct(Span<float> sum, ReadOnlySpan<float> values, ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, ReadOnlySpan<float> opposite)
    {
        int size = sum.Length / 2;
        TensorPrimitives.MultiplyAdd(values[..size], real, sum[..size], sum[..size]);
        TensorPrimitives.MultiplyAdd(values[size..], opposite, sum[..size], sum[..size]);
        TensorPrimitives.MultiplyAdd(values[size..], real, sum[size..], sum[size..]);
        TensorPrimitives.MultiplyAdd(values[..size], imaginary, sum[size..], sum[size..]);
    }

    private static float[] Opposite(ReadOnlySpan<float> values)
    {
        float[] opposite = new float[values.Length];
        TensorPrimitives.Negate(values, opposite);
        return opposite;
    }
}
