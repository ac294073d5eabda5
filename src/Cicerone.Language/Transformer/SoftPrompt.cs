using Cicerone.Models;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>
/// Learned vectors in the place of tokens (Lester et al., EMNLP 2021): vector i is token vocabulary + i, and may stand anywhere in a text.
/// </summary>
internal sealed class SoftPrompt : ISoftTokens, IDisposable
{
    private const string Name = "soft_prompt.weight";
    private readonly Parameter _vectors;
    private readonly int _vocabulary;

    /// <param name="shape">Of the decoder it is for.</param>
    /// <param name="length">How many vectors there are.</param>
    /// <param name="seed">Decides the first ones.</param>
    public SoftPrompt(DecoderShape shape, int length, ulong seed)
    {
        const double Deviation = 0.02;
        (_vocabulary, Length) = (shape.Vocabulary, length);
        Parameters = new ParameterSet(seed);
        _vectors = Parameters.Normal(Name, Deviation, length, shape.Width);
    }

    public ParameterSet Parameters { get; }

    /// <summary>How many vectors there are.</summary>
    public int Length { get; }

    /// <summary>The vectors as they are now, shape [length, width].</summary>
    public float[] Vectors => _vectors.Values.ToArray();

    /// <summary>The tokens that stand for the vectors, in their order.</summary>
    public int[] Tokens => [.. Enumerable.Range(_vocabulary, Length)];

    /// <summary>Reads vectors of a soft prompt of the same length back.</summary>
    /// <exception cref="CiceroneException">The file is damaged, or of another shape.</exception>
    public void Load(string path) => TensorFile.Read(path)[Name].AsFloat32(_vectors.Shape).CopyTo(_vectors.Values);

    /// <summary>Writes the vectors as a safetensors file.</summary>
    public void Save(string path) => TensorFile.Write(path, [(Name, _vectors.ToTensor())]);

    public Tensor Rows(int[] rows) => _vectors.Rows(rows);

    public void Dispose() => Parameters.Dispose();
}
