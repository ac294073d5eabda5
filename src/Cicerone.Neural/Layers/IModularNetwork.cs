using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// A network over sequences that is cut into modules, whose outputs all have one shape: [streams × tokens, width], or
/// [streams × sequences, width] after the last. Two such networks of one shape can be crossed at every cut.
/// </summary>
internal interface IModularNetwork
{
    ParameterSet Parameters { get; }

    int ModuleCount { get; }

    /// <summary>Runs one module.</summary>
    /// <param name="module">Its number, from 0; module 0 reads the items.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="tokens">Output of the module before; null for module 0.</param>
    /// <param name="streams">How many streams <paramref name="tokens"/> has, and which see each other.</param>
    /// <param name="lastOnly">Whether the last module answers for the last token of each sequence alone.</param>
    /// <param name="step">Randomness.</param>
    Tensor Module(int module, RaggedBatch batch, Tensor? tokens, Streams streams, bool lastOnly, Step step);
}
