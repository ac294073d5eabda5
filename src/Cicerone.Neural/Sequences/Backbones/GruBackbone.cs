using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>The layers of <see cref="Gru4Rec"/>: a recurrent state, and back to the width of an item.</summary>
internal sealed class GruBackbone : ISequenceBackbone
{
    private readonly Gru4RecOptions _options;

    public GruBackbone(Gru4RecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    public string Name => "gru4rec";

    public SequenceOptions Options => _options;

    public TokenShape Tokens => new(_options.Width, Window: 0, IsNormalised: false, items => Math.Sqrt(2.0 / (items + _options.Width)), _options.Dropout);

    public ISequenceLayers Learn(ParameterSet parameters) => new GruLayers(parameters, _options);

    public ISequenceReader Read(Func<string, StoredTensor> weights) => new GruReader(weights, _options);
}
