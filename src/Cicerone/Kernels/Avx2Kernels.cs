using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cicerone.Kernels;

/// <summary>256-bit vectors: a panel is four strips of two, and a tile of 6 × 2 sums stays in registers.</summary>
internal sealed class Avx2Kernels : VectorKernels
{
    public override string Name => "avx2";

    public override bool IsAvailable => Avx2.IsSupported && Fma.IsSupported;

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
        for (int strip = 0; strip < PanelWidth; strip += 16) MultiplyStrip(ref left, stride, ref Unsafe.Add(ref panel, strip), depth, ref Unsafe.Add(ref product, strip));
    }

    public override void MultiplyTile(ref double left, int stride, ref double panel, int depth, ref double product)
    {
        for (int strip = 0; strip < WidePanelWidth; strip += 8) MultiplyStrip(ref left, stride, ref Unsafe.Add(ref panel, strip), depth, ref Unsafe.Add(ref product, strip));
    }

    public override void SumRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, ref float panel, ref float sum)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int e = 0; e < rows.Length; e++)
        {
            ref float row = ref Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth);
            Vector256<float> y = Vector256.Create(values.IsEmpty ? 1 : values[e]);
            (s0, s1, s2, s3) = (Fma.MultiplyAdd(y, At(ref row, 0), s0), Fma.MultiplyAdd(y, At(ref row, 8), s1), Fma.MultiplyAdd(y, At(ref row, 16), s2), Fma.MultiplyAdd(y, At(ref row, 24), s3));
            (s4, s5, s6, s7) = (Fma.MultiplyAdd(y, At(ref row, 32), s4), Fma.MultiplyAdd(y, At(ref row, 40), s5), Fma.MultiplyAdd(y, At(ref row, 48), s6), Fma.MultiplyAdd(y, At(ref row, 56), s7));
        }
        Store(ref sum, s0, s1, s2, s3, s4, s5, s6, s7);
    }

    public override void DotRows(ReadOnlySpan<int> rows, ref float panel, ref float left, Span<float> dots)
    {
        for (int e = 0; e < rows.Length; e++)
        {
            ref float row = ref Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth);
            Vector256<float> low = At(ref left, 0) * At(ref row, 0), high = At(ref left, 8) * At(ref row, 8);
            (low, high) = (Fma.MultiplyAdd(At(ref left, 16), At(ref row, 16), low), Fma.MultiplyAdd(At(ref left, 24), At(ref row, 24), high));
            (low, high) = (Fma.MultiplyAdd(At(ref left, 32), At(ref row, 32), low), Fma.MultiplyAdd(At(ref left, 40), At(ref row, 40), high));
            (low, high) = (Fma.MultiplyAdd(At(ref left, 48), At(ref row, 48), low), Fma.MultiplyAdd(At(ref left, 56), At(ref row, 56), high));
            dots[e] += SumOf(low + high);
        }
    }

    private static void MultiplyStrip(ref float left, int stride, ref float panel, int depth, ref float product)
    {
        ref float left1 = ref Unsafe.Add(ref left, stride), left2 = ref Unsafe.Add(ref left, 2 * stride), left3 = ref Unsafe.Add(ref left, 3 * stride);
        ref float left4 = ref Unsafe.Add(ref left, 4 * stride), left5 = ref Unsafe.Add(ref left, 5 * stride);
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> x0 = At(ref panel, 0), x1 = At(ref panel, 8);
            Vector256<float> y = Vector256.Create(Unsafe.Add(ref left, k));
            (a0, a1) = (Vector256.FusedMultiplyAdd(y, x0, a0), Vector256.FusedMultiplyAdd(y, x1, a1));
            y = Vector256.Create(Unsafe.Add(ref left1, k));
            (b0, b1) = (Vector256.FusedMultiplyAdd(y, x0, b0), Vector256.FusedMultiplyAdd(y, x1, b1));
            y = Vector256.Create(Unsafe.Add(ref left2, k));
            (c0, c1) = (Vector256.FusedMultiplyAdd(y, x0, c0), Vector256.FusedMultiplyAdd(y, x1, c1));
            y = Vector256.Create(Unsafe.Add(ref left3, k));
            (d0, d1) = (Vector256.FusedMultiplyAdd(y, x0, d0), Vector256.FusedMultiplyAdd(y, x1, d1));
            y = Vector256.Create(Unsafe.Add(ref left4, k));
            (e0, e1) = (Vector256.FusedMultiplyAdd(y, x0, e0), Vector256.FusedMultiplyAdd(y, x1, e1));
            y = Vector256.Create(Unsafe.Add(ref left5, k));
            (f0, f1) = (Vector256.FusedMultiplyAdd(y, x0, f0), Vector256.FusedMultiplyAdd(y, x1, f1));
            panel = ref Unsafe.Add(ref panel, PanelWidth);
        }
        Store(ref product, 0 * PanelWidth, a0, a1);
        Store(ref product, 1 * PanelWidth, b0, b1);
        Store(ref product, 2 * PanelWidth, c0, c1);
        Store(ref product, 3 * PanelWidth, d0, d1);
        Store(ref product, 4 * PanelWidth, e0, e1);
        Store(ref product, 5 * PanelWidth, f0, f1);
    }

    private static void MultiplyStrip(ref double left, int stride, ref double panel, int depth, ref double product)
    {
        ref double left1 = ref Unsafe.Add(ref left, stride), left2 = ref Unsafe.Add(ref left, 2 * stride), left3 = ref Unsafe.Add(ref left, 3 * stride);
        ref double left4 = ref Unsafe.Add(ref left, 4 * stride), left5 = ref Unsafe.Add(ref left, 5 * stride);
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<double> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector256<double> x0 = At(ref panel, 0), x1 = At(ref panel, 4);
            Vector256<double> y = Vector256.Create(Unsafe.Add(ref left, k));
            (a0, a1) = (Vector256.FusedMultiplyAdd(y, x0, a0), Vector256.FusedMultiplyAdd(y, x1, a1));
            y = Vector256.Create(Unsafe.Add(ref left1, k));
            (b0, b1) = (Vector256.FusedMultiplyAdd(y, x0, b0), Vector256.FusedMultiplyAdd(y, x1, b1));
            y = Vector256.Create(Unsafe.Add(ref left2, k));
            (c0, c1) = (Vector256.FusedMultiplyAdd(y, x0, c0), Vector256.FusedMultiplyAdd(y, x1, c1));
            y = Vector256.Create(Unsafe.Add(ref left3, k));
            (d0, d1) = (Vector256.FusedMultiplyAdd(y, x0, d0), Vector256.FusedMultiplyAdd(y, x1, d1));
            y = Vector256.Create(Unsafe.Add(ref left4, k));
            (e0, e1) = (Vector256.FusedMultiplyAdd(y, x0, e0), Vector256.FusedMultiplyAdd(y, x1, e1));
            y = Vector256.Create(Unsafe.Add(ref left5, k));
            (f0, f1) = (Vector256.FusedMultiplyAdd(y, x0, f0), Vector256.FusedMultiplyAdd(y, x1, f1));
            panel = ref Unsafe.Add(ref panel, WidePanelWidth);
        }
        Store(ref product, 0 * WidePanelWidth, a0, a1);
        Store(ref product, 1 * WidePanelWidth, b0, b1);
        Store(ref product, 2 * WidePanelWidth, c0, c1);
        Store(ref product, 3 * WidePanelWidth, d0, d1);
        Store(ref product, 4 * WidePanelWidth, e0, e1);
        Store(ref product, 5 * WidePanelWidth, f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float start, nuint offset) => Vector256.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> At(ref double start, nuint offset) => Vector256.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float product, nuint place, Vector256<float> s0, Vector256<float> s1)
    {
        s0.StoreUnsafe(ref product, place);
        s1.StoreUnsafe(ref product, place + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double product, nuint place, Vector256<double> s0, Vector256<double> s1)
    {
        s0.StoreUnsafe(ref product, place);
        s1.StoreUnsafe(ref product, place + 4);
    }

    private static void Store(ref float product, params ReadOnlySpan<Vector256<float>> sums)
    {
        for (int i = 0; i < sums.Length; i++) sums[i].StoreUnsafe(ref product, (nuint)(8 * i));
    }
}
