using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>The layers of a backbone as they learn.</summary>
internal interface ISequenceLayers
{
    /// <summary>A vector for the last token of each sequence, or for every token.</summary>
    /// <param name="tokens">Shape [tokens, width].</param>
    /// <param name="batch">Which token is of which sequence.</param>
    /// <param name="lastOnly">Whether only the last token of each sequence is wanted.</param>
    /// <param name="step">Randomness.</param>
    Tensor Of(Tensor tokens, RaggedBatch batch, bool lastOnly, Step step);
}
