using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>Makes tokens of items, and what sequences are compared with, as it learns.</summary>
internal interface ITokenInput : IDisposable
{
    /// <summary>The table of item vectors; row 0 is no item.</summary>
    Parameter Items { get; }

    /// <summary>Tells what a step will read, once <see cref="Items"/> is touched.</summary>
    /// <param name="inputs">Items of the sequences.</param>
    /// <param name="targets">What comes next.</param>
    /// <param name="negatives">What was drawn against them; empty where all items are.</param>
    /// <param name="step">The step.</param>
    void Begin(int[] inputs, int[] targets, int[] negatives, Step step);

    /// <summary>Shape [tokens, width].</summary>
    Tensor Of(RaggedBatch batch, Step step);

    /// <summary>What training compares sequences with, of some items: shape [items, width].</summary>
    Tensor Candidates(int[] items);

    /// <summary>The same of all items, after a row that is none: shape [1 + items, width].</summary>
    Tensor AllCandidates();

    /// <summary>The model that weights make with a backbone.</summary>
    SequenceModel Model(ISequenceBackbone backbone, StoredWeights weights);
}
