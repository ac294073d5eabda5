using System.Text.Json;
using Cicerone.Data.Formats.Pickles;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>Writes a value of JSON a line, and where each line begins.</summary>
internal sealed class JsonLineWriter : IDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly Utf8JsonWriter _json;
    private readonly List<long> _offsets = [];

    public JsonLineWriter(string path)
    {
        (_path, _file) = (path, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize));
        _json = new Utf8JsonWriter(_file);
    }

    /// <summary>Writes a raw id: a number where it is one, else text.</summary>
    public static void WriteId(Utf8JsonWriter json, string id)
    {
        if (id.Length is > 0 and < 19 && id.All(char.IsAsciiDigit) && (id[0] != '0' || id.Length == 1)) json.WriteRawValue(id);
        else json.WriteStringValue(id);
    }

    /// <summary>Writes a line.</summary>
    public void Write(Action<Utf8JsonWriter> value)
    {
        _offsets.Add(_file.Position);
        value(_json);
        _json.Flush();
        _json.Reset();
        _file.WriteByte((byte)'\n');
    }

    /// <summary>Writes where the lines begin: beside <c>seq.jsonl</c>, <c>seq_offsets.pkl</c>.</summary>
    public void WriteOffsets()
    {
        using var pickle = new PickleWriter(LineOffsets.Beside(_path));
        pickle.List(_offsets.Select(offset => (Action)(() => pickle.Number(offset))));
    }

    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }
}
