using System.Numerics.Tensors;

namespace Cicerone.Language.Transformer.Inference;

/// <summary>The <see cref="DecoderNorm"/> as it answers.</summary>
internal sealed class ReaderNorm(DecoderWeights weights, string name)
{
    private readonly float[] _weight = weights[$"{name}.weight"];
    private readonly float[]? _bias = weights.Shape.HasRmsNorm ? null : weights[$"{name}.bias"];
    private readonly double _epsilon = weights.Shape.NormEpsilon;

    /// <summary>Writes the normalised rows; both may be the same memory.</summary>
    public void Apply(ReadOnlySpan<float> rows, Span<float> into)
    {
        int width = _weight.Length;
        for (int start = 0; start < rows.Length; start += width)
        {
            ReadOnlySpan<float> row = rows.Slice(start, width);
            Span<float> normed = into.Slice(start, width);
            if (_bias is null) TensorPrimitives.Multiply(row, Scale(row), normed);
            else
            {
                TensorPrimitives.Subtract(row, TensorPrimitives.Sum(row) / width, normed);
                TensorPrimitives.Multiply(normed, Scale(normed), normed);
            }
            TensorPrimitives.Multiply(normed, _weight, normed);
            if (_bias is not null) TensorPrimitives.Add(normed, _bias, normed);
        }
    }

    private float Scale(ReadOnlySpan<float> row) => (float)(1 / Math.Sqrt(TensorPrimitives.SumOfSquares(row) / (double)row.Length + _epsilon));
}
