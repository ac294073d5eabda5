using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cicerone.Kernels;

/// <summary>128-bit vectors, on any processor: a panel is eight strips of two, and a tile of 6 × 2 sums fits sixteen registers.</summary>
internal sealed class PortableKernels : VectorKernels
{
    private const int Strip = 8;

    public override string Name => "portable";

    public override bool IsAvailable => true;

    public override void MultiplyTile(ref float left, ref float panel, int depth, ref float product)
    {
        for (int strip = 0; strip < PanelWidth; strip += Strip) MultiplyStrip(ref left, ref Unsafe.Add(ref panel, strip), depth, ref Unsafe.Add(ref product, strip));
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

    private static void MultiplyStrip(ref float left, ref float panel, int depth, ref float product)
    {
        Vector128<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector128<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (; depth > 0; depth--)
        {
            Vector128<float> x0 = Vector128.LoadUnsafe(ref panel), x1 = Vector128.LoadUnsafe(ref panel, 4);
            Vector128<float> y = Vector128.Create(left);
            (a0, a1) = (Vector128.FusedMultiplyAdd(y, x0, a0), Vector128.FusedMultiplyAdd(y, x1, a1));
            y = Vector128.Create(Unsafe.Add(ref left, 1));
            (b0, b1) = (Vector128.FusedMultiplyAdd(y, x0, b0), Vector128.FusedMultiplyAdd(y, x1, b1));
            y = Vector128.Create(Unsafe.Add(ref left, 2));
            (c0, c1) = (Vector128.FusedMultiplyAdd(y, x0, c0), Vector128.FusedMultiplyAdd(y, x1, c1));
            y = Vector128.Create(Unsafe.Add(ref left, 3));
            (d0, d1) = (Vector128.FusedMultiplyAdd(y, x0, d0), Vector128.FusedMultiplyAdd(y, x1, d1));
            y = Vector128.Create(Unsafe.Add(ref left, 4));
            (e0, e1) = (Vector128.FusedMultiplyAdd(y, x0, e0), Vector128.FusedMultiplyAdd(y, x1, e1));
            y = Vector128.Create(Unsafe.Add(ref left, 5));
            (f0, f1) = (Vector128.FusedMultiplyAdd(y, x0, f0), Vector128.FusedMultiplyAdd(y, x1, f1));
            left = ref Unsafe.Add(ref left, TileRows);
            panel = ref Unsafe.Add(ref panel, PanelWidth);
        }
        Store(ref product, 0, a0, a1);
        Store(ref product, 1, b0, b1);
        Store(ref product, 2, c0, c1);
        Store(ref product, 3, d0, d1);
        Store(ref product, 4, e0, e1);
        Store(ref product, 5, f0, f1);
    }

    private static void AddRow(float value, ref float row, Span<Vector128<float>> sums)
    {
        Vector128<float> y = Vector128.Create(value);
        for (int i = 0; i < sums.Length; i++) sums[i] = Vector128.FusedMultiplyAdd(y, Vector128.LoadUnsafe(ref row, (nuint)(4 * i)), sums[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float product, nuint row, Vector128<float> s0, Vector128<float> s1)
    {
        s0.StoreUnsafe(ref product, row * PanelWidth);
        s1.StoreUnsafe(ref product, row * PanelWidth + 4);
    }

    private static void Store(ref float product, Span<Vector128<float>> sums)
    {
        for (int i = 0; i < sums.Length; i++) sums[i].StoreUnsafe(ref product, (nuint)(4 * i));
    }
}
