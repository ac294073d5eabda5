using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cicerone.Kernels;

/// <summary>
/// The innermost loops, once for each instruction set. A lane is one column of a panel (an item, say): every product is one
/// chain of fused multiply-adds in ascending order, and where lanes are added, the order is the same for all. So all kernels
/// give the same bits, and a result depends neither on its neighbours nor on the batch.
/// </summary>
internal abstract class VectorKernels
{
    /// <summary>Rows on the left of a tile.</summary>
    public const int TileRows = 6;

    /// <summary>Columns of a panel: the width of a tile.</summary>
    public const int PanelWidth = 64;

    /// <summary>Rows that lie side by side in a panel of bytes.</summary>
    public const int ByteGroup = 4;

    /// <summary>Columns of a panel in double precision.</summary>
    public const int WidePanelWidth = 32;

    /// <summary>The environment variable that forces one kernel.</summary>
    public const string Variable = "CICERONE_KERNEL";

    private static readonly Lazy<VectorKernels> Preferred = new(() => Choose(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>All kernels, the fastest first; the last is the slow twin.</summary>
    public static IReadOnlyList<VectorKernels> All { get; } = [new Avx512Kernels(), new Avx2Kernels(), new PortableKernels(), new ScalarKernels()];

    /// <summary>The kernels this process uses.</summary>
    /// <exception cref="CiceroneException">The environment variable names none, or one that this processor cannot run.</exception>
    public static VectorKernels Chosen => Preferred.Value;

    /// <summary>Name for the environment variable.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this processor can run them.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>The kernels of a name; the fastest available ones for null or an empty name.</summary>
    public static VectorKernels Choose(string? name)
    {
        VectorKernels[] available = [.. All.Where(kernels => kernels.IsAvailable)];
        if (string.IsNullOrEmpty(name)) return available[0];
        VectorKernels named = All.FirstOrDefault(kernels => kernels.Name == name)
            ?? throw CiceroneException.UnknownName($"kernel (variable {Variable})", name, All.Select(kernels => kernels.Name));
        return named.IsAvailable ? named
            : throw new CiceroneException($"{Variable} asks for the kernel '{name}', which this processor cannot run; it can run {string.Join(", ", available.Select(kernels => kernels.Name))}.");
    }

    /// <summary>product[r, c] = Σₖ left[r, k] · panel[k, c], of shapes [6, depth], [depth, 64] and [6, 64]; rows of the left lie a stride apart.</summary>
    public abstract void MultiplyTile(ref float left, int stride, ref float panel, int depth, ref float product);

    /// <summary>The same in double precision, with a panel of 32 columns.</summary>
    public abstract void MultiplyTile(ref double left, int stride, ref double panel, int depth, ref double product);

    /// <summary>Whether products of bytes cost less than those of floats here.</summary>
    public virtual bool IsQuickWithBytes => false;

    /// <summary>
    /// The same for bytes, exactly: the panel has shape [depth / 4, 64, 4], and the depth is a multiple of 4 of at most 2¹⁶. Where there are no
    /// instructions for it, this is the slow twin.
    /// </summary>
    public virtual void MultiplyTile(ref sbyte left, int stride, ref byte panel, int depth, ref int product)
    {
        for (int r = 0; r < TileRows; r++) MultiplyRow(ref Unsafe.Add(ref left, r * stride), ref panel, depth, ref Unsafe.Add(ref product, r * PanelWidth));
    }

    /// <summary>One row of the same.</summary>
    public virtual void MultiplyRow(ref sbyte left, ref byte panel, int depth, ref int product)
    {
        for (int c = 0; c < PanelWidth; c++)
        {
            int sum = 0;
            for (int k = 0; k < depth; k++) sum += Unsafe.Add(ref left, k) * Unsafe.Add(ref panel, (k / ByteGroup * PanelWidth + c) * ByteGroup + k % ByteGroup);
            Unsafe.Add(ref product, c) = sum;
        }
    }

    /// <summary>
    /// sum[c] = Σₑ values[e] · panel[rows[e], c]: one row of a sparse matrix times a panel, or one dense row where
    /// <paramref name="rows"/> counts up from 0. Every value is 1 where none are given.
    /// </summary>
    public abstract void SumRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, ref float panel, ref float sum);

    /// <summary>
    /// dots[e] += Σ꜀ left[c] · panel[rows[e], c]: rows of a panel times a vector of 64. Lane l of 16 sums the columns l, l + 16,
    /// l + 32 and l + 48 in this order, and halves of the lanes are then added until one is left.
    /// </summary>
    public abstract void DotRows(ReadOnlySpan<int> rows, ref float panel, ref float left, Span<float> dots);

    /// <summary>An array whose elements from <paramref name="start"/> on lie on a cache line and never move.</summary>
    public static unsafe T[] AlignedArray<T>(long length, out int start) where T : unmanaged
    {
        const int Line = 64;
        T[] array = GC.AllocateArray<T>(checked((int)(length + Line / sizeof(T))), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        start = (int)((Line - address % Line) % Line) / sizeof(T);
        return array;
    }

    /// <summary>The lanes of a vector added, halves first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static float SumOf(Vector256<float> sum) => SumOf(sum.GetLower() + sum.GetUpper());

    /// <inheritdoc cref="SumOf(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static float SumOf(Vector128<float> sum)
    {
        sum += Vector128.Shuffle(sum, Vector128.Create(2, 3, 0, 1));
        return sum[0] + sum[1];
    }
}
