using System.Globalization;
using System.Text.Json;
using Cicerone.Data;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Titles and attributes of amazon-beauty: <c>items.tsv</c>, <c>attributes.tsv</c> and <c>item2attributes.json</c> of its folder.</summary>
internal static class BeautyItems
{
    /// <summary>What is known of the items of a vocabulary.</summary>
    public static ItemTable Read(string folder, Vocabulary items)
    {
        string?[] titles = new string?[items.Count], attributes = new string?[items.Count];
        foreach (string[] cells in Rows(folder, "items.tsv"))
            if (items.TryIndex(cells[0], out int item) && cells[2].Length > 0) titles[item] = cells[2];
        var names = Rows(folder, "attributes.tsv").ToDictionary(cells => int.Parse(cells[0], CultureInfo.InvariantCulture), cells => cells[1]);
        using FileStream file = File.OpenRead(Path.Combine(folder, "item2attributes.json"));
        foreach (JsonProperty one in JsonDocument.Parse(file).RootElement.EnumerateObject())
            if (items.TryIndex(one.Name, out int item)) attributes[item] = string.Join(", ", one.Value.EnumerateArray().Select(number => names[number.GetInt32()]));
        return new ItemTable(items, new Dictionary<string, string?[]> { ["title"] = titles, ["attributes"] = attributes });
    }

    private static IEnumerable<string[]> Rows(string folder, string name) => File.ReadLines(Path.Combine(folder, name)).Skip(1).Select(line => line.Split('\t'));
}
