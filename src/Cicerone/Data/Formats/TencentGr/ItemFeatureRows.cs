using System.Text;
using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The items of <c>item_feat_dict.json</c> as rows: an item's raw id, and its features, several values with blanks between. The file streams.</summary>
internal sealed class ItemFeatureRows : TableRows
{
    private const int Block = 1 << 16, LongestItem = 1 << 20, MostUnreadTold = 10;

    private readonly DataFile _file;
    private readonly Stream _stream;
    private readonly IReadOnlyList<string>? _raw;
    private readonly byte[][] _fields;
    private readonly HashSet<string> _unread = [];
    private byte[] _buffer = new byte[4 * Block];
    private int _start, _end;
    private bool _ended;
    private JsonReaderState _state;
    private string? _fault;

    public ItemFeatureRows(DataFile file, IReadOnlyList<string> features)
    {
        (_file, _stream, Columns) = (file, file.Open(), ["item", .. features]);
        _fields = [.. Columns.Select(_ => Array.Empty<byte>())];
        _raw = AdIndexer.Beside(file)?.Items;
        Read(ReadOpening);
    }

    private delegate bool Part(ref Utf8JsonReader json);

    public override IReadOnlyList<string> Columns { get; }

    /// <summary>The number of the item: the file is one line.</summary>
    public override long Line => ItemNumber;

    public override string? Fault => _fault;

    public override string Text => string.Join(' ', _fields.Select(Encoding.UTF8.GetString));

    public override string? Note => _unread.Count == 0 ? null : $"features that first appear far into the file were not read: {string.Join(", ", _unread)}";

    public override ReadOnlySpan<byte> this[int column] => _fields[column];

    private long ItemNumber { get; set; }

    /// <summary>The features of the first items.</summary>
    public static IReadOnlyList<string> FeaturesOf(ReadOnlySpan<byte> beginning)
    {
        var features = new SortedSet<string>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(beginning, isFinalBlock: false, default);
        try
        {
            while (json.Read())
                if (json.CurrentDepth == 2 && json.TokenType == JsonTokenType.PropertyName) features.Add(json.GetString()!);
        }
        catch (JsonException)
        {
            return []; // what is no JSON has no features; the format refuses it
        }
        return [.. features];
    }

    public override bool Next()
    {
        ItemNumber++;
        return Read(ReadItem);
    }

    public override void Dispose() => _stream.Dispose();

    private static bool ReadOpening(ref Utf8JsonReader json) => json.Read() && (json.TokenType == JsonTokenType.StartObject ? true : throw new JsonException("an object is expected"));

    /// <summary>Reads one item and its features into the fields; false when more bytes are needed, or the object is over.</summary>
    private bool ReadItem(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType == JsonTokenType.EndObject) return false;
        Utf8JsonReader whole = json;
        if (!whole.TrySkip()) return false;
        string index = json.GetString()!;
        foreach (ref byte[] field in _fields.AsSpan()) field = [];
        _fields[0] = Encoding.UTF8.GetBytes(_raw is not null && AdIndexer.TryRaw(_raw, index, out string? raw) ? raw : index);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            _fault = $"item {index} has no object of features";
            json = whole;
            return true;
        }
        using (JsonDocument features = JsonDocument.ParseValue(ref json)) _fault = Take(features.RootElement);
        return true;
    }

    private string? Take(JsonElement item)
    {
        try
        {
            AdFeatures features = AdFeatures.Of(item);
            for (int column = 1; column < Columns.Count; column++) _fields[column] = Encoding.UTF8.GetBytes(string.Join(' ', features[Columns[column]].Select(value => value.Text)));
            foreach (string id in features.Ids.Except(Columns).Take(MostUnreadTold - _unread.Count)) _unread.Add(id);
            return null;
        }
        catch (CiceroneException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Reads a part, with more bytes as it needs them.</summary>
    private bool Read(Part part)
    {
        while (true)
        {
            var json = new Utf8JsonReader(_buffer.AsSpan(_start.._end), _ended, _state);
            try
            {
                bool read = part(ref json);
                if (read || json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == 0)
                {
                    (_start, _state) = (_start + (int)json.BytesConsumed, json.CurrentState);
                    return read;
                }
            }
            catch (JsonException fault)
            {
                throw new CiceroneException($"{_file.Path} is no valid JSON at or after item {ItemNumber:N0}: {fault.Message}", fault);
            }
            if (_ended) throw new CiceroneException($"{_file.Path} is cut short at item {ItemNumber:N0}.");
            if (_end - _start > LongestItem) throw new CiceroneException($"{_file.Path}: item {ItemNumber:N0} is longer than {LongestItem:N0} bytes.");
            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_buffer.Length - _end < Block) Array.Resize(ref _buffer, 2 * _buffer.Length);
        int read = _file.Read(_stream, _buffer.AsSpan(_end, Block));
        _end += read;
        _ended = read == 0;
    }
}
