using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// A network over the last events of a history as it answers: it makes one vector of them, and the score of an item is the
/// inner product with its own. No native code is needed.
/// </summary>
public class SequenceModel : IEmbeds
{
    private readonly string _name;
    private readonly SequenceOptions _options;
    private readonly StoredWeights _weights;
    private readonly ITokenReader _tokens;
    private readonly ISequenceReader _layers;

    /// <param name="name">Of the weights' file.</param>
    /// <param name="backbone">The layers.</param>
    /// <param name="weights">All weights.</param>
    /// <param name="tokens">What makes tokens of items.</param>
    internal SequenceModel(string name, ISequenceBackbone backbone, StoredWeights weights, ITokenReader tokens) =>
        (_name, _weights, _tokens, _layers, _options) = (name, weights, tokens, backbone.Read(weights.Named), backbone.Options);

    /// <inheritdoc/>
    public ItemVectors ItemVectors => _tokens.ItemVectors;

    /// <inheritdoc/>
    public virtual void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors(_name, _weights.All);
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors) =>
        SequenceQueries.Embed(queries, vectors, ItemVectors.Width, _options, batch => _layers.Of(_tokens.Of(batch), batch));

    /// <summary>A model whose tokens are a vector for each item.</summary>
    internal static SequenceModel Of(ISequenceBackbone backbone, StoredWeights weights, int items) =>
        new(backbone.Name, backbone, weights, new TokenReader(weights.Named, items, backbone.Tokens));

    /// <summary>Trains a network of that kind, or imports it.</summary>
    internal static SequenceModel Fit(ISequenceBackbone backbone, TrainingData data, FitContext context) =>
        Fit(backbone, data, context, network => new SequenceLearner(network, data.Log, backbone.Options));

    /// <summary>Trains a network of that kind bucket by bucket, or imports it.</summary>
    internal static SequenceModel Fit(ISequenceBackbone backbone, SplitBuckets split, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(context);
        return Fit(backbone, split.Items.Items, context, () => new Trainer(backbone.Name, split, backbone.Options, context), network => new SequenceLearner(network, split, backbone.Options, context));
    }

    /// <summary>Trains a network of that kind in a way of its own, or imports it.</summary>
    internal static SequenceModel Fit(ISequenceBackbone backbone, TrainingData data, FitContext context, Func<SequenceNetwork, ILearner> learner)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        return Fit(backbone, data.Log.Items, context, () => new Trainer(backbone.Name, data, backbone.Options, context), learner);
    }

    private static SequenceModel Fit(ISequenceBackbone backbone, Vocabulary items, FitContext context, Func<Trainer> trainer, Func<SequenceNetwork, ILearner> learner)
    {
        NativeTorch.Use();
        SequenceOptions options = backbone.Options;
        using var network = new SequenceNetwork(items.Count, backbone, context.Seed);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, items);
        trainer().Train(learner(network));
        return network.Model();
    }

    /// <summary>Reads a model of that kind back.</summary>
    internal static SequenceModel Load(ISequenceBackbone backbone, ModelReader folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(backbone, StoredWeights.Of(folder.Tensors(backbone.Name)), folder.ItemCount);
    }
}
