using System.Runtime.CompilerServices;

namespace Cicerone.Kernels;

/// <summary>The slow twin: what the others must equal to the bit.</summary>
internal sealed class ScalarKernels : VectorKernels
{
    public override string Name => "scalar";

    public override bool IsAvailable => true;

    public override void MultiplyTile(ref float left, int stride, ref float panel, int depth, ref float product)
    {
        for (int r = 0; r < TileRows; r++)
            for (int c = 0; c < PanelWidth; c++)
            {
                float sum = 0;
                for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref left, r * stride + k), Unsafe.Add(ref panel, k * PanelWidth + c), sum);
                Unsafe.Add(ref product, r * PanelWidth + c) = sum;
            }
    }

    public override void MultiplyTile(ref double left, int stride, ref double panel, int depth, ref double product)
    {
        for (int r = 0; r < TileRows; r++)
            for (int c = 0; c < WidePanelWidth; c++)
            {
                double sum = 0;
                for (int k = 0; k < depth; k++) sum = Math.FusedMultiplyAdd(Unsafe.Add(ref left, r * stride + k), Unsafe.Add(ref panel, k * WidePanelWidth + c), sum);
                Unsafe.Add(ref product, r * WidePanelWidth + c) = sum;
            }
    }

    public override void SumRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, ref float panel, ref float sum)
    {
        for (int c = 0; c < PanelWidth; c++)
        {
            float total = 0;
            for (int e = 0; e < rows.Length; e++)
                total = MathF.FusedMultiplyAdd(values.IsEmpty ? 1 : values[e], Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth + c), total);
            Unsafe.Add(ref sum, c) = total;
        }
    }

    public override void DotRows(ReadOnlySpan<int> rows, ref float panel, ref float left, Span<float> dots)
    {
        Span<float> lanes = stackalloc float[16];
        for (int e = 0; e < rows.Length; e++)
        {
            lanes.Clear();
            for (int c = 0; c < PanelWidth; c++) lanes[c % 16] = MathF.FusedMultiplyAdd(Unsafe.Add(ref left, c), Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth + c), lanes[c % 16]);
            for (int half = 8; half > 0; half /= 2)
                for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
            dots[e] += lanes[0];
        }
    }

}
