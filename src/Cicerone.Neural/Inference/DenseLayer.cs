using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Neural.Inference;

/// <summary>x Wᵀ + b without native code. Each number is one chain of fused multiply-adds, so that it does not depend on the batch.</summary>
internal sealed class DenseLayer
{
    private const int Left = VectorKernels.TileRows, Panel = VectorKernels.PanelWidth;
    private readonly PanelMatrix _weights;
    private readonly float[] _bias;

    /// <param name="weight">Shape [outputs, inputs], row after row.</param>
    /// <param name="bias">One for each output.</param>
    public DenseLayer(ReadOnlySpan<float> weight, float[] bias)
    {
        _bias = bias;
        _weights = new PanelMatrix(weight.Length / bias.Length, bias.Length);
        for (int output = 0; output < bias.Length; output++)
            for (int input = 0; input < _weights.Rows; input++) _weights[input, output] = weight[output * _weights.Rows + input];
    }

    /// <summary>A layer of stored weights.</summary>
    public static DenseLayer Of(Func<string, StoredTensor> weights, string name, int inputs, int outputs) =>
        new(weights($"{name}.weight").AsFloat32(outputs, inputs), weights($"{name}.bias").AsFloat32(outputs));

    /// <summary>Applies the layer to rows of inputs.</summary>
    public float[] Of(ReadOnlySpan<float> rows)
    {
        int inputs = _weights.Rows, outputs = _weights.Columns, count = rows.Length / inputs;
        float[] result = new float[count * outputs], left = new float[Left * inputs], tile = new float[Left * Panel];
        for (int row = 0; row < count; row += Left)
        {
            int lefts = Math.Min(Left, count - row);
            rows.Slice(row * inputs, lefts * inputs).CopyTo(left);
            for (int panel = 0; panel < _weights.Panels; panel++)
            {
                VectorKernels.Chosen.MultiplyTile(ref left[0], inputs, ref _weights.Panel(panel), inputs, ref tile[0]);
                int first = panel * Panel, columns = Math.Min(Panel, outputs - first);
                for (int i = 0; i < lefts; i++)
                    for (int c = 0; c < columns; c++) result[(row + i) * outputs + first + c] = tile[i * Panel + c] + _bias[first + c];
            }
        }
        return result;
    }
}
