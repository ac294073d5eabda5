using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>The layers of <see cref="LruRec"/>: linear recurrences, whose tokens need no place.</summary>
internal sealed class RecurrenceBackbone : ISequenceBackbone
{
    private readonly LruRecOptions _options;

    public RecurrenceBackbone(LruRecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    public string Name => "lru-rec";

    public SequenceOptions Options => _options;

    public TokenShape Tokens => new(_options.Width, Window: 0, IsNormalised: true, _ => _options.Deviation, _options.Dropout);

    public ISequenceLayers Learn(ParameterSet parameters) => new RecurrenceLayers(parameters, _options);

    public ISequenceReader Read(Func<string, StoredTensor> weights) => new RecurrenceReader(weights, _options);
}
