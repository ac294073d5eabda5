using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// GRU4Rec (Hidasi, Karatzoglou, Baltrunas and Tikk, ICLR 2016): a recurrent network makes one vector of the last events, and the
/// score of an item is the inner product with its own vector. Trained like <see cref="SasRec"/>, with the same losses; it answers
/// without native code.
/// </summary>
public sealed class Gru4Rec : IEmbeds
{
    private const string File = "gru4rec";
    private readonly StoredWeights _weights;
    private readonly GruEncoder _encoder;
    private readonly int _maxLength;

    internal Gru4Rec(StoredWeights weights, int items, Gru4RecOptions options)
    {
        _encoder = new GruEncoder(weights.Named, items, options);
        (_weights, _maxLength) = (weights, options.MaxLength);
        ItemVectors = new ItemVectors(_encoder.ItemVectors, options.Width);
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Trains the network.</summary>
    /// <exception cref="CiceroneException">What is to be imported does not fit, or the loss is no longer a number.</exception>
    public static Gru4Rec Fit(TrainingData data, Gru4RecOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        using var network = new Gru4RecNetwork(data.Log.Items.Count, options, context.Seed);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        new Trainer(File, data, options, context).Train(new SequenceLearner(network, data.Log, options));
        return network.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static Gru4Rec Load(ModelReader folder, Gru4RecOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return new Gru4Rec(StoredWeights.Of(folder.Tensors(File)), folder.ItemCount, options);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors(File, _weights.All);
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors) => SequenceQueries.Embed(queries, vectors, ItemVectors.Width, _maxLength, _encoder.Encode);
}

/// <summary>Options of <see cref="Gru4Rec"/>.</summary>
public sealed record Gru4RecOptions : SequenceOptions
{
    /// <summary>Other defaults than those of the transformers.</summary>
    public Gru4RecOptions() => Dropout = 0.3;

    /// <summary>Width of the recurrent state.</summary>
    [Option("width of the recurrent state", Min = 1, Max = 4096)]
    public int Hidden { get; init => field = Checked(value); } = 128;

    /// <summary>Recurrent layers.</summary>
    [Option("recurrent layers", Min = 1, Max = 16)]
    public int Layers { get; init => field = Checked(value); } = 1;
}
