using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Cicerone.Language.Statements.Files;

/// <summary>Arrays of 32-bit numbers as NumPy writes them (NumPy Enhancement Proposal 1, version 1): whole ones or floats, row after row.</summary>
internal static partial class NumpyNumbers
{
    private const int HeadBytes = 10, MostHeader = 1 << 12, Align = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes an array.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="values">Its numbers.</param>
    /// <param name="shape">One or two lengths.</param>
    public static void Write<T>(Stream into, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged
    {
        string lengths = shape.Length == 1 ? $"{shape[0]}," : $"{shape[0]}, {shape[1]}";
        string header = $"{{'descr': '{(typeof(T) == typeof(int) ? "<i4" : "<f4")}', 'fortran_order': False, 'shape': ({lengths}), }}";
        header = header.PadRight((HeadBytes + header.Length + Align) / Align * Align - HeadBytes - 1) + "\n";
        into.Write(Magic);
        into.Write([(byte)header.Length, (byte)(header.Length >> 8)]);
        into.Write(Encoding.ASCII.GetBytes(header));
        into.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads an array.</summary>
    /// <param name="from">Where from.</param>
    /// <param name="length">How many bytes there are: the shape must fit them.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="CiceroneException">It is damaged, or of another kind.</exception>
    public static (T[] Values, int[] Shape) Read<T>(Stream from, long length, string name) where T : unmanaged
    {
        byte[] head = new byte[HeadBytes];
        if (from.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.AsSpan().StartsWith(Magic)) throw Damaged(name);
        byte[] header = new byte[head[8] | (head[9] << 8)];
        if (header.Length > MostHeader || from.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw Damaged(name);
        Match match = Header().Match(Encoding.ASCII.GetString(header));
        if (!match.Success || match.Groups["type"].Value != (typeof(T) == typeof(int) ? "<i4" : "<f4")) throw Damaged(name);
        int[] shape = [.. match.Groups["length"].Captures.Select(capture => int.Parse(capture.Value, CultureInfo.InvariantCulture))];
        long count = shape.Aggregate(1L, (product, one) => product * one);
        if (count * 4 != length - HeadBytes - header.Length || count > Array.MaxLength / 4) throw Damaged(name);
        var values = new T[count];
        from.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return (values, shape);
    }

    private static CiceroneException Damaged(string name) => new($"{name} is damaged, or no array of 32-bit numbers that NumPy wrote with rows first. Write it again.");

    [GeneratedRegex(@"'descr':\s*'(?<type><[if]4)'.*'fortran_order':\s*False.*'shape':\s*\((?<length>\d{1,9})(,\s*(?<length>\d{1,9}))?,?\s*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();
}
