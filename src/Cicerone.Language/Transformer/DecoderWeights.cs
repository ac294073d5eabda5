using System.Text.Json;
using Cicerone.Models;

namespace Cicerone.Language.Transformer;

/// <summary>The weights of a decoder under the common names, whole and of the right sizes.</summary>
internal sealed class DecoderWeights
{
    private const string ConfigFile = "config.json", WeightsFile = "model.safetensors", IndexFile = "model.safetensors.index.json";
    private const long MostIndexBytes = 64 << 20;
    private readonly Dictionary<string, float[]> _values;

    /// <param name="shape">Of the decoder.</param>
    /// <param name="values">Every tensor by its name.</param>
    /// <param name="where">What to call their source in an error.</param>
    /// <exception cref="CiceroneException">One is missing, has another size, or is unknown.</exception>
    public DecoderWeights(DecoderShape shape, Dictionary<string, float[]> values, string where)
    {
        (Shape, _values) = (shape, values);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, long[] size) in DecoderNames.All(shape))
        {
            known.Add(name);
            if (!values.TryGetValue(name, out float[]? tensor)) throw new CiceroneException($"{where} has no tensor '{name}', which its configuration asks for.");
            if (tensor.LongLength != size.Aggregate(1L, (product, length) => product * length))
                throw new CiceroneException($"Tensor '{name}' of {where} has {tensor.LongLength} numbers, not the shape [{string.Join(", ", size)}] that its configuration asks for.");
        }
        if (values.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new CiceroneException($"{where} has a tensor '{unknown}' that its configuration does not explain, so it may be of another kind of model.");
    }

    public DecoderShape Shape { get; }

    /// <summary>The numbers of a tensor, row after row.</summary>
    public float[] this[string name] => _values[name];

    /// <summary>The same decoder over some of its tokens, in a new order.</summary>
    /// <param name="tokens">The tokens that stay.</param>
    public DecoderWeights OverTokens(int[] tokens)
    {
        float[] Rows(float[] all) => [.. tokens.SelectMany(token => all.AsSpan(token * Shape.Width, Shape.Width).ToArray())];
        return new DecoderWeights(Shape with { Vocabulary = tokens.Length }, _values.ToDictionary(pair => pair.Key, pair => pair.Key is DecoderNames.Tokens or DecoderNames.Head ? Rows(pair.Value) : pair.Value, StringComparer.Ordinal), "The decoder");
    }

    /// <summary>Reads a folder in the layout of Hugging Face: <c>config.json</c>, and one safetensors file or several with their index.</summary>
    /// <exception cref="CiceroneException">A file is missing, damaged, or of a model that this decoder cannot be.</exception>
    public static DecoderWeights Read(string folder)
    {
        DecoderShape shape = DecoderConfig.Read(Path.Combine(folder, ConfigFile));
        Dictionary<string, StoredTensor> stored = ReadTensors(folder);
        return new DecoderWeights(shape, Named(stored, shape, folder), folder);
    }

    /// <summary>The weights that a model's file has under the common names.</summary>
    /// <exception cref="CiceroneException">One is missing, has another size, or is unknown.</exception>
    public static DecoderWeights Of(DecoderShape shape, TensorFile file) => new(shape, file.Names.ToDictionary(name => name, name => file[name].AsFloat32(), StringComparer.Ordinal), file.Path);

    /// <summary>Writes such a folder, in one file of 32-bit floats.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        DecoderConfig.Write(Path.Combine(folder, ConfigFile), Shape);
        TensorFile.Write(Path.Combine(folder, WeightsFile), ToStored());
    }

    /// <summary>The tensors as the files of the family have them.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToStored() => Shape.Family == DecoderFamily.Gpt2
        ? Gpt2Names.ToStored(name => _values[name], Shape)
        : DecoderNames.All(Shape).Select(tensor => (tensor.Name, StoredTensor.Of(_values[tensor.Name], tensor.Shape)));

    private static Dictionary<string, float[]> Named(Dictionary<string, StoredTensor> stored, DecoderShape shape, string folder)
    {
        Dictionary<string, float[]> named;
        if (shape.Family == DecoderFamily.Gpt2) named = Gpt2Names.FromStored(stored, shape);
        else
        {
            var sizes = DecoderNames.All(shape).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
            named = stored.Where(pair => !pair.Key.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal)) // angles that old files keep
                .ToDictionary(pair => pair.Key, pair => pair.Value.Widened(sizes.GetValueOrDefault(pair.Key, [])), StringComparer.Ordinal);
        }
        if (shape.TiesHead && named.Remove(DecoderNames.Head, out float[]? head) && !head.AsSpan().SequenceEqual(named.GetValueOrDefault(DecoderNames.Tokens)))
            throw new CiceroneException($"{folder} says that its head is tied to the tokens' vectors, but stores another one. Set 'tie_word_embeddings' to false in its {ConfigFile} if that one counts.");
        return named;
    }

    private static Dictionary<string, StoredTensor> ReadTensors(string folder)
    {
        string whole = Path.Combine(folder, WeightsFile), index = Path.Combine(folder, IndexFile);
        if (File.Exists(whole) || !File.Exists(index)) return Tensors(TensorFile.Read(whole)).ToDictionary(StringComparer.Ordinal);
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        Dictionary<string, string> files = ReadIndex(index);
        string[] names = [.. files.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (Array.Find(names, name => !File.Exists(Path.Combine(folder, name))) is { } absent) throw new CiceroneException($"{Path.Combine(folder, absent)} is missing, although {IndexFile} names it.");
        foreach (string name in names)
            foreach ((string tensor, StoredTensor stored) in Tensors(TensorFile.Read(Path.Combine(folder, name))))
                if (files.GetValueOrDefault(tensor) != name || !tensors.TryAdd(tensor, stored))
                    throw new CiceroneException($"{Path.Combine(folder, name)} holds a tensor '{tensor}' that {IndexFile} does not place there.");
        if (files.Keys.FirstOrDefault(tensor => !tensors.ContainsKey(tensor)) is { } missing)
            throw new CiceroneException($"{Path.Combine(folder, files[missing])} lacks the tensor '{missing}' that {IndexFile} places there.");
        return tensors;
    }

    private static IEnumerable<(string Name, StoredTensor Tensor)> Tensors(TensorFile file) => file.Names.Select(name => (name, file[name]));

    private static Dictionary<string, string> ReadIndex(string path)
    {
        JsonElement json = JsonFile.Read(path, MostIndexBytes);
        if (!json.TryGetProperty("weight_map", out JsonElement map) || map.ValueKind != JsonValueKind.Object) throw new CiceroneException($"{path} has no 'weight_map', so nothing says which file holds which tensor.");
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            string? file = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : null;
            if (file is null || file != Path.GetFileName(file) || !file.EndsWith(".safetensors", StringComparison.Ordinal))
                throw new CiceroneException($"{path} places tensor '{entry.Name}' in '{file}', which is no safetensors file of its folder. It is not safe to load.");
            if (!files.TryAdd(entry.Name, file)) throw new CiceroneException($"{path} places tensor '{entry.Name}' twice.");
        }
        return files;
    }
}
