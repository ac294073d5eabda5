using System.Text.Json;
using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>A catalogue as JSON lines: one item a line, in the order of the vocabulary.</summary>
internal static class CatalogueFile
{
    public const string Name = "items.jsonl";

    public static void Write(string path, Catalogue catalogue)
    {
        using FileStream file = File.Create(path);
        string[] columns = [.. catalogue.Items.Columns];
        for (int item = 0; item < catalogue.Count; item++)
        {
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                json.WriteString("id", catalogue.Ids[item]);
                json.WriteNumber("count", catalogue.TrainingCounts[item]);
                json.WriteStartObject("columns");
                foreach (string column in columns) json.WriteString(column, catalogue.Items.Column(column)[item]);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            file.WriteByte((byte)'\n');
        }
        file.Flush(flushToDisk: true);
    }

    public static Catalogue Read(string path)
    {
        if (!File.Exists(path)) throw new CiceroneException($"{path} is missing. The model folder is incomplete; fit the model again.");
        var items = new Vocabulary();
        var counts = new List<int>();
        var columns = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                if (items.Add(json.RootElement.GetProperty("id").GetString()) != number - 1) throw new FormatException("an id occurs twice");
                counts.Add(json.RootElement.GetProperty("count").GetInt32());
                foreach (JsonProperty cell in json.RootElement.GetProperty("columns").EnumerateObject())
                {
                    if (number == 1) columns.Add(cell.Name, []);
                    columns[cell.Name].Add(cell.Value.GetString());
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new CiceroneException($"{path}, line {number} is damaged: {fault.Message}", fault);
            }
        }
        var table = new ItemTable(items, columns.ToDictionary(column => column.Key, column => column.Value.ToArray()));
        return new Catalogue(table, [.. counts]);
    }
}
