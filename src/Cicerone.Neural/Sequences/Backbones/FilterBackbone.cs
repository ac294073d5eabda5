using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>The layers of <see cref="FmlpRec"/>: filters over the window.</summary>
internal sealed class FilterBackbone : ISequenceBackbone
{
    private readonly FmlpRecOptions _options;

    /// <param name="options">The shape.</param>
    /// <param name="mayPeek">Whether positions may predict what they see, as in the released code of FAERec.</param>
    /// <exception cref="CiceroneException">Positions would predict what they see.</exception>
    public FilterBackbone(FmlpRecOptions options, bool mayPeek = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!mayPeek) options.Check();
        _options = options;
    }

    public string Name => "fmlp-rec";

    public SequenceOptions Options => _options;

    public TokenShape Tokens => new(_options.Width, _options.MaxLength, IsNormalised: true, _ => _options.Deviation, _options.Dropout);

    public ISequenceLayers Learn(ParameterSet parameters) => new FilterLayers(parameters, _options);

    public ISequenceReader Read(Func<string, StoredTensor> weights) => new FilterReader(weights, _options);
}
