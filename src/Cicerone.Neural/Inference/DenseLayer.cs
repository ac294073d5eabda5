using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Neural.Inference;

/// <summary>x Wᵀ + b without native code. Each number is one chain of fused multiply-adds, so that it does not depend on the batch.</summary>
internal sealed class DenseLayer
{
    private const int Left = VectorKernels.TileRows, Panel = VectorKernels.PanelWidth;
    private readonly PanelMatrix _weights;
    private readonly float[]? _bias;

    /// <param name="weight">Shape [outputs, inputs], row after row.</param>
    /// <param name="bias">One for each output.</param>
    public DenseLayer(ReadOnlySpan<float> weight, float[] bias) : this(weight, bias.Length) => _bias = bias;

    /// <summary>A layer without a bias.</summary>
    /// <param name="weight">Shape [outputs, inputs], row after row.</param>
    /// <param name="outputs">How many numbers it makes of each row.</param>
    public DenseLayer(ReadOnlySpan<float> weight, int outputs)
    {
        _weights = new PanelMatrix(weight.Length / outputs, outputs);
        for (int output = 0; output < outputs; output++)
            for (int input = 0; input < _weights.Rows; input++) _weights[input, output] = weight[output * _weights.Rows + input];
    }

    /// <summary>Numbers of a row that goes in.</summary>
    public int Inputs => _weights.Rows;

    /// <summary>Numbers of a row that comes out.</summary>
    public int Outputs => _weights.Columns;

    /// <summary>A layer of stored weights.</summary>
    public static DenseLayer Of(Func<string, StoredTensor> weights, string name, int inputs, int outputs) =>
        new(weights($"{name}.weight").AsFloat32(outputs, inputs), weights($"{name}.bias").AsFloat32(outputs));

    /// <summary>Applies the layer to rows of inputs.</summary>
    public float[] Of(ReadOnlySpan<float> rows)
    {
        float[] result = new float[rows.Length / Inputs * Outputs];
        Apply(rows, result);
        return result;
    }

    /// <summary>Applies the layer to rows of inputs; a panel of weights serves all rows while it is at hand.</summary>
    /// <param name="rows">Shape [rows, inputs].</param>
    /// <param name="result">Shape [rows, outputs]; overwritten.</param>
    public void Apply(ReadOnlySpan<float> rows, Span<float> result)
    {
        int inputs = Inputs, outputs = Outputs, count = rows.Length / inputs, whole = count / Left * Left;
        Span<float> tile = stackalloc float[Left * Panel];
        float[] padded = whole == count ? [] : new float[Left * inputs];
        if (whole < count) rows[(whole * inputs)..].CopyTo(padded);
        for (int panel = 0; panel < _weights.Panels; panel++)
        {
            int first = panel * Panel, columns = Math.Min(Panel, outputs - first);
            for (int row = 0; row < count; row += Left)
            {
                ref readonly float left = ref row < whole ? ref rows[row * inputs] : ref padded[0];
                VectorKernels.Chosen.MultiplyTile(ref Unsafe.AsRef(in left), inputs, ref _weights.Panel(panel), inputs, ref tile[0]);
                for (int i = 0; i < Math.Min(Left, count - row); i++)
                {
                    ReadOnlySpan<float> made = tile.Slice(i * Panel, columns);
                    Span<float> into = result.Slice((row + i) * outputs + first, columns);
                    if (_bias is null) made.CopyTo(into);
                    else TensorPrimitives.Add(made, _bias.AsSpan(first, columns), into);
                }
            }
        }
    }
}
