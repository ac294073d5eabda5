using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cicerone.Kernels;

/// <summary>A tile of products of bytes, four at a time in each lane (AVX-VNNI): strips of 16 columns, 6 × 2 sums in registers.</summary>
internal static class VnniTile
{
    private const int Strip = 16;

    public static bool IsSupported => AvxVnni.IsSupported;

    /// <inheritdoc cref="VectorKernels.MultiplyTile(ref sbyte, int, ref byte, int, ref int)"/>
    public static void Multiply(ref sbyte left, int stride, ref byte panel, int depth, ref int product)
    {
        for (int strip = 0; strip < VectorKernels.PanelWidth; strip += Strip)
            MultiplyStrip(ref left, stride, ref Unsafe.Add(ref panel, strip * VectorKernels.ByteGroup), depth, ref Unsafe.Add(ref product, strip));
    }

    /// <inheritdoc cref="VectorKernels.MultiplyRow"/>
    public static void MultiplyRow(ref sbyte left, ref byte panel, int depth, ref int product)
    {
        Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int k = 0; k < depth; k += VectorKernels.ByteGroup)
        {
            Vector256<sbyte> y = Four(ref left, k);
            (s0, s1) = (AvxVnni.MultiplyWideningAndAdd(s0, Vector256.LoadUnsafe(ref panel), y), AvxVnni.MultiplyWideningAndAdd(s1, Vector256.LoadUnsafe(ref panel, 32), y));
            (s2, s3) = (AvxVnni.MultiplyWideningAndAdd(s2, Vector256.LoadUnsafe(ref panel, 64), y), AvxVnni.MultiplyWideningAndAdd(s3, Vector256.LoadUnsafe(ref panel, 96), y));
            (s4, s5) = (AvxVnni.MultiplyWideningAndAdd(s4, Vector256.LoadUnsafe(ref panel, 128), y), AvxVnni.MultiplyWideningAndAdd(s5, Vector256.LoadUnsafe(ref panel, 160), y));
            (s6, s7) = (AvxVnni.MultiplyWideningAndAdd(s6, Vector256.LoadUnsafe(ref panel, 192), y), AvxVnni.MultiplyWideningAndAdd(s7, Vector256.LoadUnsafe(ref panel, 224), y));
            panel = ref Unsafe.Add(ref panel, VectorKernels.PanelWidth * VectorKernels.ByteGroup);
        }
        s0.StoreUnsafe(ref product);
        s1.StoreUnsafe(ref product, 8);
        s2.StoreUnsafe(ref product, 16);
        s3.StoreUnsafe(ref product, 24);
        s4.StoreUnsafe(ref product, 32);
        s5.StoreUnsafe(ref product, 40);
        s6.StoreUnsafe(ref product, 48);
        s7.StoreUnsafe(ref product, 56);
    }

    private static void MultiplyStrip(ref sbyte left, int stride, ref byte panel, int depth, ref int product)
    {
        ref sbyte left1 = ref Unsafe.Add(ref left, stride), left2 = ref Unsafe.Add(ref left, 2 * stride), left3 = ref Unsafe.Add(ref left, 3 * stride);
        ref sbyte left4 = ref Unsafe.Add(ref left, 4 * stride), left5 = ref Unsafe.Add(ref left, 5 * stride);
        Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<int> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (int k = 0; k < depth; k += VectorKernels.ByteGroup)
        {
            Vector256<byte> x0 = Vector256.LoadUnsafe(ref panel), x1 = Vector256.LoadUnsafe(ref panel, 32);
            Vector256<sbyte> y = Four(ref left, k);
            (a0, a1) = (AvxVnni.MultiplyWideningAndAdd(a0, x0, y), AvxVnni.MultiplyWideningAndAdd(a1, x1, y));
            y = Four(ref left1, k);
            (b0, b1) = (AvxVnni.MultiplyWideningAndAdd(b0, x0, y), AvxVnni.MultiplyWideningAndAdd(b1, x1, y));
            y = Four(ref left2, k);
            (c0, c1) = (AvxVnni.MultiplyWideningAndAdd(c0, x0, y), AvxVnni.MultiplyWideningAndAdd(c1, x1, y));
            y = Four(ref left3, k);
            (d0, d1) = (AvxVnni.MultiplyWideningAndAdd(d0, x0, y), AvxVnni.MultiplyWideningAndAdd(d1, x1, y));
            y = Four(ref left4, k);
            (e0, e1) = (AvxVnni.MultiplyWideningAndAdd(e0, x0, y), AvxVnni.MultiplyWideningAndAdd(e1, x1, y));
            y = Four(ref left5, k);
            (f0, f1) = (AvxVnni.MultiplyWideningAndAdd(f0, x0, y), AvxVnni.MultiplyWideningAndAdd(f1, x1, y));
            panel = ref Unsafe.Add(ref panel, VectorKernels.PanelWidth * VectorKernels.ByteGroup);
        }
        Store(ref product, 0, a0, a1);
        Store(ref product, 1, b0, b1);
        Store(ref product, 2, c0, c1);
        Store(ref product, 3, d0, d1);
        Store(ref product, 4, e0, e1);
        Store(ref product, 5, f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Four(ref sbyte left, int k) => Vector256.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref left, k)))).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref int product, nuint row, Vector256<int> s0, Vector256<int> s1)
    {
        s0.StoreUnsafe(ref product, row * VectorKernels.PanelWidth);
        s1.StoreUnsafe(ref product, row * VectorKernels.PanelWidth + 8);
    }
}
