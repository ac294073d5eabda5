using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>Rows of a table, and tables as numbers.</summary>
internal static class TensorRows
{
    /// <summary>Some rows, in the order given.</summary>
    public static Tensor Rows(this Tensor table, int[] rows) => table.index_select(0, torch.tensor(rows, dtype: torch.int32));

    /// <summary>A copy of all numbers, row after row.</summary>
    public static float[] ToFloats(this Tensor tensor)
    {
        using Tensor whole = tensor.contiguous();
        return MemoryMarshal.Cast<byte, float>(whole.bytes).ToArray();
    }
}
