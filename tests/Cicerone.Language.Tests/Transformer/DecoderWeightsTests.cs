using System.Text.Json.Nodes;
using Cicerone.Language.Transformer;
using Cicerone.Models;

namespace Cicerone.Language.Tests.Transformer;

/// <summary>Folders of others are read whole or refused.</summary>
public sealed class DecoderWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-decoder-").FullName;

    public static TheoryData<DecoderFamily> Families => TinyDecoder.Families;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Families))]
    public void What_was_written_is_read_back_to_the_bit(DecoderFamily family)
    {
        DecoderWeights written = Write(family), read = DecoderWeights.Read(_folder);
        Assert.Equal(written.Shape, read.Shape);
        foreach ((string name, _) in DecoderNames.All(written.Shape)) Assert.Equal(written[name], read[name]);
    }

    [Theory]
    [InlineData("model_type", "\"mamba\"", "mamba")]
    [InlineData("hidden_act", "\"gelu\"", "only 'silu'")]
    [InlineData("rope_scaling", "{\"rope_type\":\"yarn\"}", "yarn")]
    [InlineData("attention_bias", "true", "not supported")]
    [InlineData("use_sliding_window", "true", "not supported")]
    [InlineData("hidden_size", "3000000000", "no whole number")]
    [InlineData("hidden_size", "-1", "must lie in")]
    [InlineData("num_attention_heads", "0", "0 heads")]
    [InlineData("num_key_value_heads", "3", "cannot share 3")]
    [InlineData("intermediate_size", "null", "is missing")]
    [InlineData("tie_word_embeddings", "1", "neither true nor false")]
    [InlineData("num_hidden_layers", "3", "no tensor 'model.layers.2")]
    [InlineData("num_hidden_layers", "1", "does not explain")]
    [InlineData("vocab_size", "51", "shape")]
    [InlineData("tie_word_embeddings", "true", "stores another one")]
    public void A_configuration_that_does_not_fit_is_told_of(string field, string value, string message)
    {
        Write(DecoderFamily.Llama);
        string path = Path.Combine(_folder, "config.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
        json[field] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());
        Assert.Contains(message, Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_told_of()
    {
        Write(DecoderFamily.Gpt2);
        foreach (string name in (string[])["model.safetensors", "config.json"])
        {
            string path = Path.Combine(_folder, name);
            byte[] whole = File.ReadAllBytes(path);
            foreach (byte[] damaged in (byte[][])[whole[..(whole.Length / 2)], [], [.. Enumerable.Repeat((byte)255, 64)]])
            {
                File.WriteAllBytes(path, damaged);
                Assert.Contains(name, Fault(), StringComparison.Ordinal);
            }
            File.Delete(path);
            Assert.Contains("is missing", Fault(), StringComparison.Ordinal);
            File.WriteAllBytes(path, whole);
        }
        File.WriteAllText(Path.Combine(_folder, "config.json"), new string(' ', 2 << 20));
        Assert.Contains("bytes", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../model-1.safetensors", "not safe")]
    [InlineData("model-1.bin", "not safe")]
    [InlineData("model-2.safetensors", "model-2.safetensors is missing")]
    [InlineData("model-1.safetensors", "does not place there")]
    public void An_index_that_does_not_fit_its_files_is_told_of(string place, string message)
    {
        Write(DecoderFamily.Llama);
        File.Move(Path.Combine(_folder, "model.safetensors"), Path.Combine(_folder, "model-1.safetensors"));
        var map = new JsonObject([.. TensorFile.Read(Path.Combine(_folder, "model-1.safetensors")).Names.Skip(1).Select(name => KeyValuePair.Create(name, (JsonNode?)"model-1.safetensors"))]);
        map[map.First().Key] = place;
        File.WriteAllText(Path.Combine(_folder, "model.safetensors.index.json"), new JsonObject { ["weight_map"] = map }.ToJsonString());
        Assert.Contains(message, Fault(), StringComparison.Ordinal);
    }

    private DecoderWeights Write(DecoderFamily family)
    {
        using var decoder = TinyDecoder.Of(family);
        DecoderWeights weights = decoder.Weights();
        weights.Write(_folder);
        return weights;
    }

    private string Fault() => Assert.Throws<CiceroneException>(() => DecoderWeights.Read(_folder)).Message;
}
