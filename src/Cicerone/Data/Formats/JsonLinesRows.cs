using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Cicerone.Data.Formats;

/// <summary>The rows of a file with one JSON object a line. A field that is absent or null is empty; a list of strings is their words.</summary>
internal sealed class JsonLinesRows : TableRows
{
    private const int LongestRow = 1 << 20, MostUnreadTold = 10;

    private readonly RowReader _rows;
    private readonly byte[][] _names;
    private readonly (int Start, int Length)[] _fields;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly HashSet<string> _unread = [];
    private string? _fault;

    public JsonLinesRows(DataFile file, IReadOnlyList<string> columns)
    {
        Columns = columns;
        _rows = new RowReader(file.Open(), file, LongestRow, quoting: null);
        _names = [.. columns.Select(Encoding.UTF8.GetBytes)];
        _fields = new (int, int)[columns.Count];
    }

    public override IReadOnlyList<string> Columns { get; }

    public override long Line => _rows.Line;

    public override string? Fault => _fault;

    public override string Text => Encoding.UTF8.GetString(_rows.Row);

    public override string? Note => _unread.Count == 0 ? null : $"fields that first appear far into the file were not read: {string.Join(", ", _unread)}";

    public override ReadOnlySpan<byte> this[int column] => _text.WrittenSpan.Slice(_fields[column].Start, _fields[column].Length);

    public override bool Next()
    {
        if (!_rows.Read()) return false;
        _fault = _rows.IsTooLong ? $"the row is longer than {LongestRow:N0} bytes" : !Utf8.IsValid(_rows.Row) ? "the row is not UTF-8" : Parse();
        return true;
    }

    public override void Dispose() => _rows.Dispose();

    private string? Parse()
    {
        _text.ResetWrittenCount();
        Array.Clear(_fields);
        var json = new Utf8JsonReader(_rows.Row);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return "the row is no JSON object";
            for (int expected = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; expected++)
            {
                int column = Column(ref json, expected);
                json.Read();
                int start = _text.WrittenCount;
                Append(ref json);
                if (column >= 0) _fields[column] = (start, _text.WrittenCount - start);
            }
            while (json.Read()) { }
            return _text.WrittenSpan.Contains((byte)0) ? "the row holds a NUL" : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return $"byte {json.BytesConsumed + 1}: the row is no valid JSON";
        }
    }

    /// <summary>The column of a property, tried first where it stood in other rows; −1 when no sampled row had it.</summary>
    private int Column(ref Utf8JsonReader json, int expected)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            int column = (expected + i) % _names.Length;
            if (json.ValueTextEquals(_names[column])) return column;
        }
        if (_unread.Count < MostUnreadTold) _unread.Add(json.GetString()!);
        return -1;
    }

    private void Append(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String:
                Span<byte> into = _text.GetSpan(Math.Max(1, json.ValueSpan.Length));
                _text.Advance(json.CopyString(into));
                break;
            case JsonTokenType.StartArray:
                AppendList(ref json);
                break;
            case JsonTokenType.StartObject:
                int start = (int)json.TokenStartIndex;
                json.Skip();
                _text.Write(_rows.Row[start..(int)json.BytesConsumed]);
                break;
            default:
                _text.Write(json.ValueSpan);
                break;
        }
    }

    private void AppendList(ref Utf8JsonReader json)
    {
        for (bool first = true; json.Read() && json.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first) _text.Write(" "u8);
            Append(ref json);
        }
    }
}
