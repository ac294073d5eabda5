using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Cicerone.Data.Features;

/// <summary>
/// Arrays as NumPy writes them (<c>.npy</c>; NumPy Enhancement Proposal 1): a header in text, then the numbers. Two dimensions, row after
/// row, of little-endian floats of 16, 32 or 64 bits. Nothing in it is executed.
/// </summary>
internal static partial class NumpyFile
{
    private const int MostHeaderBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Whether a file begins as such files do.</summary>
    public static bool Is(string path)
    {
        if (!File.Exists(path)) throw new CiceroneException($"There is no file '{path}'.");
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[6];
        return file.ReadAtLeast(start, 6, throwOnEndOfStream: false) == 6 && start.SequenceEqual(Magic);
    }

    /// <summary>Reads an array.</summary>
    /// <exception cref="CiceroneException">It is damaged, or of another kind.</exception>
    public static FeatureRows Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[12];
        if (file.ReadAtLeast(start, 12, throwOnEndOfStream: false) < 12) throw Damaged(path, "it is cut short");
        int version = start[6];
        long headerBytes = version == 1 ? BitConverter.ToUInt16(start[8..]) : BitConverter.ToUInt32(start[8..]);
        if (version is < 1 or > 3 || headerBytes > MostHeaderBytes) throw Damaged(path, "its header is none of version 1 to 3");
        file.Position = version == 1 ? 10 : 12;
        byte[] header = new byte[headerBytes];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw Damaged(path, "it is cut short");
        Match match = Header().Match(Encoding.ASCII.GetString(header));
        if (!match.Success) throw Damaged(path, "its header does not describe an array of two dimensions, of floats of 16, 32 or 64 bits, row after row");
        int size = int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture);
        if (!int.TryParse(match.Groups["rows"].Value, out int rows) || !int.TryParse(match.Groups["width"].Value, out int width) || width == 0
            || (long)rows * width > Array.MaxLength / size || file.Length - file.Position != (long)rows * width * size)
            throw Damaged(path, "its numbers do not fill the shape that its header gives");
        byte[] bytes = new byte[rows * width * size];
        file.ReadExactly(bytes);
        return new FeatureRows(width, ToFloats(bytes, size), Ids: null);
    }

    private static float[] ToFloats(byte[] bytes, int size) => size switch
    {
        2 => [.. MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(value => (float)value)],
        4 => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        _ => [.. MemoryMarshal.Cast<byte, double>(bytes).ToArray().Select(value => (float)value)],
    };

    private static CiceroneException Damaged(string path, string what) => new($"{path} cannot be read: {what}. Write it again with numpy.save.");

    [GeneratedRegex(@"'descr':\s*'<f(?<size>[248])'.*'fortran_order':\s*False.*'shape':\s*\((?<rows>\d+),\s*(?<width>\d+),?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();
}
