using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>The layers of <see cref="SasRec"/>, whose tokens attend to those before them, and of <see cref="Bert4Rec"/>, where they attend to all.</summary>
internal sealed class TransformerBackbone : ISequenceBackbone
{
    private readonly SasRecOptions _options;

    /// <param name="options">The shape.</param>
    /// <exception cref="CiceroneException">The heads do not divide the width.</exception>
    public TransformerBackbone(SasRecOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
    }

    public string Name => _options.IsCloze ? "bert4rec" : "sasrec";

    public SequenceOptions Options => _options;

    public TokenShape Tokens => new(_options.Width, _options.MaxLength, IsNormalised: true, _ => _options.Deviation, _options.Dropout);

    public ISequenceLayers Learn(ParameterSet parameters) => new TransformerLayers(parameters, _options);

    public ISequenceReader Read(Func<string, StoredTensor> weights) => new TransformerReader(weights, _options);
}
