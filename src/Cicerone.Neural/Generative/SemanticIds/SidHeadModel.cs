using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>
/// Retrieval by semantic ids, re-ranked by the retrieval tower (after OnePiece, a solution of TencentGR's contest): a tower (<see cref="SasRec"/>) makes one vector of a history; a head predicts from it the codes of what
/// comes next; the items that a beam search finds come first, in the order of their inner product with the vector. Every other item comes after them, in the same order among themselves. It answers without native code.
/// </summary>
public sealed class SidHeadModel : IScores
{
    private const string HeadFile = "sid-head", IdFile = "semantic-ids";
    private readonly SequenceModel _tower;
    private readonly SemanticIdTable _ids;
    private readonly StoredWeights _head;
    private readonly SidHeadOptions _options;
    private readonly SidBeam _beam;

    internal SidHeadModel(SequenceModel tower, SemanticIdTable ids, StoredWeights head, SidHeadOptions options)
    {
        (_tower, _ids, _head, _options) = (tower, ids, head, options);
        _beam = new SidBeam(head.Named, tower.ItemVectors.Width, ids, options.Beam, options.Found);
    }

    /// <summary>Trains the tower, makes or reads the ids, and trains the head on the tower's vectors, which stay as they are.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, the features or ids are not those of the items, or a loss is no longer a number.</exception>
    public static SidHeadModel Fit(TrainingData data, SidHeadOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        const double TowerShare = 0.7;
        NativeTorch.Use();
        var backbone = new TransformerBackbone(options);
        using var network = new SequenceNetwork(data.Log.Items.Count, backbone, context.Seed);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        new Trainer(backbone.Name, data, options, context, share: TowerShare).Train(new SequenceLearner(network, data.Log, options));
        SequenceModel tower = network.Model();
        using var learner = new SidHeadLearner(tower, IdsOf(data, tower, options, context), data.Log, options, context.Seed);
        new Trainer(HeadFile, data, options with { Epochs = options.HeadEpochs }, context, TowerShare, 1 - TowerShare).Train(learner);
        return learner.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static SidHeadModel Load(ModelReader folder, SidHeadOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return new SidHeadModel(SequenceModel.Load(new TransformerBackbone(options), folder), SemanticIdTable.Of(folder.Tensors(IdFile), folder.ItemCount), StoredWeights.Of(folder.Tensors(HeadFile)), options);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _tower.Save(folder);
        folder.WriteTensors(IdFile, _ids.ToTensors());
        folder.WriteTensors(HeadFile, _head.All);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        int width = _tower.ItemVectors.Width, items = _tower.ItemVectors.Count;
        float[] vectors = new float[queries.Length * width];
        _tower.Embed(queries, vectors);
        scores.Clear();
        _tower.ItemVectors.AddScores(vectors, scores);
        for (int q = 0; q < queries.Length; q++) PutFoundFirst(_beam.Search(vectors.AsSpan(q * width, width)), scores.Slice(q * items, items));
    }

    /// <summary>Lowers the scores of all items that were not found by one amount, so that the best of them comes right after the last that was.</summary>
    private void PutFoundFirst(IReadOnlyList<(int Item, float LogLikelihood)> found, Span<float> scores)
    {
        float[] own = [.. scores];
        foreach ((int item, _) in found) own[item] = float.NegativeInfinity;
        float bestOther = float.NegativeInfinity, leastFound = float.PositiveInfinity;
        foreach (float score in own) bestOther = Math.Max(bestOther, score);
        foreach ((int item, float likelihood) in found) leastFound = Math.Min(leastFound, _options.Rerank ? scores[item] : likelihood);
        float lower = bestOther - leastFound + 1;
        for (int item = 0; item < scores.Length; item++) scores[item] = float.IsNegativeInfinity(own[item]) ? scores[item] : scores[item] - lower;
        if (_options.Rerank) return;
        foreach ((int item, float likelihood) in found) scores[item] = likelihood;
    }

    private static SemanticIdTable IdsOf(TrainingData data, SequenceModel tower, SidHeadOptions options, FitContext context)
    {
        if (options.Ids.Length > 0) return SemanticIdFolder.Read(options.Ids, data.Log.Items);
        FeatureMatrix? features = options.Features.Length == 0 ? null
            : data.Features.FirstOrDefault(kind => kind.Name == options.Features) ?? throw CiceroneException.UnknownName("set of features", options.Features, data.Features.Select(kind => kind.Name));
        float[] vectors = features?.ToArray() ?? tower.ItemVectors.ToArray();
        return SemanticIdTable.Of(vectors, features?.Width ?? tower.ItemVectors.Width, options.IdOptions, context.Seed, context.Threads).Ids;
    }
}
