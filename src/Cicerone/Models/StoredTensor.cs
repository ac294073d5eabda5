using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cicerone.Models;

/// <summary>A tensor as it lies in a file: element type, shape and little-endian bytes.</summary>
public sealed class StoredTensor
{
    internal StoredTensor(string type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes, string where = "a tensor") =>
        (Type, Shape, Bytes, _where) = (type, shape, bytes, where);

    private readonly string _where;

    /// <summary>Element type in the names of safetensors: F32, F16, BF16, I32, I64, U8, BOOL.</summary>
    public string Type { get; }

    /// <summary>Length of each dimension.</summary>
    public IReadOnlyList<long> Shape { get; }

    internal ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A tensor of 32-bit floats.</summary>
    public static StoredTensor Of(float[] values, params long[] shape) => Of<float>("F32", values, shape);

    /// <summary>A tensor of 32-bit whole numbers.</summary>
    public static StoredTensor Of(int[] values, params long[] shape) => Of<int>("I32", values, shape);

    /// <summary>A tensor of 64-bit whole numbers.</summary>
    public static StoredTensor Of(long[] values, params long[] shape) => Of<long>("I64", values, shape);

    /// <summary>The values, when they are 32-bit floats of the expected shape (any shape when none is given).</summary>
    /// <exception cref="CiceroneException">Type or shape differ.</exception>
    public float[] AsFloat32(params long[] shape) => As<float>("F32", shape);

    /// <summary>The values, when they are 32-bit whole numbers of the expected shape.</summary>
    /// <exception cref="CiceroneException">Type or shape differ.</exception>
    public int[] AsInt32(params long[] shape) => As<int>("I32", shape);

    /// <summary>The values, when they are 64-bit whole numbers of the expected shape.</summary>
    /// <exception cref="CiceroneException">Type or shape differ.</exception>
    public long[] AsInt64(params long[] shape) => As<long>("I64", shape);

    /// <summary>The values of a tensor of 32-bit or 16-bit floats (F32, F16, BF16), widened without loss, when it has the expected shape.</summary>
    /// <exception cref="CiceroneException">Type or shape differ.</exception>
    public float[] Widened(params long[] shape)
    {
        if (Type is not ("F16" or "BF16")) return AsFloat32(shape);
        ushort[] halves = As<ushort>(Type, shape);
        float[] values = new float[halves.Length];
        if (Type == "F16") TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<ushort, Half>(halves), values);
        else
            for (int i = 0; i < values.Length; i++) values[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16); // the upper half of the same number
        return values;
    }

    internal static int SizeOf(string type) => type switch { "U8" or "BOOL" => 1, "F16" or "BF16" => 2, "F32" or "I32" => 4, "I64" => 8, _ => 0 };

    private static StoredTensor Of<T>(string type, T[] values, long[] shape) where T : unmanaged
    {
        if (shape.Aggregate(1L, (product, length) => product * length) != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", shape)}].", nameof(shape));
        return new StoredTensor(type, shape, new TypedMemory<T>(values).Memory);
    }

    private T[] As<T>(string type, long[] shape) where T : unmanaged
    {
        if (Type != type) throw new CiceroneException($"{_where} holds {Type}, not {type}. The file is damaged or of another model.");
        if (shape.Length > 0 && !Shape.SequenceEqual(shape))
            throw new CiceroneException($"{_where} has shape [{string.Join(", ", Shape)}], not [{string.Join(", ", shape)}]. The file is damaged or of another model.");
        return MemoryMarshal.Cast<byte, T>(Bytes.Span).ToArray();
    }
}
