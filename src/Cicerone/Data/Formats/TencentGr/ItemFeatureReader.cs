using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The items of <c>item_feat_dict.json</c>, one after the other. The file is one object on one line; it streams.</summary>
internal sealed class ItemFeatureReader : IDisposable
{
    private const int Block = 1 << 16, LongestItem = 1 << 20;

    private readonly DataFile _file;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[4 * Block];
    private int _start, _end;
    private bool _ended;
    private JsonReaderState _state;

    public ItemFeatureReader(DataFile file)
    {
        (_file, _stream) = (file, file.Open());
        Read(ReadOpening);
    }

    private delegate bool Part(ref Utf8JsonReader json);

    /// <summary>The number of the item in the file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Its key.</summary>
    public string Index { get; private set; } = "";

    /// <summary>Why it has no features to look at; null when it has.</summary>
    public string? Fault { get; private set; }

    /// <summary>What is known of it.</summary>
    public AdFeatures Features { get; private set; } = AdFeatures.None;

    /// <summary>Moves to the next item; false at the end.</summary>
    public bool Next()
    {
        Number++;
        return Read(ReadItem);
    }

    public void Dispose() => _stream.Dispose();

    private static bool ReadOpening(ref Utf8JsonReader json) => json.Read() && (json.TokenType == JsonTokenType.StartObject ? true : throw new JsonException("an object is expected"));

    /// <summary>Reads one item; false when more bytes are needed, or the object is over.</summary>
    private bool ReadItem(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType == JsonTokenType.EndObject) return false;
        Utf8JsonReader whole = json;
        if (!whole.TrySkip()) return false;
        (Index, Features) = (json.GetString()!, AdFeatures.None);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Fault = $"item {Index} has no object of features";
            json = whole;
            return true;
        }
        using (JsonDocument features = JsonDocument.ParseValue(ref json)) Take(features.RootElement);
        return true;
    }

    private void Take(JsonElement item)
    {
        try
        {
            (Features, Fault) = (AdFeatures.Of(item), null);
        }
        catch (CiceroneException fault)
        {
            Fault = fault.Message;
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
                throw new CiceroneException($"{_file.Path} is no valid JSON at or after item {Number:N0}: {fault.Message}", fault);
            }
            if (_ended) throw new CiceroneException($"{_file.Path} is cut short at item {Number:N0}.");
            if (_end - _start > LongestItem) throw new CiceroneException($"{_file.Path}: item {Number:N0} is longer than {LongestItem:N0} bytes.");
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
