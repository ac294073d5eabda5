using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// FLAME (SIGIR 2026, arXiv 2604.04038), as its released code has it: a network learns the next item and, beside it, to make
/// alike all the hybrid representations that arise when modules of its own and of a frozen, pretrained partner are combined.
/// The partner is needed in training alone: what is kept is the model of <see cref="SasRec"/>, no larger and no slower.
/// </summary>
public static class Flame
{
    private const double PretrainingShare = 0.25;

    /// <summary>Trains the partner, unless one is given, and then the network.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(TrainingData data, FlameOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (options.Modules > options.Layers + 1)
            throw new CiceroneException($"Option 'modules' is {options.Modules}, but {options.Layers} layers and the embeddings make {options.Layers + 1} modules at most.");
        NativeTorch.Use();
        bool pretrains = options is { Partner: FlamePartner.Pretrained, Frozen: "", MutualWeight: > 0, Epochs: > 0 };
        using SasRecNetwork partner = Partner(data, options, context, pretrains);
        using var network = new SasRecNetwork(data.Log.Items.Count, options, context.Seed, options.Modules);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        double before = pretrains ? PretrainingShare : 0;
        new Trainer("flame", data, options, context, before, 1 - before).Train(new FlameLearner(network, partner, data.Log, options));
        return network.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, FlameOptions options) => SasRec.Load(folder, options);

    private static SasRecNetwork Partner(TrainingData data, FlameOptions options, FitContext context, bool pretrains)
    {
        ulong seed = RandomSource.Mix(context.Seed + 1);
        var partner = new SasRecNetwork(data.Log.Items.Count, options, seed, options.Modules, learned: options.Partner == FlamePartner.Learning);
        if (pretrains)
        {
            using var alone = new SasRecNetwork(data.Log.Items.Count, options, seed);
            new Trainer("flame-pretraining", data, options, context, 0, PretrainingShare).Train(new SequenceLearner(alone, data.Log, options));
            partner.Parameters.Restore(alone.Parameters.Copy());
        }
        else if (options.Frozen.Length > 0) PublishedWeights.Import(options.Frozen, partner.Parameters, data.Log.Items);
        return partner;
    }
}
