using System.IO.Compression;

namespace Cicerone.Data.Formats;

/// <summary>
/// Unpacks gzip and notices when its end is missing, which <see cref="GZipStream"/> does not: a member of our own is put after
/// the file's last, and unless its text comes out at the end, the file was cut short.
/// </summary>
internal sealed class WholeGzipStream(Stream packed) : ForwardStream(new GZipStream(new Marked(packed), CompressionMode.Decompress))
{
    private static readonly byte[] Mark = "the file is whole"u8.ToArray(), PackedMark = Pack(Mark);

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _count;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged or cut short.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_count <= Mark.Length)
        {
            int read = Source.Read(_buffer.AsSpan(_count));
            if (read == 0) return _buffer.AsSpan(0, _count).SequenceEqual(Mark) ? 0 : throw new InvalidDataException("The end is missing.");
            _count += read;
        }
        int given = Math.Min(buffer.Length, _count - Mark.Length);
        _buffer.AsSpan(0, given).CopyTo(buffer);
        _count -= given;
        _buffer.AsSpan(given, _count).CopyTo(_buffer);
        return given;
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(text);
        return packed.ToArray();
    }

    /// <summary>A stream with the packed mark after its end.</summary>
    private sealed class Marked(Stream packed) : ForwardStream(packed)
    {
        private bool _marked;

        public override int Read(Span<byte> buffer)
        {
            int read = Source.Read(buffer);
            if (read > 0 || _marked || buffer.Length < PackedMark.Length) return read;
            _marked = true;
            PackedMark.CopyTo(buffer);
            return PackedMark.Length;
        }
    }
}
