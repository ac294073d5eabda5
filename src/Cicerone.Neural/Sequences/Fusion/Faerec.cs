using System.Diagnostics.CodeAnalysis;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>
/// FAERec (SIGIR 2026, arXiv 2604.03688), as its released code has it: a gate makes one token of an item's own vector and what its
/// text was mapped to, on any sequence backbone; both spaces are aligned item by item and dimension by dimension, under a
/// curriculum; and rankings compare with the sum of both, so that an item few people chose is found by what it is.
/// </summary>
public static class Faerec
{
    /// <summary>Trains the network.</summary>
    /// <exception cref="CiceroneException">Nothing is known of the items, options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static FaerecModel Fit(TrainingData data, FaerecOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        options.CheckFusion();
        ISequenceBackbone backbone = BackboneOf(options);
        FeatureMatrix features = FeaturesOf(data, options, context);
        foreach (string remark in features.Remarks) context.Progress?.Report(new FitProgress(FaerecModel.Name, 0) { Warning = $"{features.Name}: {remark}." });
        NativeTorch.Use();
        var semantics = ItemSemantics.Of(features, options);
        int[] popularity = [.. Catalogue.Of(data.Log, data.Items).TrainingCounts];
        FusedInput Input(ParameterSet parameters) => new(parameters, semantics, options, backbone.Tokens);
        FaerecLearner Aligned(ILearner learner, SequenceNetwork network) => new(learner, (FusedInput)network.Input, popularity, options);
        if (options.Backbone == FaerecBackbone.Flame) return (FaerecModel)Flame.Fit(FaerecModel.Name, data, As<FlameOptions>(options), context, Input, Aligned);
        using var network = new SequenceNetwork(data.Log.Items.Count, backbone, context.Seed, input: Input);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        new Trainer(FaerecModel.Name, data, options, context).Train(Aligned(new SequenceLearner(network, data.Log, options), network));
        return (FaerecModel)network.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static FaerecModel Load(ModelReader folder, FaerecOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return FaerecModel.Load(BackboneOf(options), folder, options);
    }

    private static ISequenceBackbone BackboneOf(FaerecOptions options) => options.Backbone switch
    {
        FaerecBackbone.FmlpRec => new FilterBackbone(As<FmlpRecOptions>(options), mayPeek: options.AsReleased),
        FaerecBackbone.LruRec => new RecurrenceBackbone(As<LruRecOptions>(options)),
        _ => new TransformerBackbone(options),
    };

    /// <summary>The features of a name, the only ones, or vectors of the items' text.</summary>
    private static FeatureMatrix FeaturesOf(TrainingData data, FaerecOptions options, FitContext context)
    {
        if (options.Features.Length > 0)
            return data.Features.FirstOrDefault(features => features.Name == options.Features) ?? throw CiceroneException.UnknownName("set of features", options.Features, data.Features.Select(features => features.Name));
        return data.Features.Count switch
        {
            0 => new HashedText(options.TextWidth, context.Seed, context.Parallel).Read(data.Items),
            1 => data.Features[0],
            _ => throw new CiceroneException($"There are {data.Features.Count} sets of features ({string.Join(", ", data.Features.Select(features => features.Name))}); choose with the option 'features'."),
        };
    }

    /// <summary>The options of a backbone among those of this method.</summary>
    private static TOptions As<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(FaerecOptions options) where TOptions : SequenceOptions, new()
    {
        string[] names = [.. OptionsBinder.Describe(new TOptions()).Select(option => option.Name)];
        return OptionsBinder.Bind<TOptions>(OptionsBinder.ToSettings(options).Where(setting => names.Contains(setting.Key)).ToDictionary(), FaerecModel.Name);
    }
}
