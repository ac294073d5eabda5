using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cicerone.Data.Features;

/// <summary>
/// Vectors and ids as retrieval tools exchange them (<c>.fbin</c>, <c>.u64bin</c>): two 32-bit counts, rows and width, then the numbers row after
/// row, little-endian: 32-bit floats, or 64-bit ids of width 1 (of any width where each query has a list of ids).
/// </summary>
public static class BinaryVectors
{
    private const int HeaderBytes = 8;

    /// <summary>Writes vectors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Length of a vector, at least 2: width 1 is for ids.</param>
    /// <param name="values">Shape [rows, width].</param>
    public static void Write(string path, int width, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        Write(path, width, values.Length / width, MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes ids.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Ids of a row.</param>
    /// <param name="ids">Shape [rows, width].</param>
    public static void WriteIds(string path, int width, ReadOnlySpan<ulong> ids)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Write(path, width, ids.Length / width, MemoryMarshal.AsBytes(ids));
    }

    /// <summary>Reads vectors.</summary>
    /// <exception cref="CiceroneException">The file is cut short, has no rows, or is one of ids.</exception>
    public static (int Width, float[] Values) Read(string path)
    {
        (int width, byte[] bytes) = Read(path, sizeof(float));
        return width > 1 ? (width, MemoryMarshal.Cast<byte, float>(bytes).ToArray()) : throw new CiceroneException($"{path} has vectors of one number, as a file of ids has. Are the two exchanged?");
    }

    /// <summary>Reads ids.</summary>
    /// <exception cref="CiceroneException">The file is cut short, or has no rows.</exception>
    public static (int Width, ulong[] Ids) ReadIds(string path)
    {
        (int width, byte[] bytes) = Read(path, sizeof(ulong));
        return (width, MemoryMarshal.Cast<byte, ulong>(bytes).ToArray());
    }

    private static void Write(string path, int width, int rows, ReadOnlySpan<byte> bytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, rows);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], width);
        using FileStream file = File.Create(path);
        file.Write(header);
        file.Write(bytes);
    }

    private static (int Width, byte[] Bytes) Read(string path, int size)
    {
        if (!File.Exists(path)) throw new CiceroneException($"There is no file '{path}'.");
        using FileStream file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) throw new CiceroneException($"{path} is cut short: it has not even the eight bytes of its counts.");
        uint rows = BinaryPrimitives.ReadUInt32LittleEndian(header), width = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        UInt128 expected = HeaderBytes + (UInt128)rows * width * (uint)size; // a file may claim anything
        if (rows == 0 || width == 0) throw new CiceroneException($"{path} says that it has {rows} rows of {width}; both must be above 0.");
        if (expected != (UInt128)file.Length) throw new CiceroneException($"{path} says that it has {rows} rows of {width}, which are {expected} bytes, but it has {file.Length}. Write it again.");
        if (file.Length > Array.MaxLength) throw new CiceroneException($"{path} is larger than the 2 GB that can be read at once. Write it in parts.");
        byte[] bytes = new byte[file.Length - HeaderBytes];
        file.ReadExactly(bytes);
        return ((int)width, bytes);
    }
}
