using System.Text.Json;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.Pickles;

namespace Cicerone.Data.Features;

/// <summary>
/// The multimodal vectors of TencentGR (<c>creative_emb</c>): a folder of files with an object <c>{"anonymous_cid": id, "emb": [numbers]}</c> a line,
/// or a pickled dictionary of NumPy vectors by id.
/// </summary>
internal static class CreativeVectors
{
    private const int LongestLine = 1 << 20;

    /// <summary>Reads all files of a folder, in the order of their names.</summary>
    /// <exception cref="CiceroneException">There is none, a line is damaged, or vectors differ in length.</exception>
    public static FeatureRows ReadFolder(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw new CiceroneException($"{folder} holds no files, where files of vectors are expected.");
        var table = new Table(folder);
        foreach (string path in files) ReadLines(new DataFile(path), table);
        return table.ToRows();
    }

    /// <summary>Reads a pickled dictionary.</summary>
    /// <exception cref="CiceroneException">It is none, or vectors differ in length.</exception>
    public static FeatureRows ReadPickle(string path)
    {
        if (PickleReader.Read(path) is not Dictionary<object, object?> vectors) throw new CiceroneException($"{path} is no dictionary of vectors by item.");
        var table = new Table(path);
        foreach ((object id, object? vector) in vectors)
            table.Add($"{id}", vector is PickledArray { Shape.Count: 1 } array ? array.Values : throw new CiceroneException($"{path} has no vector of floats for the item '{id}'."), path);
        return table.ToRows();
    }

    private static void ReadLines(DataFile file, Table table)
    {
        using var lines = new RowReader(file.Open(), file, LongestLine, quoting: null);
        while (lines.Read())
        {
            string where = $"{file.Path}, line {lines.Line}";
            if (lines.IsTooLong) throw new CiceroneException($"{where}: it is longer than {LongestLine:N0} bytes.");
            try
            {
                using JsonDocument json = JsonDocument.Parse(lines.Row.ToArray());
                if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("anonymous_cid", out JsonElement id)) throw new CiceroneException($"{where}: there is no 'anonymous_cid'.");
                if (!json.RootElement.TryGetProperty("emb", out JsonElement vector) || vector.ValueKind == JsonValueKind.Null) table.EmptyCount++;
                else table.Add(id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText(), Numbers(vector, where), where);
            }
            catch (JsonException fault)
            {
                throw new CiceroneException($"{where}: it is no valid JSON.", fault);
            }
        }
    }

    private static float[] Numbers(JsonElement vector, string where)
    {
        if (vector.ValueKind != JsonValueKind.Array || vector.EnumerateArray().Any(number => number.ValueKind != JsonValueKind.Number)) throw new CiceroneException($"{where}: 'emb' is no list of numbers.");
        return [.. vector.EnumerateArray().Select(number => number.GetSingle())];
    }

    private sealed class Table(string path)
    {
        private readonly List<string> _ids = [];
        private readonly List<float> _values = [];
        private int _width;

        public int EmptyCount { get; set; }

        public void Add(string id, ReadOnlySpan<float> vector, string where)
        {
            if (_ids.Count == 0) _width = vector.Length;
            if (vector.Length != _width || _width == 0) throw new CiceroneException($"{where}: the vector of item '{id}' has {vector.Length} numbers, where others have {_width}.");
            _ids.Add(id);
            foreach (float value in vector) _values.Add(value);
        }

        public FeatureRows ToRows() => _ids.Count > 0 ? new FeatureRows(_width, [.. _values], [.. _ids], EmptyCount) : throw new CiceroneException($"{path} has no vector for any item.");
    }
}
