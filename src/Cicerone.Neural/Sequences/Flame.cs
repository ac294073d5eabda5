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
        return Fit("flame", data, options, context, input: null, (learner, _) => learner);
    }

    /// <summary>The same with tokens of another kind, and with what else is to be learned.</summary>
    /// <param name="name">Of the fit.</param>
    /// <param name="data">What is learned from.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads and so on.</param>
    /// <param name="input">What makes tokens of items; a vector for each when null.</param>
    /// <param name="complete">Adds to the loss of a network's learner.</param>
    internal static SequenceModel Fit(string name, TrainingData data, FlameOptions options, FitContext context, Func<ParameterSet, ITokenInput>? input, Func<ILearner, SequenceNetwork, ILearner> complete)
    {
        if (options.Modules > options.Layers + 1)
            throw new CiceroneException($"Option 'modules' is {options.Modules}, but {options.Layers} layers and the embeddings make {options.Layers + 1} modules at most.");
        NativeTorch.Use();
        bool pretrains = options is { Partner: FlamePartner.Pretrained, Frozen: "", MutualWeight: > 0, Epochs: > 0 };
        using SasRecNetwork partner = Partner(name, data, options, context, pretrains, input, complete);
        using var network = new SasRecNetwork(data.Log.Items.Count, options, context.Seed, options.Modules, input: input);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        double before = pretrains ? PretrainingShare : 0;
        new Trainer(name, data, options, context, before, 1 - before).Train(complete(new FlameLearner(network, partner, data.Log, options), network));
        return network.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, FlameOptions options) => SasRec.Load(folder, options);

    private static SasRecNetwork Partner(string name, TrainingData data, FlameOptions options, FitContext context, bool pretrains, Func<ParameterSet, ITokenInput>? input, Func<ILearner, SequenceNetwork, ILearner> complete)
    {
        ulong seed = RandomSource.Mix(context.Seed + 1);
        var partner = new SasRecNetwork(data.Log.Items.Count, options, seed, options.Modules, learned: options.Partner == FlamePartner.Learning, input);
        if (pretrains)
        {
            using var alone = new SasRecNetwork(data.Log.Items.Count, options, seed, input: input);
            new Trainer($"{name}-pretraining", data, options, context, 0, PretrainingShare).Train(complete(new SequenceLearner(alone, data.Log, options), alone));
            partner.Parameters.Restore(alone.Parameters.Copy());
        }
        else if (options.Frozen.Length > 0) PublishedWeights.Import(options.Frozen, partner.Parameters, data.Log.Items);
        return partner;
    }
}
