using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>Makes tokens of items, as it learns.</summary>
internal interface ITokenInput
{
    /// <summary>The table of item vectors; row 0 is no item.</summary>
    Parameter Items { get; }

    /// <summary>Shape [tokens, width].</summary>
    Tensor Of(RaggedBatch batch, Step step);

    /// <summary>The model that weights make with a backbone.</summary>
    SequenceModel Model(ISequenceBackbone backbone, StoredWeights weights);
}
