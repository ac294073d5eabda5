using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Protocols;

namespace Cicerone.Evaluation.Rules;

/// <summary>
/// How short a model's explanations are. The explanation of a recommendation is the fewest rules that fired (an item by itself is
/// a rule of one literal) that together make up 80 % of its margin over the item in the 21st place, the largest taken first.
/// </summary>
/// <param name="Explanations">How many recommendations were looked at: the first 20 of every person with test events.</param>
/// <param name="Fired">Median of the rules that fired for a recommendation and have a weight in it.</param>
/// <param name="Rules">Median of the rules of an explanation.</param>
/// <param name="ManyRules">The 90th percentile of the same.</param>
/// <param name="Literals">Median of the literals of the longest rule of an explanation.</param>
/// <param name="MostLiterals">The most literals of any rule of an explanation.</param>
/// <param name="LeastSupport">The least support of any rule of an explanation.</param>
public sealed record Readability(int Explanations, double Fired, double Rules, double ManyRules, double Literals, int MostLiterals, int LeastSupport)
{
    private const int Places = 20;
    private const double Share = 0.8;

    /// <summary>Looks at every explanation of a split's test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="split">The split it was fitted on.</param>
    /// <param name="catalogue">Its items; more than 20 of them must be left for some person.</param>
    /// <exception cref="CiceroneException">No person has a 21st item.</exception>
    public static Readability Of(RuleSet model, Split split, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(split);
        Histories histories = Histories.Of(split.Train), answers = Histories.Of(split.Test);
        List<int> fired = [], rules = [], literals = [];
        int mostLiterals = 0, leastSupport = int.MaxValue;
        for (int person = 0; person < histories.Count; person++)
        {
            if (answers[person].Count == 0) continue;
            Query[] query = [Query.OfPerson(split.Train.Users, person, histories[person], seed: 1)];
            var ranking = new TopKResult(1, Places + 1);
            ((IRanker)model).TopK(query, catalogue, new TopKRequest(Places + 1, [histories[person].Items]), ranking);
            if (ranking.Length(0) <= Places) continue;
            Part[] parts = [.. PartsOf(model, histories[person])];
            int last = ranking.Items(0)[Places];
            foreach (int item in ranking.Items(0)[..Places])
            {
                Part[] explanation = [.. Explain(parts, item, last)];
                fired.Add(parts.Count(part => part.Weights.Span[item] != 0));
                rules.Add(explanation.Length);
                literals.Add(explanation.Select(part => part.Literals).DefaultIfEmpty(0).Max());
                mostLiterals = Math.Max(mostLiterals, literals[^1]);
                foreach (Part part in explanation) leastSupport = Math.Min(leastSupport, part.Support);
            }
        }
        if (rules.Count == 0) throw new CiceroneException($"Nobody has more than {Places} items left to recommend, so there is no margin to explain.");
        return new Readability(rules.Count, Quantile(fired, 0.5), Quantile(rules, 0.5), Quantile(rules, 0.9), Quantile(literals, 0.5), mostLiterals, leastSupport);
    }

    private static IEnumerable<Part> PartsOf(RuleSet model, History history)
    {
        foreach (int rule in model.Fired(history)) yield return new Part(model.WeightsOf(rule).ToArray(), model.Rules[rule].Codes.Length, model.Rules[rule].Support);
        if (!model.HasItemWeights) yield break;
        foreach (int item in history.DistinctItems()) yield return new Part(model.WeightsOfItem(item).ToArray(), 1, model.SupportOfItem(item));
    }

    private static IEnumerable<Part> Explain(Part[] parts, int item, int last)
    {
        (Part Part, float Adds)[] ordered = [.. parts.Select(part => (part, part.Weights.Span[item] - part.Weights.Span[last])).Where(part => part.Item2 != 0).OrderByDescending(part => part.Item2)];
        double margin = ordered.Sum(part => (double)part.Adds), sum = 0;
        foreach ((Part part, float adds) in ordered)
        {
            if (sum >= Share * margin) yield break;
            yield return part;
            sum += adds;
        }
    }

    private static double Quantile(List<int> values, double share)
    {
        values.Sort();
        return values[(int)(share * (values.Count - 1))];
    }

    private readonly record struct Part(ReadOnlyMemory<float> Weights, int Literals, int Support);
}
