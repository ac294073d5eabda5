using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Models;

namespace Cicerone.Data.Features.Quantisation;

/// <summary>Semantic ids on disk: <c>semantic-ids.safetensors</c> (codes and their tables, and whatever made the vectors) and <c>semantic-ids.json</c> (how they were made, and the items).</summary>
public static class SemanticIdFolder
{
    private const string Tensors = "semantic-ids.safetensors", Card = "semantic-ids.json", Items = "items";
    private const long MostBytes = 1L << 31;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Made when needed.</param>
    /// <param name="items">The items, in the order of the ids.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="card">How they were made; the items are added to it.</param>
    /// <param name="more">Tensors of what made the vectors.</param>
    public static void Write(string folder, Vocabulary items, SemanticIdTable ids, JsonObject card, params IEnumerable<(string Name, StoredTensor Tensor)> more)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(card);
        if (items.Count != ids.Count) throw new ArgumentException($"There are {ids.Count} ids for {items.Count} items.", nameof(ids));
        Directory.CreateDirectory(folder);
        TensorFile.Write(Path.Combine(folder, Tensors), ids.ToTensors().Concat(more));
        card[Items] = new JsonArray([.. items.Ids.Select(id => (JsonNode)id)]);
        File.WriteAllText(Path.Combine(folder, Card), card.ToJsonString(Indented) + "\n");
    }

    /// <summary>Reads a folder, for the items of a vocabulary.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged, or an item has no id.</exception>
    public static SemanticIdTable Read(string folder, Vocabulary items)
    {
        ArgumentNullException.ThrowIfNull(items);
        string path = Path.Combine(folder, Card);
        if (!File.Exists(path)) throw new CiceroneException($"{folder} holds no semantic ids: {Card} is missing. 'cicerone semantic-ids' makes them.");
        if (new FileInfo(path).Length > MostBytes) throw new CiceroneException($"{path} is larger than the {MostBytes:N0} bytes that are read.");
        var rows = new Dictionary<string, int>();
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument json = JsonDocument.Parse(file);
            foreach (JsonElement id in json.RootElement.GetProperty(Items).EnumerateArray()) rows.Add(id.GetString()!, rows.Count);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new CiceroneException($"{path} is damaged: it has no list of different '{Items}'.", fault);
        }
        var all = SemanticIdTable.Of(TensorFile.Read(Path.Combine(folder, Tensors)), rows.Count);
        int[] codes = new int[items.Count * all.Codebooks.Levels];
        for (int item = 0; item < items.Count; item++)
        {
            if (!rows.TryGetValue(items[item], out int row)) throw new CiceroneException($"The item '{items[item]}' has no semantic id in {folder}. Make the ids again, from these data.");
            all[row].CopyTo(codes.AsSpan(item * all.Codebooks.Levels));
        }
        return new SemanticIdTable(all.Codebooks, codes);
    }
}
