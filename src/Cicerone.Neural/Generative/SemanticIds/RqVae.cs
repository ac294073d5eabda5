using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>
/// A residual-quantised autoencoder: an encoder makes one latent vector of an item's vectors (of one kind, or of several jointly), codebooks take it apart level by level, and decoders make the
/// vectors again from what the codes stand for. The gradient passes the codes as if they were not there (straight-through). After the specification of TencentGR, which lists what the released
/// code lacks to train at all; joint kinds after MMP-Refer.
/// </summary>
public sealed class RqVae
{
    private readonly RqVaeShape _shape;
    private readonly StoredWeights _weights;
    private readonly RqVaeReader _reader;

    private RqVae(RqVaeShape shape, StoredWeights weights, Codebooks codebooks)
    {
        (_shape, _weights, Codebooks) = (shape, weights, codebooks);
        _reader = new RqVaeReader(weights.Named, shape);
    }

    /// <summary>The tables: an item's codes are the rows nearest to its latent vector, level after level.</summary>
    public Codebooks Codebooks { get; }

    /// <summary>Trains the network.</summary>
    /// <param name="features">Kinds of vectors of the same items; their order matters when items are encoded.</param>
    /// <param name="codes">How many codes; balanced and nested ids are those of k-means alone.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <exception cref="CiceroneException">There are no features, the kinds are of different items, an option does not go with this method, or the loss is no longer a number.</exception>
    public static RqVae Fit(IReadOnlyList<FeatureMatrix> features, SemanticIdOptions codes, RqVaeOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (features.Count == 0) throw new CiceroneException("There are no vectors to learn codes of. Give some with --features NAME=FILE.");
        if (features.Any(kind => kind.Items != features[0].Items)) throw new CiceroneException($"The vectors {string.Join(" and ", features.Select(kind => kind.Name))} are of different items.");
        if (codes.Nested || codes.Balanced) throw new CiceroneException("The codes of rq-vae are neither nested nor balanced: set nested=false and balanced=false, or use rq-kmeans.");
        NativeTorch.Use();
        var shape = new RqVaeShape([.. features.Select(kind => kind.Width)], options.Hidden, options.Latent, codes.Levels, codes.Codes);
        using var learner = new RqVaeLearner(features, shape, codes, options, context);
        var data = new TrainingData(new InteractionLogBuilder(new Vocabulary(), features[0].Items, new Vocabulary()).Build(), ItemTable.Without(features[0].Items));
        new Trainer("rq-vae", data, options, context).Train(learner);
        return Of(shape, StoredWeights.Of(learner.Parameters));
    }

    /// <summary>Reads the network back from a file of tensors.</summary>
    /// <exception cref="CiceroneException">A tensor is missing, or has another shape than expected.</exception>
    public static RqVae Of(TensorFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Of(RqVaeShape.Of(file), StoredWeights.Of(file));
    }

    /// <summary>The latent vector of every item, shape [items, latent].</summary>
    /// <param name="features">Vectors of the kinds it was trained with, in the same order.</param>
    /// <exception cref="CiceroneException">They are of other kinds.</exception>
    public float[] Encode(IReadOnlyList<FeatureMatrix> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (!features.Select(kind => kind.Width).SequenceEqual(_shape.Kinds)) throw new CiceroneException($"The vectors have {string.Join(" and ", features.Select(kind => kind.Width))} numbers, but the network was trained with {string.Join(" and ", _shape.Kinds)}.");
        return _reader.Encode([.. features.Select(kind => kind.ToArray())]);
    }

    /// <summary>Ids of items: the codes of their latent vectors.</summary>
    /// <inheritdoc cref="Encode"/>
    public SemanticIdTable IdsOf(IReadOnlyList<FeatureMatrix> features) => new(Codebooks, Codebooks.Encode(Encode(features)));

    /// <summary>The weights, to be kept beside ids.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors() => _weights.All.Where(weight => !weight.Name.StartsWith("codebook.", StringComparison.Ordinal));

    private static RqVae Of(RqVaeShape shape, StoredWeights weights) =>
        new(shape, weights, new Codebooks(shape.Latent, shape.Codes, [.. Enumerable.Range(0, shape.Levels).Select(level => weights.Named(RqVaeShape.Codebook(level)).AsFloat32(shape.Codes, shape.Latent))]));
}
