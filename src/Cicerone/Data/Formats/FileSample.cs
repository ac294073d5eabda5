using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>The beginning of a file, by which its format is recognised.</summary>
internal sealed class FileSample
{
    private const int Size = 1 << 16;
    private const byte LineFeed = (byte)'\n', CarriageReturn = (byte)'\r';

    private FileSample(DataFile file, byte[] bytes)
    {
        (File, Bytes) = (file, bytes);
        using var reader = new RowReader(new MemoryStream(bytes), file, Size, quoting: null);
        var lines = new List<string>();
        while (reader.Read()) lines.Add(Text(reader.Row));
        Lines = lines;
    }

    public DataFile File { get; }

    /// <summary>Whole lines as they are on disk, unpacked.</summary>
    public byte[] Bytes { get; }

    /// <summary>The lines that are not blank.</summary>
    public IReadOnlyList<string> Lines { get; }

    public static FileSample Of(DataFile file)
    {
        byte[] bytes = new byte[Size];
        int count = 0;
        using (Stream stream = file.Open())
            while (count < Size && file.Read(stream, bytes.AsSpan(count)) is > 0 and int read) count += read;
        if (count == 0) throw new CiceroneException($"{file.Path} is empty.");
        bool whole = count < Size;
        int lastBreak = bytes.AsSpan(0, count).LastIndexOfAny(LineFeed, CarriageReturn);
        var sample = new FileSample(file, bytes[..(whole || lastBreak <= 0 ? count : lastBreak + 1)]);
        if (!sample.Bytes.AsSpan().StartsWith("PAR1"u8)) sample.RefuseBinary();
        if (sample.Lines.Count == 0) throw new CiceroneException($"{file.Path} holds nothing but blank lines.");
        return sample;
    }

    private void RefuseBinary()
    {
        if (Bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new CiceroneException($"{File.Path} is UTF-16 text. Save it as UTF-8.");
        if (Bytes is [(byte)'P', (byte)'K', 3, 4, ..]) throw new CiceroneException($"{File.Path} is a zip archive. Unpack it, and name the file inside.");
        if (Bytes.AsSpan().Contains((byte)0)) throw new CiceroneException($"{File.Path} is a binary file (it holds NUL bytes), in no format that is known. 'cicerone list formats' names those that are.");
        int controls = 0;
        foreach (byte b in Bytes)
            if (b < 0x20 && b is not (LineFeed or CarriageReturn or (byte)'\t' or (byte)'\f')) controls++;
        if (controls > Bytes.Length / 20) throw new CiceroneException($"{File.Path} is a binary file (it is full of control characters), in no format that is known. 'cicerone list formats' names those that are.");
    }

    /// <summary>UTF-8, or Latin-1 where it is not UTF-8.</summary>
    private static string Text(ReadOnlySpan<byte> line) =>
        System.Text.Unicode.Utf8.IsValid(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);
}
