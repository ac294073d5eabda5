using System.Buffers;
using System.Runtime.InteropServices;

namespace Cicerone.Models;

/// <summary>The bytes of an array, without a copy.</summary>
internal sealed class TypedMemory<T>(T[] values) : MemoryManager<byte> where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.AsSpan());

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("These bytes are only read through spans.");

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}
