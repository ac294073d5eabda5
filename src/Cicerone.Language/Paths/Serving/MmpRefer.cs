using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Writing;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Neural.Generative.SemanticIds;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Paths.Serving;

/// <summary>
/// Learns <see cref="MmpReferModel"/>, a reconstruction of MMP-Refer: codes of the items' vectors of all kinds jointly, a sequence model on the codes, the graph that paths are searched in, and, where there are
/// reviews, a small language model that writes from the paths and the graph around them. It sees the reviews of training events alone.
/// </summary>
public static class MmpRefer
{
    internal const string Name = "mmp-refer";
    private const int TextWidth = 128, PeopleAtOnce = 256;
    private const double CodeShare = 0.1, SequenceShare = 0.5;

    /// <summary>Learns a model.</summary>
    /// <exception cref="CiceroneException">Nothing is known of the items, options contradict each other, or a loss is no longer a number.</exception>
    public static MmpReferModel Fit(TrainingData data, MmpReferOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        SemanticIdTable ids = IdsOf(data, options, context);
        SequenceModel ranker = Rank(data, ids, options, context);
        var graph = PathGraph.Of(data.Log, ranker.ItemVectors, PeopleOf(data.Log, ranker), options.Alike, context.Parallel);
        PathWriter? writer = data.Reviews.Count > 0 && options.WriterEpochs > 0 ? new WriterFit(data, ranker, graph, options, context).Run(SequenceShare) : null;
        return new MmpReferModel(ranker, ids, graph, writer, options);
    }

    /// <summary>Reads a model back.</summary>
    public static MmpReferModel Load(ModelReader folder, MmpReferOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return MmpReferModel.Load(folder, options);
    }

    /// <summary>Codes of the items: of all kinds of vectors that are given, jointly; of their words where none is.</summary>
    internal static SemanticIdTable IdsOf(TrainingData data, MmpReferOptions options, FitContext context)
    {
        IReadOnlyList<FeatureMatrix> kinds = data.Features.Count > 0 ? data.Features : [new HashedText(TextWidth, context.Seed, context.Parallel).Read(data.Items)];
        var codes = new SemanticIdOptions { Levels = options.Levels, Codes = options.Codes, Repair = false };
        return RqVae.Fit(kinds, codes, new RqVaeOptions { Latent = options.Width, Epochs = options.CodeEpochs }, context).IdsOf(kinds);
    }

    private static SequenceModel Rank(TrainingData data, SemanticIdTable ids, MmpReferOptions options, FitContext context)
    {
        var backbone = new TransformerBackbone(options);
        using var network = new SequenceNetwork(data.Log.Items.Count, backbone, context.Seed, input: parameters => new CodedInput(parameters, ids, backbone.Tokens));
        new Trainer(Name, data, options, context, CodeShare, SequenceShare - CodeShare).Train(new SequenceLearner(network, data.Log, options));
        return network.Model();
    }

    /// <summary>What the sequence model makes of everybody's training events.</summary>
    private static float[] PeopleOf(InteractionLog log, SequenceModel ranker)
    {
        var histories = Histories.Of(log);
        int width = ranker.ItemVectors.Width;
        float[] people = new float[histories.Count * width];
        for (int first = 0; first < histories.Count; first += PeopleAtOnce)
        {
            Query[] some = [.. Enumerable.Range(first, Math.Min(PeopleAtOnce, histories.Count - first)).Select(person => new Query(histories[person], person, TieKey: 0))];
            ranker.Embed(some, people.AsSpan(first * width, some.Length * width));
        }
        return people;
    }
}
