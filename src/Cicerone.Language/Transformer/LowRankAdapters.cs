using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Transformer;

/// <summary>
/// Adapters of low rank beside the layers of a decoder: attached they change what it computes; merged they are part of its weights;
/// taken off they leave it as it was.
/// </summary>
internal sealed class LowRankAdapters : IDisposable
{
    private const string WeightsFile = "adapter_model.safetensors", ConfigFile = "adapter_config.json";
    private const long MostBytes = 1 << 20;
    private readonly List<(Projection Layer, LowRankAdapter Adapter)> _adapters = [];
    private readonly LowRankOptions _options;

    /// <summary>Attaches new adapters; at first they change nothing.</summary>
    /// <exception cref="CiceroneException">A layer is already adapted, or none has one of the names.</exception>
    public LowRankAdapters(Decoder decoder, LowRankOptions options, ulong seed)
    {
        _options = options;
        Parameters = new ParameterSet(seed);
        foreach (Projection layer in decoder.Projections)
        {
            if (!options.Layers.Contains(layer.Name[(layer.Name.LastIndexOf('.') + 1)..])) continue;
            if (layer.Adapter is not null) throw new CiceroneException($"The layer {layer.Name} has an adapter already: merge it or take it off first.");
            layer.Adapter = new LowRankAdapter(Parameters, layer, options.Rank, options.Alpha);
            _adapters.Add((layer, layer.Adapter));
        }
        if (_adapters.Count == 0) throw new CiceroneException($"The decoder has no layer named {string.Join(" or ", options.Layers)}.");
    }

    /// <summary>What is trained.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Attaches adapters that were saved.</summary>
    /// <exception cref="CiceroneException">A file is missing, damaged, or of another decoder.</exception>
    public static LowRankAdapters Load(Decoder decoder, string folder)
    {
        string path = Path.Combine(folder, ConfigFile);
        JsonElement json = JsonFile.Read(path, MostBytes);
        var adapters = new LowRankAdapters(decoder, ReadOptions(json, path), seed: 0);
        TensorFile file = TensorFile.Read(Path.Combine(folder, WeightsFile));
        foreach (Parameter parameter in adapters.Parameters.All) file[parameter.Name].AsFloat32(parameter.Shape).CopyTo(parameter.Values);
        return adapters;
    }

    /// <summary>Writes them into a folder of their own: weights and settings.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        TensorFile.Write(Path.Combine(folder, WeightsFile), Parameters.All.Select(parameter => (parameter.Name, parameter.ToTensor())));
        var json = new JsonObject { ["peft_type"] = "LORA", ["r"] = _options.Rank, ["lora_alpha"] = _options.Alpha, ["target_modules"] = new JsonArray([.. _options.Layers.Select(layer => JsonValue.Create(layer))]) };
        File.WriteAllText(Path.Combine(folder, ConfigFile), json.ToJsonString() + "\n");
    }

    /// <summary>Makes the changes part of the decoder's weights, and takes the adapters off.</summary>
    public void Merge()
    {
        foreach ((_, LowRankAdapter adapter) in _adapters) adapter.Merge();
        Dispose();
    }

    /// <summary>Takes the adapters off.</summary>
    public void Dispose()
    {
        foreach ((Projection layer, _) in _adapters) layer.Adapter = null;
        _adapters.Clear();
        Parameters.Dispose();
    }

    private static LowRankOptions ReadOptions(JsonElement json, string path)
    {
        try
        {
            return new LowRankOptions
            {
                Rank = json.GetProperty("r").GetInt32(),
                Alpha = json.GetProperty("lora_alpha").GetDouble(),
                Layers = [.. json.GetProperty("target_modules").EnumerateArray().Select(layer => layer.GetString() ?? throw new FormatException("a layer has no name"))],
            };
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CiceroneException($"{path} is damaged: it must have 'r', 'lora_alpha' and 'target_modules'.", fault);
        }
    }
}
