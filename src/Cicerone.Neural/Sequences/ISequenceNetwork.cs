using Cicerone.Models;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>A network that makes one vector of a sequence of items, to be compared with the items' own vectors.</summary>
internal interface ISequenceNetwork
{
    ParameterSet Parameters { get; }

    /// <summary>The table of item vectors; row 0 is no item.</summary>
    Parameter Items { get; }

    /// <summary>A vector for the last token of each sequence, or for every token.</summary>
    Tensor Encode(RaggedBatch batch, bool lastOnly, Step step);

    /// <summary>The present weights as a model.</summary>
    IRanker Model();
}
