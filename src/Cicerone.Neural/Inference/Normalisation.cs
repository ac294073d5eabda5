using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Layers;

namespace Cicerone.Neural.Inference;

/// <summary>Layer normalisation without native code.</summary>
internal sealed class Normalisation(Func<string, StoredTensor> weights, string name, int width)
{
    private readonly float[] _weight = weights($"{name}.weight").AsFloat32(width), _bias = weights($"{name}.bias").AsFloat32(width);

    /// <summary>Normalises each row in place.</summary>
    public void Apply(Span<float> rows)
    {
        for (int start = 0; start < rows.Length; start += width)
        {
            Span<float> row = rows.Slice(start, width);
            TensorPrimitives.Subtract(row, TensorPrimitives.Sum<float>(row) / width, row);
            double variance = TensorPrimitives.SumOfSquares<float>(row) / width;
            TensorPrimitives.Multiply(row, (float)(1 / Math.Sqrt(variance + NormLayer.Epsilon)), row);
            TensorPrimitives.Multiply(row, _weight, row);
            TensorPrimitives.Add(row, _bias, row);
        }
    }
}
