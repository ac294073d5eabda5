using System.Text.Json;
using Cicerone.Contracts;
using Cicerone.Language.Transformer;

namespace Cicerone.Language.Tests.Transformer;

/// <summary>A small published model with the numbers that it must give.</summary>
internal sealed class GoldenModel
{
    public static readonly string[] Published =
    [
        "tiny-llama", "tiny-qwen2", "tiny-qwen3", "tiny-gpt2", "tiny-llama-bf16", "tiny-llama-sharded", "tiny-gpt2-hubnames", "tiny-qwen3-redundant-head",
    ];

    public GoldenModel(string name)
    {
        Folder = SharedData.Path($"reference/lm/{name}");
        Expected = Read("expected.json");
        if (Expected.TryGetProperty("same_as", out JsonElement other)) Expected = Read(other.GetString()!);
        Weights = DecoderWeights.Read(Folder);
    }

    public string Folder { get; }

    public DecoderWeights Weights { get; }

    public JsonElement Expected { get; }

    public bool IsGpt2 => Weights.Shape.Family == DecoderFamily.Gpt2;

    public static int[][] Rows(JsonElement matrix) => [.. matrix.EnumerateArray().Select(row => row.EnumerateArray().Select(number => number.GetInt32()).ToArray())];

    /// <summary>The texts of a case without their padding, and where each real token stands in its padded row.</summary>
    public static (int[][] Texts, int[][] Places) Texts(JsonElement one)
    {
        int[][] tokens = Rows(one.GetProperty("input_ids")), mask = Rows(one.GetProperty("attention_mask"));
        int[][] places = [.. mask.Select(row => Enumerable.Range(0, row.Length).Where(place => row[place] == 1).ToArray())];
        return ([.. tokens.Select((row, text) => places[text].Select(place => row[place]).ToArray())], places);
    }

    /// <summary>The texts of a case as a batch, with the positions that the case gives.</summary>
    public static TokenBatch Batch(JsonElement one)
    {
        (int[][] texts, int[][] places) = Texts(one);
        int[][] positions = Rows(one.GetProperty("position_ids"));
        return TokenBatch.Of(texts) with { Positions = [.. places.SelectMany((row, text) => row.Select(place => positions[text][place]))] };
    }

    private JsonElement Read(string file)
    {
        string path = Path.GetFullPath(Path.Combine(Folder, file));
        if (Directory.Exists(path)) path = Path.Combine(path, "expected.json");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }
}
