using System.Text.Json;

namespace Cicerone.Models;

/// <summary>A model folder being read: a model takes its parts from here.</summary>
public sealed class ModelReader
{
    private readonly string _folder;

    internal ModelReader(string folder, int itemCount) => (_folder, ItemCount) = (folder, itemCount);

    /// <summary>How many items the folder's catalogue has.</summary>
    public int ItemCount { get; }

    /// <summary>Where a file of the model's own lies, such as <c>tokenizer.json</c>.</summary>
    public string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>The texts of <c>name.json</c>.</summary>
    /// <exception cref="CiceroneException">The file is missing or damaged.</exception>
    public IReadOnlyList<string> Texts(string name)
    {
        string path = Path.Combine(_folder, name + ".json");
        if (!File.Exists(path)) throw new CiceroneException($"{path} is missing. The model folder is incomplete; fit the model again.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. json.RootElement.EnumerateArray().Select(text => text.GetString() ?? throw new JsonException("a text is null"))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message} Fit the model again.", fault);
        }
    }

    /// <summary>The tensors of <c>name.safetensors</c>.</summary>
    /// <exception cref="CiceroneException">The file is missing or damaged.</exception>
    public TensorFile Tensors(string name) => TensorFile.Read(PathOf(name + ".safetensors"));

    /// <summary>The lines of a text that <see cref="ModelWriter.WriteLines"/> wrote.</summary>
    /// <exception cref="CiceroneException">The file is missing.</exception>
    public IEnumerable<string> Lines(string name)
    {
        string path = PathOf(name);
        return File.Exists(path) ? File.ReadLines(path) : throw new CiceroneException($"{path} is missing. The model folder is incomplete; fit the model again.");
    }
}
