using System.Runtime.CompilerServices;

namespace Cicerone.Data.Formats;

/// <summary>
/// The rows of a text as bytes, read in blocks. Lines end in LF, CR or both; blank lines are passed over; a byte-order mark
/// is skipped. Memory is bounded by the longest row allowed: what is longer is read past and flagged.
/// </summary>
/// <param name="stream">The text; disposed with the reader.</param>
/// <param name="file">Whose faults are told.</param>
/// <param name="longest">The most bytes of a row.</param>
/// <param name="quoting">The separator next to which a quote opens or closes a field, so that lines may break inside; null without quotes.</param>
internal sealed class RowReader(Stream stream, DataFile file, int longest, byte? quoting) : IDisposable
{
    private const int Block = 1 << 16, HeadLength = 1_000;
    private const byte LineFeed = (byte)'\n', CarriageReturn = (byte)'\r', Quote = (byte)'"';

    private byte[] _buffer = new byte[2 * Block];
    private byte[] _head = [];
    private int _start, _end, _length, _breaks;
    private long _nextLine;
    private bool _ended;

    /// <summary>The row without its line ending; of one that is too long, the beginning. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Row => IsTooLong ? _head : _buffer.AsSpan(_start, _length);

    /// <summary>The line the row begins on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the row is longer than allowed.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Rows so far with a line break inside quotes.</summary>
    public long BrokenRows { get; private set; }

    /// <summary>Moves to the next row that is not blank; false at the end.</summary>
    public bool Read()
    {
        do
        {
            if (_nextLine == 0) SkipByteOrderMark();
            else EndRow();
            Line = _nextLine;
            IsTooLong = false;
            _length = Length();
            if (_length > longest) PassOver();
            if (_length == 0 && !IsTooLong && _start == _end && _ended) return false;
        }
        while (_length == 0 && !IsTooLong);
        return true;
    }

    public void Dispose() => stream.Dispose();

    private int Length()
    {
        int scanned = 0;
        while (true)
        {
            ReadOnlySpan<byte> ahead = _buffer.AsSpan(_start + scanned, _end - _start - scanned);
            int at = quoting is null ? ahead.IndexOfAny(LineFeed, CarriageReturn) : ahead.IndexOfAny(LineFeed, CarriageReturn, Quote);
            if (at >= 0) return ahead[at] == Quote && quoting is { } separator ? QuotedLength(separator) : scanned + at;
            scanned += ahead.Length;
            if (scanned > longest || !Fill()) return scanned;
        }
    }

    /// <summary>The length of a row that has quotes: a break inside a quoted field does not end it.</summary>
    private int QuotedLength(byte separator)
    {
        int at = 0;
        while (at <= longest)
        {
            if (Peek(at) == Quote && ClosingQuote(at) is { } closing) at = closing + 1;
            else while (at <= longest && Peek(at) is { } b && b != separator && b is not (LineFeed or CarriageReturn)) at++;
            if (Peek(at) != separator) break;
            at++;
        }
        ReadOnlySpan<byte> row = _buffer.AsSpan(_start, Math.Min(at, _end - _start));
        _breaks = Breaks(row);
        if (_breaks > 0) BrokenRows++;
        return row.Length;
    }

    /// <summary>Where the quote that opens at a place closes; null when no closing quote stands before a separator or a line end, which makes it plain text.</summary>
    private int? ClosingQuote(int open)
    {
        int at = open + 1;
        while (at <= longest)
        {
            int found = _buffer.AsSpan(_start + at, _end - _start - at).IndexOf(Quote);
            if (found < 0)
            {
                at = _end - _start;
                if (!Fill()) return null;
                continue;
            }
            at += found;
            if (at > longest) return null;
            if (Peek(at + 1) is not { } next) return at;
            if (next != Quote) return next == quoting || next is LineFeed or CarriageReturn ? at : null;
            at += 2;
        }
        return null;
    }

    /// <summary>A byte of the row ahead, read in when needed; null at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte? Peek(int at)
    {
        while (_start + at >= _end)
            if (!Fill()) return null;
        return _buffer[_start + at];
    }

    /// <summary>Keeps the beginning of a row that is too long, and goes to the end of its line.</summary>
    private void PassOver()
    {
        IsTooLong = true;
        _breaks = 0;
        _head = _buffer.AsSpan(_start, Math.Min(HeadLength, _length)).ToArray();
        _length = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start, _end - _start).IndexOfAny(LineFeed, CarriageReturn);
            _start = at < 0 ? _end : _start + at;
            if (at >= 0 || !Fill()) return;
        }
    }

    private void SkipByteOrderMark()
    {
        _nextLine = 1;
        while (_end < 3 && Fill()) { }
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8)) _start = 3;
    }

    /// <summary>Steps over the row and its line ending, and counts lines.</summary>
    private void EndRow()
    {
        _nextLine += _breaks;
        _breaks = 0;
        _start += _length;
        if (Peek(0) is not { } first) return;
        _start++;
        _nextLine++;
        if (first == CarriageReturn && Peek(0) == LineFeed) _start++;
    }

    private static int Breaks(ReadOnlySpan<byte> row)
    {
        int breaks = 0;
        for (int at = row.IndexOfAny(LineFeed, CarriageReturn); at >= 0; at = row.IndexOfAny(LineFeed, CarriageReturn))
        {
            breaks++;
            row = row[(at + (row[at..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }
        return breaks;
    }

    /// <summary>Reads on; false at the end. The row so far moves to the front of the buffer.</summary>
    private bool Fill()
    {
        if (_ended) return false;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int read = file.Read(stream, _buffer.AsSpan(_end, Math.Min(_buffer.Length - _end, 4 * Block)));
        _end += read;
        _ended = read == 0;
        return read > 0;
    }
}
