using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cicerone.Kernels;

/// <summary>128-bit vectors, on any processor: a panel is eight strips of two, and a tile of 6 × 2 sums fits sixteen registers.</summary>
internal sealed class PortableKernels : VectorKernels
{
    public override string Name => "portable";

    public override bool IsAvailable => true;

    public override void MultiplyTile(ref float left, int stride, ref float panel, int depth, ref float product)
    {
        for (int strip = 0; strip < PanelWidth; strip += 8) MultiplyStrip(ref left, stride, ref Unsafe.Add(ref panel, strip), depth, ref Unsafe.Add(ref product, strip));
    }

    public override void MultiplyTile(ref double left, int stride, ref double panel, int depth, ref double product)
    {
        for (int strip = 0; strip < WidePanelWidth; strip += 4) MultiplyStrip(ref left, stride, ref Unsafe.Add(ref panel, strip), depth, ref Unsafe.Add(ref product, strip));
    }

    public override void SumRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, ref float panel, ref float sum)
    {
        Span<Vector128<float>> sums = stackalloc Vector128<float>[PanelWidth / 4];
        sums.Clear();
        for (int e = 0; e < rows.Length; e++) AddRow(values.IsEmpty ? 1 : values[e], ref Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth), sums);
        Store(ref sum, sums);
    }

    public override void DotRows(ReadOnlySpan<int> rows, ref float panel, ref float left, Span<float> dots)
    {
        for (int e = 0; e < rows.Length; e++)
        {
            ref float row = ref Unsafe.Add(ref panel, (nint)rows[e] * PanelWidth);
            Vector128<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nuint c = 0; c < PanelWidth; c += 16)
            {
                s0 = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref left, c), Vector128.LoadUnsafe(ref row, c), s0);
                s1 = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref left, c + 4), Vector128.LoadUnsafe(ref row, c + 4), s1);
                s2 = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref left, c + 8), Vector128.LoadUnsafe(ref row, c + 8), s2);
                s3 = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref left, c + 12), Vector128.LoadUnsafe(ref row, c + 12), s3);
            }
            dots[e] += SumOf((s0 + s2) + (s1 + s3));
        }
    }

    private static void AddRow(float value, ref float row, Span<Vector128<float>> sums)
    {
        Vector128<float> y = Vector128.Create(value);
        for (int i = 0; i < sums.Length; i++) sums[i] = Vector128.FusedMultiplyAdd(y, Vector128.LoadUnsafe(ref row, (nuint)(4 * i)), sums[i]);
    }

    private static void MultiplyStrip(ref float left, int stride, ref float panel, int depth, ref float product)
    {
        ref float left1 = ref Unsafe.Add(ref left, stride), left2 = ref Unsafe.Add(ref left, 2 * stride), left3 = ref Unsafe.Add(ref left, 3 * stride);
        ref float left4 = ref Unsafe.Add(ref left, 4 * stride), left5 = ref Unsafe.Add(ref left, 5 * stride);
        Vector128<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector128<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector128<float> x0 = At(ref panel, 0), x1 = At(ref panel, 4);
            Vector128<float> y = Vector128.Create(Unsafe.Add(ref left, k));
            (a0, a1) = (Vector128.FusedMultiplyAdd(y, x0, a0), Vector128.FusedMultiplyAdd(y, x1, a1));
            y = Vector128.Create(Unsafe.Add(ref left1, k));
            (b0, b1) = (Vector128.FusedMultiplyAdd(y, x0, b0), Vector128.FusedMultiplyAdd(y, x1, b1));
            y = Vector128.Create(Unsafe.Add(ref left2, k));
            (c0, c1) = (Vector128.FusedMultiplyAdd(y, x0, c0), Vector128.FusedMultiplyAdd(y, x1, c1));
            y = Vector128.Create(Unsafe.Add(ref left3, k));
            (d0, d1) = (Vector128.FusedMultiplyAdd(y, x0, d0), Vector128.FusedMultiplyAdd(y, x1, d1));
            y = Vector128.Create(Unsafe.Add(ref left4, k));
            (e0, e1) = (Vector128.FusedMultiplyAdd(y, x0, e0), Vector128.FusedMultiplyAdd(y, x1, e1));
            y = Vector128.Create(Unsafe.Add(ref left5, k));
            (f0, f1) = (Vector128.FusedMultiplyAdd(y, x0, f0), Vector128.FusedMultiplyAdd(y, x1, f1));
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
        Vector128<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector128<double> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (int k = 0; k < depth; k++)
        {
            Vector128<double> x0 = At(ref panel, 0), x1 = At(ref panel, 2);
            Vector128<double> y = Vector128.Create(Unsafe.Add(ref left, k));
            (a0, a1) = (Vector128.FusedMultiplyAdd(y, x0, a0), Vector128.FusedMultiplyAdd(y, x1, a1));
            y = Vector128.Create(Unsafe.Add(ref left1, k));
            (b0, b1) = (Vector128.FusedMultiplyAdd(y, x0, b0), Vector128.FusedMultiplyAdd(y, x1, b1));
            y = Vector128.Create(Unsafe.Add(ref left2, k));
            (c0, c1) = (Vector128.FusedMultiplyAdd(y, x0, c0), Vector128.FusedMultiplyAdd(y, x1, c1));
            y = Vector128.Create(Unsafe.Add(ref left3, k));
            (d0, d1) = (Vector128.FusedMultiplyAdd(y, x0, d0), Vector128.FusedMultiplyAdd(y, x1, d1));
            y = Vector128.Create(Unsafe.Add(ref left4, k));
            (e0, e1) = (Vector128.FusedMultiplyAdd(y, x0, e0), Vector128.FusedMultiplyAdd(y, x1, e1));
            y = Vector128.Create(Unsafe.Add(ref left5, k));
            (f0, f1) = (Vector128.FusedMultiplyAdd(y, x0, f0), Vector128.FusedMultiplyAdd(y, x1, f1));
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
    private static Vector128<float> At(ref float start, nuint offset) => Vector128.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> At(ref double start, nuint offset) => Vector128.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float product, nuint place, Vector128<float> s0, Vector128<float> s1)
    {
        s0.StoreUnsafe(ref product, place);
        s1.StoreUnsafe(ref product, place + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double product, nuint place, Vector128<double> s0, Vector128<double> s1)
    {
        s0.StoreUnsafe(ref product, place);
        s1.StoreUnsafe(ref product, place + 2);
    }

    private static void Store(ref float product, Span<Vector128<float>> sums)
    {
        for (int i = 0; i < sums.Length; i++) sums[i].StoreUnsafe(ref product, (nuint)(4 * i));
    }
}
