using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>
/// What lies between the tokens of a sequence and the vector that is made of it, once as it learns and once as it answers:
/// a sequence model is a backbone and a way to make tokens of items.
/// </summary>
internal interface ISequenceBackbone
{
    /// <summary>The name of the weights' file, and of the fit.</summary>
    string Name { get; }

    SequenceOptions Options { get; }

    /// <summary>The tokens that it takes.</summary>
    TokenShape Tokens { get; }

    /// <summary>Its layers to be trained; their weights join the set.</summary>
    ISequenceLayers Learn(ParameterSet parameters);

    /// <summary>The same layers, to answer with stored weights.</summary>
    ISequenceReader Read(Func<string, StoredTensor> weights);
}
