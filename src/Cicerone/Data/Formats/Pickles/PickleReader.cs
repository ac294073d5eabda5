using System.Buffers.Binary;
using System.Text;

namespace Cicerone.Data.Formats.Pickles;

/// <summary>
/// Reads what Python's pickle module wrote, where it holds nothing but plain values: dictionaries, lists, tuples, text, numbers, bytes and
/// NumPy arrays of floats. A pickle is a program; of its language only <see cref="PickleOpcode"/> is understood, and the only names
/// that may be called are those that make a NumPy array. Anything else is refused before it can do anything, and nothing is ever run.
/// </summary>
/// <remarks>
/// Values come as <c>string</c>, <c>long</c>, <c>double</c>, <c>bool</c>, null, <c>byte[]</c>, <c>object?[]</c> (a tuple), <c>List&lt;object?&gt;</c>,
/// <c>Dictionary&lt;object, object?&gt;</c> and <see cref="PickledArray"/>. No length is believed before the bytes are seen to be there.
/// </remarks>
internal sealed class PickleReader
{
    private const int HighestProtocol = 5, MostBytes = int.MaxValue - 64;
    private static readonly string[] Allowed = ["numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct", "numpy.ndarray", "numpy.dtype"];
    private static readonly object MarkValue = new();

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _at;

    private PickleReader(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CiceroneException">It cannot be read, is cut short, or would do more than hold values.</exception>
    public static object? Read(string path)
    {
        if (!File.Exists(path)) throw new CiceroneException($"There is no file '{path}'.");
        if (new FileInfo(path).Length > MostBytes) throw new CiceroneException($"{path} is larger than the 2 GB that a pickle may have.");
        return Read(path, File.ReadAllBytes(path));
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="path">What messages call them.</param>
    /// <param name="bytes">The pickle.</param>
    /// <exception cref="CiceroneException">They are cut short, or would do more than hold values.</exception>
    public static object? Read(string path, byte[] bytes) => new PickleReader(path, bytes).Run();

    private object? Run()
    {
        while (true)
        {
            int start = _at;
            var opcode = (PickleOpcode)Take(1)[0];
            if (opcode == PickleOpcode.Stop) break;
            try
            {
                Do(opcode, start);
            }
            catch (Exception fault) when (fault is InvalidCastException or ArgumentException or OverflowException)
            {
                throw Damaged(start, "its opcodes do not fit together", fault);
            }
        }
        return _stack.Count == 1 && _marks.Count == 0 ? Finished(_stack[0]) : throw Damaged(_at, "it ends with more or less than one value");
    }

    private void Do(PickleOpcode opcode, int start)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol: CheckProtocol(Take(1)[0]); break;
            case PickleOpcode.Frame: Take(8); break;
            case PickleOpcode.Mark: Mark(); break;
            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.True: Push(true); break;
            case PickleOpcode.False: Push(false); break;
            case PickleOpcode.Byte: Push((long)Take(1)[0]); break;
            case PickleOpcode.UInt16: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case PickleOpcode.Int32: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case PickleOpcode.Long: Push(Integer(Take(Take(1)[0]))); break;
            case PickleOpcode.Double: Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case PickleOpcode.ShortText: Push(Text(Take(Take(1)[0]))); break;
            case PickleOpcode.Text: Push(Text(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
            case PickleOpcode.LongText: Push(Text(Take(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))))); break;
            case PickleOpcode.ShortBytes: Push(Take(Take(1)[0]).ToArray()); break;
            case PickleOpcode.Bytes: Push(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))).ToArray()); break;
            case PickleOpcode.LongBytes: Push(Take(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))).ToArray()); break;
            case PickleOpcode.EmptyList: Push(new List<object?>()); break;
            case PickleOpcode.EmptyDictionary: Push(new Dictionary<object, object?>()); break;
            case PickleOpcode.EmptyTuple: Push(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: Push(Pop(1)); break;
            case PickleOpcode.Tuple2: Push(Pop(2)); break;
            case PickleOpcode.Tuple3: Push(Pop(3)); break;
            case PickleOpcode.Tuple: Push(PopToMark()); break;
            case PickleOpcode.Append: Append(Pop(1)); break;
            case PickleOpcode.Appends: Append(PopToMark()); break;
            case PickleOpcode.SetItem: Set(Pop(2)); break;
            case PickleOpcode.SetItems: Set(PopToMark()); break;
            case PickleOpcode.Put: _memo[Take(1)[0]] = Top(); break;
            case PickleOpcode.LongPut: _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case PickleOpcode.Memoize: _memo[_memo.Count] = Top(); break;
            case PickleOpcode.Get: Push(Remembered(Take(1)[0])); break;
            case PickleOpcode.LongGet: Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case PickleOpcode.Global: Push(Named(Line(), Line())); break;
            case PickleOpcode.StackGlobal: Push(Pop(2) is [string module, string name] ? Named(module, name) : throw Damaged(start, "a name is no text")); break;
            case PickleOpcode.Reduce: Push(Pop(2) is [PickledName called, object?[] arguments] ? Call(called, arguments) : throw Damaged(start, "it calls what is no name")); break;
            case PickleOpcode.Build: Build(); break;
            default: throw new CiceroneException($"{_path}, byte {start}: the opcode 0x{(byte)opcode:X2} does more than hold values, or is none. A pickle can run any program, so only plain values and NumPy arrays are read; write the data again as those.");
        }
    }

    private void CheckProtocol(int protocol)
    {
        if (protocol > HighestProtocol) throw Damaged(_at, $"its protocol {protocol} is newer than {HighestProtocol}");
    }

    private void Mark()
    {
        _marks.Add(_stack.Count);
        _stack.Add(MarkValue);
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top(int below = 0)
    {
        int place = _stack.Count - 1 - below;
        object? value = place >= 0 ? _stack[place] : throw Damaged(_at, "it takes a value that is not there");
        return value == MarkValue ? throw Damaged(_at, "it takes a mark for a value") : value;
    }

    private object?[] Pop(int count)
    {
        for (int below = 0; below < count; below++) Top(below);
        object?[] values = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0) throw Damaged(_at, "it closes what it has not opened");
        int mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        object?[] values = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private void Append(object?[] values)
    {
        var list = (List<object?>)(Top() ?? throw Damaged(_at, "it appends to nothing"));
        foreach (object? value in values) list.Add(Finished(value));
    }

    private void Set(object?[] pairs)
    {
        var dictionary = (Dictionary<object, object?>)(Top() ?? throw Damaged(_at, "it sets an item of nothing"));
        if (pairs.Length % 2 != 0) throw Damaged(_at, "a key has no value");
        for (int i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] is not (string or long or double or bool)) throw Damaged(_at, "a key is neither text nor a number");
            dictionary[pairs[i]!] = Finished(pairs[i + 1]);
        }
    }

    private object? Remembered(long place) => _memo.TryGetValue(place, out object? value) ? value : throw Damaged(_at, $"it recalls value {place}, which it has not kept");

    private PickledName Named(string module, string name)
    {
        string whole = $"{module}.{name}";
        return Allowed.Contains(whole) ? new PickledName(name) : throw new CiceroneException($"{_path} wants to use {whole}. A pickle can run any program, so only plain values and NumPy arrays are read; write the data again as those.");
    }

    /// <summary>The two calls that there may be: of <c>_reconstruct</c> for an array that <c>BUILD</c> fills, and of <c>dtype</c> for the kind of its numbers.</summary>
    private object Call(PickledName name, object?[] arguments) => (name.Name, arguments) switch
    {
        ("_reconstruct", [PickledName { Name: "ndarray" }, object[], byte[]]) => new PickledArrayState(),
        ("dtype", [string kind, ..]) => new PickledNumberKind(kind),
        _ => throw Damaged(_at, $"it calls {name.Name} in a way that makes no array"),
    };

    private void Build()
    {
        object? state = Pop(1)[0];
        switch (Top())
        {
            case PickledNumberKind kind when state is object?[] { Length: >= 2 } and [_, string order, ..]:
                if (order == ">") throw Damaged(_at, "an array has its bytes in big-endian order");
                break;
            case PickledArrayState array when state is object?[] and [long, object?[] shape, PickledNumberKind kind, bool byColumns, byte[] data]:
                if (byColumns && shape.Length > 1) throw Damaged(_at, "an array lies column after column");
                array.Array = ToArray(Array.ConvertAll(shape, size => checked((int)(long)size!)), kind.Kind, data);
                break;
            default:
                throw Damaged(_at, "it builds something that is no array");
        }
    }

    private PickledArray ToArray(int[] shape, string kind, byte[] data)
    {
        (int size, Func<int, float>? number) = kind switch
        {
            "f2" => (2, at => (float)BinaryPrimitives.ReadHalfLittleEndian(data.AsSpan(at))),
            "f4" => (4, at => BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(at))),
            "f8" => (8, at => (float)BinaryPrimitives.ReadDoubleLittleEndian(data.AsSpan(at))),
            _ => (0, (Func<int, float>?)null),
        };
        if (number is null) throw Damaged(_at, $"an array has numbers of kind '{kind}', where floats of 16, 32 or 64 bits are expected");
        if (shape.Aggregate((long)size, (product, one) => checked(product * one)) != data.Length) throw Damaged(_at, "the bytes of an array do not fill its shape");
        float[] values = new float[data.Length / size];
        for (int i = 0; i < values.Length; i++) values[i] = number(i * size);
        return new PickledArray(shape, values);
    }

    /// <summary>A value that is done: an array in place of what it was built from.</summary>
    private object? Finished(object? value) => value switch
    {
        PickledArrayState { Array: { } array } => array,
        PickledArrayState or PickledName or PickledNumberKind => throw Damaged(_at, "a part of an array stands where a value should"),
        _ => value,
    };

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at)) throw Damaged(_at, $"it is cut short: {count} bytes should follow, and {_bytes.Length - _at} do");
        _at += (int)count;
        return _bytes.AsSpan(_at - (int)count, (int)count);
    }

    private string Line()
    {
        int length = _bytes.AsSpan(_at).IndexOf((byte)'\n');
        if (length < 0) throw Damaged(_at, "it is cut short in a name");
        string line = Text(Take((ulong)length));
        _at++;
        return line;
    }

    private string Text(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Damaged(_at, "a text is not UTF-8");

    private long Integer(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8) throw Damaged(_at, "a whole number has more than 64 bits");
        if (bytes.IsEmpty) return 0;
        long value = (sbyte)bytes[^1];
        for (int i = bytes.Length - 2; i >= 0; i--) value = (value << 8) | bytes[i];
        return value;
    }

    private CiceroneException Damaged(int at, string what) => new(Words(at, what));

    private CiceroneException Damaged(int at, string what, Exception cause) => new(Words(at, what), cause);

    private string Words(int at, string what) => $"{_path} is no pickle that can be read: {what} (byte {at}).";

    private sealed record PickledName(string Name);

    private sealed record PickledNumberKind(string Kind);

    private sealed class PickledArrayState
    {
        public PickledArray? Array { get; set; }
    }
}
