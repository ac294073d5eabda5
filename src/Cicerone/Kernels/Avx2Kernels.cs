using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cicerone.Kernels;

/// <summary>256-bit vectors: a panel is four strips of two, and a tile of 6 × 2 sums stays in registers.</summary>
internal sealed class Avx2Kernels : VectorKernels
{
    private const int Strip = 16;

    public override string Name => "avx2";

    public override bool IsAvailable => Avx2.IsSupported && Fma.IsSupported;

    public override void MultiplyTile(ref float left, ref float panel, int depth, ref float product)
    {
        for (int strip = 0; strip < PanelWidth; strip += Strip) MultiplyStrip(ref left, ref Unsafe.Add(ref panel, strip), depth, ref Unsafe.Add(ref product, strip));
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

    private static void MultiplyStrip(ref float left, ref float panel, int depth, ref float product)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (; depth > 0; depth--)
        {
            Vector256<float> x0 = At(ref panel, 0), x1 = At(ref panel, 8);
            Vector256<float> y = Vector256.Create(left);
            (a0, a1) = (Fma.MultiplyAdd(y, x0, a0), Fma.MultiplyAdd(y, x1, a1));
            y = Vector256.Create(Unsafe.Add(ref left, 1));
            (b0, b1) = (Fma.MultiplyAdd(y, x0, b0), Fma.MultiplyAdd(y, x1, b1));
            y = Vector256.Create(Unsafe.Add(ref left, 2));
            (c0, c1) = (Fma.MultiplyAdd(y, x0, c0), Fma.MultiplyAdd(y, x1, c1));
            y = Vector256.Create(Unsafe.Add(ref left, 3));
            (d0, d1) = (Fma.MultiplyAdd(y, x0, d0), Fma.MultiplyAdd(y, x1, d1));
            y = Vector256.Create(Unsafe.Add(ref left, 4));
            (e0, e1) = (Fma.MultiplyAdd(y, x0, e0), Fma.MultiplyAdd(y, x1, e1));
            y = Vector256.Create(Unsafe.Add(ref left, 5));
            (f0, f1) = (Fma.MultiplyAdd(y, x0, f0), Fma.MultiplyAdd(y, x1, f1));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float start, nuint offset) => Vector256.LoadUnsafe(ref start, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float product, nuint row, Vector256<float> s0, Vector256<float> s1)
    {
        s0.StoreUnsafe(ref product, row * PanelWidth);
        s1.StoreUnsafe(ref product, row * PanelWidth + 8);
    }

    private static void Store(ref float product, params ReadOnlySpan<Vector256<float>> sums)
    {
        for (int i = 0; i < sums.Length; i++) sums[i].StoreUnsafe(ref product, (nuint)(8 * i));
    }
}
