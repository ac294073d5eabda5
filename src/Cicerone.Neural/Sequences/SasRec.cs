using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// Self-attentive sequential recommendation (Kang and McAuley, ICDM 2018), with the full softmax loss that makes it strong
/// (Klenitskiy and Vasilev, RecSys 2023): a transformer makes one vector of the last events, and the score of an item is the
/// inner product with its own vector. It answers without native code.
/// </summary>
public sealed class SasRec : IEmbeds
{
    private const string File = "sasrec";
    private readonly StoredWeights _weights;
    private readonly TransformerEncoder _encoder;
    private readonly int _maxLength;

    internal SasRec(StoredWeights weights, int items, SasRecOptions options)
    {
        _encoder = new TransformerEncoder(weights.Named, items, options);
        (_weights, _maxLength) = (weights, options.MaxLength);
        ItemVectors = new ItemVectors(_encoder.ItemVectors, options.Width);
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Trains the network, or imports it.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SasRec Fit(TrainingData data, SasRecOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        using var network = new SasRecNetwork(data.Log.Items.Count, options, context.Seed);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        new Trainer(File, data, options, context).Train(new SequenceLearner(network, data.Log, options));
        return network.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static SasRec Load(ModelReader folder, SasRecOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return new SasRec(StoredWeights.Of(folder.Tensors(File)), folder.ItemCount, options);
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
