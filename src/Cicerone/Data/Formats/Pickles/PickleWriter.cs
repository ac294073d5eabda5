using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicerone.Data.Formats.Pickles;

/// <summary>
/// Writes values as a pickle that Python reads: dictionaries, lists, text, whole numbers, and NumPy vectors of 32-bit floats. Protocol 3, without memo.
/// Large collections are written as they come; nothing is held.
/// </summary>
internal sealed class PickleWriter : IDisposable
{
    private readonly Stream _stream;

    /// <summary>Begins a file.</summary>
    public PickleWriter(string path) : this(File.Create(path)) { }

    /// <summary>Begins a pickle on a stream, which is closed with it.</summary>
    public PickleWriter(Stream stream)
    {
        _stream = new BufferedStream(stream, 1 << 16);
        Write(PickleOpcode.Protocol);
        _stream.WriteByte(3);
    }

    /// <summary>A dictionary: each entry writes its key and then its value.</summary>
    public void Dictionary(IEnumerable<Action> entries) => Collection(PickleOpcode.EmptyDictionary, PickleOpcode.SetItems, entries);

    /// <summary>A list: each entry writes one value.</summary>
    public void List(IEnumerable<Action> entries) => Collection(PickleOpcode.EmptyList, PickleOpcode.Appends, entries);

    /// <summary>A text.</summary>
    public void Text(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Write(PickleOpcode.Text);
        WriteLittleEndian(bytes.Length);
        _stream.Write(bytes);
    }

    /// <summary>A whole number.</summary>
    public void Number(long value)
    {
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            Write(PickleOpcode.Int32);
            WriteLittleEndian((int)value);
            return;
        }
        Span<byte> bytes = stackalloc byte[9];
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], value);
        bytes[0] = 8;
        Write(PickleOpcode.Long);
        _stream.Write(bytes);
    }

    /// <summary>A vector as a NumPy array.</summary>
    public void Vector(ReadOnlySpan<float> values)
    {
        Global("numpy.core.multiarray", "_reconstruct");
        Global("numpy", "ndarray");
        WriteByte(0);
        Write(PickleOpcode.Tuple1);
        WriteBytes("b"u8);
        Write(PickleOpcode.Tuple3);
        Write(PickleOpcode.Reduce);
        Write(PickleOpcode.Mark);
        WriteByte(1);
        Number(values.Length);
        Write(PickleOpcode.Tuple1);
        NumberKind();
        Write(PickleOpcode.False);
        WriteBytes(MemoryMarshal.AsBytes(values));
        Write(PickleOpcode.Tuple);
        Write(PickleOpcode.Build);
    }

    /// <summary>Ends the pickle and closes the file.</summary>
    public void Dispose()
    {
        Write(PickleOpcode.Stop);
        _stream.Dispose();
    }

    /// <summary>What NumPy calls <c>dtype('&lt;f4')</c>.</summary>
    private void NumberKind()
    {
        Global("numpy", "dtype");
        Text("f4");
        Write(PickleOpcode.False);
        Write(PickleOpcode.True);
        Write(PickleOpcode.Tuple3);
        Write(PickleOpcode.Reduce);
        Write(PickleOpcode.Mark);
        WriteByte(3);
        Text("<");
        for (int i = 0; i < 3; i++) Write(PickleOpcode.None);
        Number(-1);
        Number(-1);
        WriteByte(0);
        Write(PickleOpcode.Tuple);
        Write(PickleOpcode.Build);
    }

    private void Collection(PickleOpcode empty, PickleOpcode add, IEnumerable<Action> entries)
    {
        const int EntriesAtOnce = 1_000; // what a reader keeps on its stack
        Write(empty);
        foreach (Action[] some in entries.Chunk(EntriesAtOnce))
        {
            Write(PickleOpcode.Mark);
            foreach (Action entry in some) entry();
            Write(add);
        }
    }

    private void Global(string module, string name)
    {
        Write(PickleOpcode.Global);
        _stream.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
    }

    private void WriteByte(byte value)
    {
        Write(PickleOpcode.Byte);
        _stream.WriteByte(value);
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= byte.MaxValue)
        {
            Write(PickleOpcode.ShortBytes);
            _stream.WriteByte((byte)bytes.Length);
        }
        else
        {
            Write(PickleOpcode.Bytes);
            WriteLittleEndian(bytes.Length);
        }
        _stream.Write(bytes);
    }

    private void WriteLittleEndian(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    private void Write(PickleOpcode opcode) => _stream.WriteByte((byte)opcode);
}
