using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Rules;

/// <summary>
/// LIA, the Logical-rule Interpretable Autoencoder (arXiv 2604.04270): a history goes through a layer of AND and OR rules and a linear
/// layer. What is kept are the rules themselves, a <see cref="RuleSet"/>, scored without native code.
/// </summary>
public static class Lia
{
    /// <summary>Learns the rules.</summary>
    /// <exception cref="CiceroneException">There are more items than allowed, or the loss is no longer a number.</exception>
    public static RuleSet Fit(TrainingData data, LiaOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        options.Check();
        int items = data.Log.Items.Count;
        if (items > options.MaxItems)
            throw new CiceroneException($"LIA would need {24.0 * items * (options.Rules + (options.Skip ? items : 0)) / (1 << 30):0.0} GiB for {items} items and {options.Rules} rules; option 'max-items' allows {options.MaxItems} items. Raise it, or leave out rare items (--min-item-events).");
        NativeTorch.Use();
        SparseMatrix people = SparseMatrix.PeopleByItems(data.Log);
        using var network = new RuleNetwork(items, options, context.Seed);
        FirstRules.Fill(network, people, options, context.Seed);
        RuleSet model = options.Learning == RuleLearning.Graft ? Graft(network, people, data, options, context) : Refit(network, people, data, options, context);
        return Validation.Of(data, options, context) is { } validation ? model.Priced(new ReadablePrice(validation.Score(model), validation.Score(model.Readable()))) : model;
    }

    /// <summary>Reads the model back.</summary>
    public static RuleSet Load(ModelReader folder, LiaOptions options) => RuleSet.Load(folder);

    private static RuleSet Graft(RuleNetwork network, SparseMatrix people, TrainingData data, LiaOptions options, FitContext context)
    {
        Uniform(network, options, context.Seed);
        var learner = new GraftLearner(network, people, options, context.Parallel);
        new Trainer("lia", data, options, context).Train(learner);
        return learner.Model();
    }

    private static RuleSet Refit(RuleNetwork network, SparseMatrix people, TrainingData data, LiaOptions options, FitContext context)
    {
        new Trainer("lia", data, options, context).Train(new RefitLearner(network, people, options, context.Parallel));
        return RuleExtraction.InClosedForm(network.Rules(), people, options, options.Skip, context.Parallel);
    }

    /// <summary>As a linear layer of PyTorch starts.</summary>
    private static void Uniform(RuleNetwork network, LiaOptions options, ulong seed)
    {
        int items = network.Bias.Values.Length;
        double bound = 1 / Math.Sqrt(options.Rules + (options.Skip ? items : 0));
        foreach (Parameter? parameter in (Parameter?[])[network.Weights, network.Skip, network.Bias])
        {
            if (parameter is null) continue;
            var random = RandomSource.For(seed, RandomSource.Hash(parameter.Name));
            foreach (ref float weight in parameter.Values) weight = (float)(bound * (2 * random.NextDouble() - 1));
        }
    }
}
