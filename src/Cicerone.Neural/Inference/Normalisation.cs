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

    /// <summary>The inner product of a query with the normalised sum of two rows, as what each row gives and what the layer gives to every row.</summary>
    public (double First, double Second, double Constant) Contributions(ReadOnlySpan<float> query, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double firstMean = 0, secondMean = 0, variance = 0, ofFirst = 0, ofSecond = 0, constant = 0;
        for (int i = 0; i < width; i++) (firstMean, secondMean) = (firstMean + first[i] / (double)width, secondMean + second[i] / (double)width);
        for (int i = 0; i < width; i++) variance += Math.Pow(first[i] + second[i] - firstMean - secondMean, 2) / width;
        double scale = 1 / Math.Sqrt(variance + NormLayer.Epsilon);
        for (int i = 0; i < width; i++)
        {
            ofFirst += query[i] * _weight[i] * scale * (first[i] - firstMean);
            ofSecond += query[i] * _weight[i] * scale * (second[i] - secondMean);
            constant += query[i] * _bias[i];
        }
        return (ofFirst, ofSecond, constant);
    }
}
