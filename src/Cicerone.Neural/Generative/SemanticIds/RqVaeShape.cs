using Cicerone.Models;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>The sizes of an <see cref="RqVae"/>.</summary>
/// <param name="Kinds">Length of a vector of each kind.</param>
/// <param name="Hidden">Width of the hidden layers.</param>
/// <param name="Latent">Length of the vector that is quantised.</param>
/// <param name="Levels">Codes of an id.</param>
/// <param name="Codes">How many codes a level has.</param>
internal sealed record RqVaeShape(IReadOnlyList<int> Kinds, int Hidden, int Latent, int Levels, int Codes)
{
    public const string Join = "encoder.join", Open = "decoder.open";

    public static string Codebook(int level) => $"codebook.{level}";

    /// <summary>From a kind of vectors to the joint hidden layer.</summary>
    public static string Project(int kind) => $"encoder.{kind}";

    public static string Rebuild(int kind) => $"decoder.{kind}";

    /// <summary>The mean of a kind of vectors, and one number more: what they are divided by.</summary>
    public static string Scale(int kind) => $"scale.{kind}";

    /// <summary>The sizes that a file's tensors have.</summary>
    /// <exception cref="CiceroneException">A tensor is missing.</exception>
    public static RqVaeShape Of(TensorFile file)
    {
        int Length(string name, int dimension) => file[name].Shape.Count == 2 ? (int)file[name].Shape[dimension] : throw new CiceroneException($"Tensor '{name}' of {file.Path} is no matrix. The file is damaged.");
        int kinds = 0, levels = 0;
        while (file.Has(Scale(kinds))) kinds++;
        while (file.Has(Codebook(levels))) levels++;
        return new RqVaeShape([.. Enumerable.Range(0, kinds).Select(kind => Length($"{Project(kind)}.weight", 1))], Length($"{Open}.weight", 0), Length($"{Join}.weight", 0), levels, Length(Codebook(0), 0));
    }
}
