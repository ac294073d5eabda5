using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cicerone.Kernels;

/// <summary>512-bit vectors: a panel is four of them, and a tile of 6 × 4 sums stays in registers.</summary>
internal sealed class Avx512Kernels : VectorKernels
{
    public override string Name => "avx512";

    public override bool IsAvailable => Vector512.IsHardwareAccelerated;

    public override bool IsQuickWithBytes => VnniTile.IsSupported;

    public override void MultiplyTile(ref sbyte left, int stride, ref byte panel, int depth, ref int product)
    {
        if (VnniTile.IsSupported) VnniTile.Multiply(ref left, stride, ref panel, depth, ref product);
        else base.MultiplyTile(ref left, stride, ref panel, depth, ref product);
    }

    public override void MultiplyRow(ref sbyte left, ref byte panel, int depth, ref int product)
    {
        if (VnniTile.IsSupported) VnniTile.MultiplyRow(ref left, ref panel, depth, ref product);
        else base.MultiplyRow(ref left, ref panel, depth, ref product);
    }

    public override void MultiplyTile(ref float left, int stride, ref float panel, int depth, ref float product)
    {
        ref float left1 = ref Unsafe.Add(ref left, stride), left2 = ref Unsafe.Add(ref left, 2 * stride), left3 = ref Unsafe.Add(ref left, 3 * stride);
        ref float left4 = ref Unsafe.Add(ref left, 4 * stride), left5 = ref Unsafe.Add(ref left, 5 * stride);
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        Vector512<float> e0 = default, e1 = default, e2 = default, e3 = default, f0 = default, f1 = default, f2 = default, f3 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> x0 = At(ref panel, 0), x1 = At(ref panel, 16), x2 = At(ref panel, 32), x3 = At(ref panel, 48);
            Vector512<float> y = Vector512.Create(Unsafe.Add(ref left, k));
            (a0, a1, a2, a3) = (Vector512.FusedMultiplyAdd(y, x0, a0), Vector512.FusedMultiplyAdd(y, x1, a1), Vector512.FusedMultiplyAdd(y, x2, a2), Vector512.FusedMultiplyAdd(y, x3, a3));
            y = Vector512.Create(Unsafe.Add(ref left1, k));
            (b0, b1, b2, b3) = (Vector512.FusedMultiplyAdd(y, x0, b0), Vector512.FusedMultiplyAdd(y, x1, b1), Vector512.FusedMultiplyAdd(y, x2, b2), Vector512.FusedMultiplyAdd(y, x3, b3));
            y = Vector512.Create(Unsafe.Add(ref left2, k));
            (c0, c1, c2, c3) = (Vector512.FusedMultiplyAdd(y, x0, c0), Vector512.FusedMultiplyAdd(y, x1, c1), Vector512.FusedMultiplyAdd(y, x2, c2), Vector512.FusedMultiplyAdd(y, x3, c3));
            y = Vector512.Create(Unsafe.Add(ref left3, k));
            (d0, d1, d2, d3) = (Vector512.FusedMultiplyAdd(y, x0, d0), Vector512.FusedMultiplyAdd(y, x1, d1), Vector512.FusedMultiplyAdd(y, x2, d2), Vector512.FusedMultiplyAdd(y, x3, d3));
            y = Vector512.Create(Unsafe.Add(ref left4, k));
            (e0, e1, e2, e3) = (Vector512.FusedMultiplyAdd(y, x0, e0), Vector512.FusedMultiplyAdd(y, x1, e1), Vector512.FusedMultiplyAdd(y, x2, e2), Vector512.FusedMultiplyAdd(y, x3, e3));
            y = Vector512.Create(Unsafe.Add(ref left5, k));
            (f0, f1, f2, f3) = (Vector512.FusedMultiplyAdd(y, x0, f0), Vector512.FusedMultiplyAdd(y, x1, f1), Vector512.FusedMultiplyAdd(y, x2, f2), Vector512.FusedMultiplyAdd(y, x3, f3));
            panel = ref Unsafe.Add(ref panel, PanelWidth);
        }
        Store(ref product, 0 * PanelWidth, a0, a1, a2, a3);
        Store(ref product, 1 * PanelWidth, b0, b1, b2, b3);
        Store(ref product, 2 * PanelWidth, c0, c1, c2, c3);
        Store(ref product, 3 * PanelWidth, d0, d1, d2, d3);
        Store(ref product, 4 * PanelWidth, e0, e1, e2, e3);
        Store(ref product, 5 * PanelWidth, f0, f1, f2, f3);
    }

    public override void MultiplyTile(ref double left, int stride, ref double panel, int depth, ref double product)
    {
        ref double left1 = ref Unsafe.Add(ref left, stride), left2 = ref Unsafe.Add(ref left, 2 * stride), left3 = ref Unsafe.Add(ref left, 3 * stride);
        ref double left4 = ref Unsafe.Add(ref left, 4 * stride), left5 = ref Unsafe.Add(ref left, 5 * stride);
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<double> c0 = default, c1 = default, c2 = default, c3 = default, d0 = default, d1 = default, d2 = default, d3 = default;
        Vector512<double> e0 = default, e1 = default, e2 = default, e3 = default, f0 = default, f1 = default, f2 = default, f3 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector512<double> x0 = At(ref panel, 0), x1 = At(ref panel, 8), x2 = At(ref panel, 16), x3 = At(ref panel, 24);
            Vector512<double> y = Vector512.Create(Unsafe.Add(ref left, k));
            (a0, a1, a2, a3) = (Vector512.FusedMultiplyAdd(y, x0, a0), Vector512.FusedMultiplyAdd(y, x1, a1), Vector512.FusedMultiplyAdd(y, x2, a2), Vector512.FusedMultiplyAdd(y, x3, a3));
            y = Vector512.Create(Unsafe.Add(ref left1, k));
            (b0, b1, b2, b3) = (Vector512.FusedMultiplyAdd(y, x0, b0), Vector512.FusedMultiplyAdd(y, x1, b1), Vector512.FusedMultiplyAdd(y, x2, b2), Vector512.FusedMultiplyAdd(y, x3, b3));
            y = Vector512.Create(Unsafe.Add(ref left2, k));
            (c0, c1, c2, c3) = (Vector512.FusedMultiplyAdd(y, x0, c0), Vector512.FusedMultiplyAdd(y, x1, c1), Vector512.FusedMultiplyAdd(y, x2, c2), Vector512.FusedMultiplyAdd(y, x3, c3));
            y = Vector512.Create(Unsafe.Add(ref left3, k));
            (d0, d1, d2, d3) = (Vector512.FusedMultiplyAdd(y, x0, d0), Vector512.FusedMultiplyAdd(y, x1, d1), Vector512.FusedMultiplyAdd(y, x2, d2), Vector512.FusedMultiplyAdd(y, x3, d3));
            y = Vector512.Create(Unsafe.Add(ref left4, k));
            (e0, e1, e2, e3) = (Vector512.FusedMultiplyAdd(y, x0, e0), Vector512.FusedMultiplyAdd(y, x1, e1), Vector512.FusedMultiplyAdd(y, x2, e2), Vector512.FusedMultiplyAdd(y, x3, e3));
            y = Vector512.Create(Unsafe.Add(ref left5, k));
            (f0, f1, f2, f3) = (Vector512.FusedMultiplyAdd(y, x0, f0), Vector512.FusedMultiplyAdd(y, x1, f1), Vector512.FusedMultiplyAdd(y, x2, f2), Vector512.FusedMultiplyAdd(y, x3, f3));
            panel = ref Unsafe.Add(ref panel, WidePanelWidth);
        }
        Store(ref product, 0 * WidePanelWidth, a0, a1, a2, a3);
        Store(ref product, 1 * WidePanelWidth, b0, b1, b2, b3);
        Store(ref product, 2 * WidePanelWidth, c0, c1, c2, c3);
        Store(ref product, 3 * WidePanelWidth, d0, d1, d2, d3);
        Store(ref product, 4 * WidePanelWidth, e0, e1, e2, e3);
        Store(ref product, 5 * WidePanelWidth, f0, f1, f2, f3);
    }

    public override void SumRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, ref float panel, ref float sum)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int e = 0; e < rows.Length; e++)
        {
            ref float row = ref Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth);
            Vector512<float> y = Vector512.Create(values.IsEmpty ? 1 : values[e]);
            (s0, s1, s2, s3) = (Vector512.FusedMultiplyAdd(y, At(ref row, 0), s0), Vector512.FusedMultiplyAdd(y, At(ref row, 16), s1),
                Vector512.FusedMultiplyAdd(y, At(ref row, 32), s2), Vector512.FusedMultiplyAdd(y, At(ref row, 48), s3));
        }
        Store(ref sum, 0, s0, s1, s2, s3);
    }

    public override void DotRows(ReadOnlySpan<int> rows, ref float panel, ref float left, Span<float> dots)
    {
        Vector512<float> x0 = At(ref left, 0), x1 = At(ref left, 16), x2 = At(ref left, 32), x3 = At(ref left, 48);
        for (int e = 0; e < rows.Length; e++)
        {
            ref float row = ref Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth);
            Vector512<float> sum = x0 * At(ref row, 0);
            sum = Vector512.FusedMultiplyAdd(x1, At(ref row, 16), sum);
            sum = Vector512.FusedMultiplyAdd(x2, At(ref row, 32), sum);
            sum = Vector512.FusedMultiplyAdd(x3, At(ref row, 48), sum);
            dots[e] += SumOf(sum.GetLower() + sum.GetUpper());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float start, nuint offset) => Vector512.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> At(ref double start, nuint offset) => Vector512.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float product, nuint place, Vector512<float> s0, Vector512<float> s1, Vector512<float> s2, Vector512<float> s3)
    {
        s0.StoreUnsafe(ref product, place);
        s1.StoreUnsafe(ref product, place + 16);
        s2.StoreUnsafe(ref product, place + 32);
        s3.StoreUnsafe(ref product, place + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double product, nuint place, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        s0.StoreUnsafe(ref product, place);
        s1.StoreUnsafe(ref product, place + 8);
        s2.StoreUnsafe(ref product, place + 16);
        s3.StoreUnsafe(ref product, place + 24);
    }
}
