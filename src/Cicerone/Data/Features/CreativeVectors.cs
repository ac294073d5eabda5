using System.Text.Json;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.Pickles;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Data.Features;

/// <summary>
/// The multimodal vectors of TencentGR (<c>creative_emb</c>): a folder of files with an object <c>{"anonymous_cid": id, "emb": [numbers]}</c> a line,
/// or a pickled dictionary of NumPy vectors by id.
/// </summary>
internal static class CreativeVectors
{
    private const int LongestLine = 1 << 20;

    /// <summary>Reads a folder, file after file in the order of their names and line after line, or a pickle.</summary>
    /// <param name="path">The folder or pickle.</param>
    /// <param name="width">Length of a vector; null takes that of the first.</param>
    /// <exception cref="CiceroneException">There is no file, something is damaged, or vectors differ in length.</exception>
    public static IEnumerable<AdVector> Read(string path, int? width = null)
    {
        foreach ((AdVector vector, string where) in Directory.Exists(path) ? OfFolder(path) : OfPickle(path))
        {
            if (vector.Values.Length > 0 && vector.Values.Length != (width ??= vector.Values.Length)) throw new CiceroneException($"{where}: the vector of item '{vector.Creative}' has {vector.Values.Length} numbers, where {width} are expected.");
            yield return vector;
        }
    }

    /// <summary>Reads all vectors.</summary>
    /// <exception cref="CiceroneException">There is none, something is damaged, or vectors differ in length.</exception>
    public static FeatureRows ReadAll(string path)
    {
        var ids = new List<string>();
        var values = new List<float>();
        int empty = 0;
        foreach (AdVector vector in Read(path))
        {
            if (vector.Values.Length == 0)
            {
                empty++;
                continue;
            }
            ids.Add(vector.Creative);
            values.AddRange(vector.Values);
        }
        return ids.Count > 0 ? new FeatureRows(values.Count / ids.Count, [.. values], [.. ids], empty) : throw new CiceroneException($"{path} has no vector for any item.");
    }

    private static IEnumerable<(AdVector Vector, string Where)> OfPickle(string path)
    {
        if (PickleReader.Read(path) is not Dictionary<object, object?> vectors) throw new CiceroneException($"{path} is no dictionary of vectors by item.");
        foreach ((object id, object? vector) in vectors)
            yield return (new AdVector($"{id}", vector is PickledArray { Shape.Count: 1 } array ? array.Values : throw new CiceroneException($"{path} has no vector of floats for the item '{id}'.")), path);
    }

    private static IEnumerable<(AdVector Vector, string Where)> OfFolder(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw new CiceroneException($"{folder} holds no files, where files of vectors are expected.");
        foreach (string path in files)
        {
            var file = new DataFile(path);
            using var lines = new RowReader(file.Open(), file, LongestLine, quoting: null);
            while (lines.Read()) yield return (OfLine(lines, $"{path}, line {lines.Line}"), $"{path}, line {lines.Line}");
        }
    }

    private static AdVector OfLine(RowReader lines, string where)
    {
        if (lines.IsTooLong) throw new CiceroneException($"{where}: it is longer than {LongestLine:N0} bytes.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(lines.Row.ToArray());
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("anonymous_cid", out JsonElement id)) throw new CiceroneException($"{where}: there is no 'anonymous_cid'.");
            bool has = json.RootElement.TryGetProperty("emb", out JsonElement vector) && vector.ValueKind != JsonValueKind.Null;
            return new AdVector(id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText(), has ? Numbers(vector, where) : []);
        }
        catch (JsonException fault)
        {
            throw new CiceroneException($"{where}: it is no valid JSON.", fault);
        }
    }

    /// <summary>The numbers of a list of JSON.</summary>
    /// <exception cref="CiceroneException">It is none.</exception>
    public static float[] Numbers(JsonElement vector, string where)
    {
        if (vector.ValueKind != JsonValueKind.Array || vector.EnumerateArray().Any(number => number.ValueKind != JsonValueKind.Number)) throw new CiceroneException($"{where}: 'emb' is no list of numbers.");
        return [.. vector.EnumerateArray().Select(number => number.GetSingle())];
    }
}
