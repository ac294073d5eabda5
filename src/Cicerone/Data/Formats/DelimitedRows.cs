using System.Text;
using System.Text.Unicode;

namespace Cicerone.Data.Formats;

/// <summary>The rows of a delimited text.</summary>
internal sealed class DelimitedRows : TableRows
{
    private const int LongestRow = 1 << 20;
    private const byte Quote = (byte)'"';

    private readonly TableShape _shape;
    private readonly RowReader _rows;
    private readonly byte[] _separator;
    private readonly bool _latin1;
    private readonly int[] _starts, _lengths;
    private readonly bool[] _escaped;
    private string? _fault;

    /// <param name="file">What to read.</param>
    /// <param name="shape">How it is laid out.</param>
    /// <param name="latin1">Whether bytes are Latin-1 characters; otherwise a row that is not UTF-8 is bad.</param>
    public DelimitedRows(DataFile file, TableShape shape, bool latin1)
    {
        (_shape, _latin1, _separator) = (shape, latin1, Encoding.ASCII.GetBytes(shape.Separator));
        _rows = new RowReader(file.Open(), file, LongestRow, shape.IsQuoted ? _separator[0] : null);
        _starts = new int[shape.Columns.Count];
        _lengths = new int[shape.Columns.Count];
        _escaped = new bool[shape.Columns.Count];
        if (shape.HasHeader) _rows.Read();
    }

    public override IReadOnlyList<string> Columns => _shape.Columns;

    public override long Line => _rows.Line;

    public override string? Fault => _fault;

    public override string Text => (_latin1 ? Encoding.Latin1 : Encoding.UTF8).GetString(_rows.Row);

    public override string? Note => _rows.BrokenRows > 0 ? $"{_rows.BrokenRows:N0} rows hold line breaks inside quotes" : null;

    public override ReadOnlySpan<byte> this[int column]
    {
        get
        {
            ReadOnlySpan<byte> field = _rows.Row.Slice(_starts[column], _lengths[column]);
            return _escaped[column] ? Unescaped(field) : field;
        }
    }

    public override bool Next()
    {
        if (!_rows.Read()) return false;
        _fault = FaultOf(_rows.Row);
        return true;
    }

    public override void Dispose() => _rows.Dispose();

    /// <summary>The fields of a line, unquoted: for the first lines of a file, where nothing is known of the columns.</summary>
    public static string[] Fields(string line, string separator, bool quoted)
    {
        var fields = new List<string>();
        byte[] row = Encoding.UTF8.GetBytes(line), between = Encoding.ASCII.GetBytes(separator);
        int at = 0;
        while (at <= row.Length)
        {
            (int start, int length, bool escaped, at) = Field(row, at, between, quoted);
            ReadOnlySpan<byte> field = row.AsSpan(start, length);
            fields.Add(Encoding.UTF8.GetString(escaped ? Unescaped(field) : field));
        }
        return [.. fields];
    }

    private string? FaultOf(ReadOnlySpan<byte> row)
    {
        if (_rows.IsTooLong) return $"the row is longer than {LongestRow:N0} bytes";
        if (row.ContainsAnyExceptInRange((byte)1, (byte)0x7F)) // the rare row that is not plain ASCII
        {
            if (row.Contains((byte)0)) return "the row holds a NUL byte";
            if (!_latin1 && !Utf8.IsValid(row)) return "the row is not UTF-8";
        }
        int at = 0, count = 0;
        while (at <= row.Length && count < _starts.Length)
        {
            (_starts[count], _lengths[count], _escaped[count], at) = Field(row, at, _separator, _shape.IsQuoted);
            count++;
        }
        if (count < _starts.Length) return $"the row has {count} columns instead of {_starts.Length}";
        return at <= row.Length && row[at..].ContainsAnyExcept(_separator) ? $"the row has more columns than {_starts.Length}" : null;
    }

    /// <summary>
    /// The field at a place of a row, and where the next begins (beyond the row after the last). A quote has a meaning only
    /// around a whole field; elsewhere it is text.
    /// </summary>
    private static (int Start, int Length, bool Escaped, int Next) Field(ReadOnlySpan<byte> row, int at, ReadOnlySpan<byte> separator, bool quoted)
    {
        ReadOnlySpan<byte> rest = row[at..];
        if (quoted && rest.Length > 0 && rest[0] == Quote && ClosingQuote(rest, separator) is var (closing, escaped) && closing > 0)
            return (at + 1, closing - 1, escaped, at + closing + 1 + separator.Length);
        int length = separator.Length == 1 ? rest.IndexOf(separator[0]) : rest.IndexOf(separator);
        return length < 0 ? (at, rest.Length, false, row.Length + 1) : (at, length, false, at + length + separator.Length);
    }

    private static (int At, bool Escaped) ClosingQuote(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> separator)
    {
        bool escaped = false;
        for (int at = 1; at < rest.Length; at++)
        {
            int found = rest[at..].IndexOf(Quote);
            if (found < 0) break;
            at += found;
            if (at + 1 == rest.Length || rest[(at + 1)..].StartsWith(separator)) return (at, escaped);
            if (rest[at + 1] != Quote) break;
            escaped = true;
            at++;
        }
        return (-1, false);
    }

    private static byte[] Unescaped(ReadOnlySpan<byte> field)
    {
        byte[] plain = new byte[field.Length];
        int count = 0;
        for (int i = 0; i < field.Length; i++)
        {
            plain[count++] = field[i];
            if (field[i] == Quote) i++;
        }
        return plain[..count];
    }
}
