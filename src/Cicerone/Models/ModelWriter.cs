namespace Cicerone.Models;

/// <summary>A model folder being written: a model puts its parts here.</summary>
public sealed class ModelWriter
{
    private readonly string _folder;

    internal ModelWriter(string folder) => _folder = folder;

    /// <summary>Writes tensors as <c>name.safetensors</c>.</summary>
    public void WriteTensors(string name, params IEnumerable<(string Name, StoredTensor Tensor)> tensors) =>
        TensorFile.Write(Path.Combine(_folder, name + ".safetensors"), tensors);

    /// <summary>Writes lines of text, such as JSON, under a name with its extension.</summary>
    public void WriteLines(string name, IEnumerable<string> lines) => File.WriteAllLines(Path.Combine(_folder, name), lines);
}
