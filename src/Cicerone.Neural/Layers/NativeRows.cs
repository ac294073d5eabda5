using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>Rows of a managed table as a tensor in native memory, whose alignment is always the same: the rounding of native products depends on it, and with it the bits of a fit.</summary>
internal static class NativeRows
{
    /// <summary>Copies rows: shape [rows, width].</summary>
    /// <param name="table">Shape [any, width].</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="rows">Which rows, in any order.</param>
    public static Tensor Of(ReadOnlySpan<float> table, int width, ReadOnlySpan<int> rows)
    {
        Tensor some = torch.empty(rows.Length, width);
        Span<float> values = MemoryMarshal.Cast<byte, float>(some.bytes);
        for (int i = 0; i < rows.Length; i++) table.Slice(rows[i] * width, width).CopyTo(values[(i * width)..]);
        return some;
    }
}
