using System.Text.Json.Nodes;

namespace Cicerone.Models;

/// <summary>A model folder being written: a model puts its parts here.</summary>
public sealed class ModelWriter
{
    private readonly string _folder;

    internal ModelWriter(string folder) => _folder = folder;

    /// <summary>Where a file of the model's own goes, such as <c>tokenizer.json</c>.</summary>
    public string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>Writes texts as <c>name.json</c>, a list.</summary>
    public void WriteTexts(string name, IReadOnlyList<string> texts) => File.WriteAllText(Path.Combine(_folder, name + ".json"), new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString());

    /// <summary>Writes tensors as <c>name.safetensors</c>.</summary>
    public void WriteTensors(string name, params IEnumerable<(string Name, StoredTensor Tensor)> tensors) =>
        TensorFile.Write(PathOf(name + ".safetensors"), tensors);

    /// <summary>Writes lines of text, such as JSON, under a name with its extension.</summary>
    public void WriteLines(string name, IEnumerable<string> lines) => File.WriteAllLines(PathOf(name), lines);
}
