using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Rules;

/// <summary>
/// LIA, the Logical-rule Interpretable Autoencoder (arXiv 2604.04270): a history goes through a layer of AND and OR rules, learned by
/// gradient grafting, and a linear layer. What is kept are the rules themselves, a <see cref="RuleSet"/>, scored without native code.
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
        int items = data.Log.Items.Count;
        if (items > options.MaxItems)
            throw new CiceroneException($"LIA would need {24.0 * items * (options.Rules + (options.Skip ? items : 0)) / (1 << 30):0.0} GiB for {items} items and {options.Rules} rules; option 'max-items' allows {options.MaxItems} items. Raise it, or leave out rare items (--min-item-events).");
        NativeTorch.Use();
        SparseMatrix people = SparseMatrix.PeopleByItems(data.Log);
        using var network = new RuleNetwork(items, options, context.Seed);
        FirstRules.Fill(network, people, options, context.Seed);
        FirstWeights(network, people, options, context);
        var learner = new LiaLearner(network, people, options, context.Parallel);
        new Trainer("lia", data, options, context).Train(learner);
        return learner.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static RuleSet Load(ModelReader folder, LiaOptions options) => RuleSet.Load(folder);

    private static void FirstWeights(RuleNetwork network, SparseMatrix people, LiaOptions options, FitContext context)
    {
        if (options.Readout == RuleWeights.Ridge) ClosedForm(network, people, options, context);
        else Uniform(network, options, context.Seed);
    }

    /// <summary>The closed form, scaled so that the loss is least: its scores of about 0 to 1 would make too even a softmax.</summary>
    private static void ClosedForm(RuleNetwork network, SparseMatrix people, LiaOptions options, FitContext context)
    {
        RuleSet first = RuleExtraction.Of(network, people, options, context.Parallel);
        float scale = Sharpest(first, people);
        Dictionary<string, int> places = first.Rules.Select((rule, place) => (Key: RuleExtraction.KeyOf(rule), place)).ToDictionary(rule => rule.Key, rule => rule.place, StringComparer.Ordinal);
        Rule[] rules = network.Rules();
        int items = people.Columns;
        for (int rule = 0; rule < rules.Length; rule++)
            if (places.Remove(RuleExtraction.KeyOf(rules[rule]), out int place)) // of equal rules, the first has the weight of all
                TensorPrimitives.Multiply(first.WeightsOf(place), scale, network.Weights.Values.Slice(rule * items, items));
        if (network.Skip is null) return;
        for (int item = 0; item < items; item++) TensorPrimitives.Multiply(first.WeightsOfItem(item), scale, network.Skip.Values.Slice(item * items, items));
    }

    /// <summary>The factor of the scores at which the multinomial loss of some people is least.</summary>
    private static float Sharpest(RuleSet model, SparseMatrix people)
    {
        const int Asked = 500;
        float[] factors = [1, 2, 4, 6, 8, 11, 16, 23, 32], scores = new float[people.Columns], row = new float[people.Columns];
        double[] losses = new double[factors.Length];
        for (int person = 0; person < people.Rows; person += 1 + people.Rows / Asked)
        {
            model.ScoreOf(people.Indices(person), scores);
            for (int i = 0; i < factors.Length; i++)
            {
                TensorPrimitives.Multiply(scores, factors[i], row);
                foreach (int item in people.Indices(person)) losses[i] -= row[item];
                losses[i] += people.Indices(person).Length * (double)Exponential.Softmax(row, 1);
            }
        }
        return factors[losses.IndexOf(losses.Min())];
    }

    /// <summary>As a linear layer of PyTorch starts.</summary>
    private static void Uniform(RuleNetwork network, LiaOptions options, ulong seed)
    {
        int items = network.Bias.Values.Length;
        double bound = 1 / Math.Sqrt(options.Rules + (options.Skip ? items : 0));
        foreach (Parameter? parameter in (Parameter?[])[network.Weights, network.Skip, options.Bias ? network.Bias : null])
        {
            if (parameter is null) continue;
            var random = RandomSource.For(seed, RandomSource.Hash(parameter.Name));
            foreach (ref float weight in parameter.Values) weight = (float)(bound * (2 * random.NextDouble() - 1));
        }
    }
}
