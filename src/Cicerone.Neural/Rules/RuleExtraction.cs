using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>
/// Turns a network into the rules that it is. Only what provably never changes a score is left out: rules without literals (an
/// AND of nothing always holds and goes into the bias, an OR of nothing never does), rules without weight, and rules equal to
/// others, whose weights are added; a rule of one item joins what that item adds by itself.
/// </summary>
internal static class RuleExtraction
{
    /// <summary>The distinct rules among some, without those that never or always hold; and where each went, −1 for nowhere.</summary>
    public static (Rule[] Distinct, int[] Places) Merge(IReadOnlyList<Rule> rules, BitMatrix columns)
    {
        var distinct = new List<Rule>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] places = new int[rules.Count];
        for (int rule = 0; rule < places.Length; rule++)
        {
            places[rule] = -1;
            int[] codes = [.. rules[rule].Codes.Order()];
            if (codes.Length == 0) continue;
            var sorted = new Rule(codes.Length == 1 ? RuleOperator.Or : rules[rule].Operator, codes, 0); // of one literal, both are the same
            if (known.TryAdd(KeyOf(sorted), distinct.Count)) distinct.Add(sorted.Counted(columns));
            places[rule] = known[KeyOf(sorted)];
        }
        return ([.. distinct], places);
    }

    /// <summary>Equal for rules that are equal.</summary>
    public static string KeyOf(Rule rule) => $"{(rule.Codes.Length == 1 ? RuleOperator.Or : rule.Operator)} {string.Join(' ', rule.Codes.Order())}";

    /// <summary>The network with the weights that it has learned.</summary>
    public static RuleSet AsLearned(RuleNetwork network, SparseMatrix people)
    {
        BitMatrix columns = BitMatrix.ColumnsOf(people);
        int[] support = SupportOf(columns);
        int items = support.Length;
        Rule[] all = network.Rules();
        (Rule[] rules, int[] places) = Merge(all, columns);
        float[] weights = new float[rules.Length * items], bias = network.Bias.Values.ToArray();
        float[]? itemWeights = network.Skip?.Values.ToArray();
        for (int rule = 0; rule < all.Length; rule++)
        {
            if (places[rule] < 0 && all[rule].Operator == RuleOperator.Or) continue;
            Span<float> to = places[rule] < 0 ? bias : weights.AsSpan(places[rule] * items, items);
            TensorPrimitives.Add(to, network.Weights.Values.Slice(rule * items, items), to);
        }
        if (itemWeights is not null)
            for (int rule = 0; rule < rules.Length; rule++)
                if (rules[rule].Codes is [>= 0 and int item])
                {
                    Span<float> from = weights.AsSpan(rule * items, items), to = itemWeights.AsSpan(item * items, items);
                    TensorPrimitives.Add(to, from, to);
                    from.Clear();
                }
        return WithoutIdle(rules, weights, itemWeights, bias, support);
    }

    /// <summary>Some rules with weights in closed form. Rules and items without enough support get none.</summary>
    /// <param name="all">The rules.</param>
    /// <param name="people">Who chose what.</param>
    /// <param name="options">The penalties.</param>
    /// <param name="skip">Whether items add something by themselves.</param>
    /// <param name="parallel">How to run parallel loops.</param>
    public static RuleSet InClosedForm(Rule[] all, SparseMatrix people, LiaOptions options, bool skip, ParallelOptions parallel)
    {
        BitMatrix columns = BitMatrix.ColumnsOf(people);
        int[] support = SupportOf(columns);
        int items = support.Length;
        Rule[] rules = [.. Merge(all, columns).Distinct.Where(rule => rule.Support >= options.MinSupport && rule.Support < people.Rows && !(skip && rule.Codes is [>= 0]))];
        int[] alone = skip ? [.. Enumerable.Range(0, items).Where(item => support[item] >= options.MinSupport)] : [];
        Rule[] features = [.. rules, .. alone.Select(item => new Rule(RuleOperator.Or, [item], support[item]))];
        double[] penalties = [.. features.Select((feature, place) => (place < rules.Length ? options.Regularisation : options.SkipRegularisation) + options.SupportPenalty * feature.Support)];
        PanelMatrix solved = new RuleReadout(people, options.HistoryExponent, parallel).Solve(features, penalties);
        float[] weights = new float[rules.Length * items];
        float[]? itemWeights = skip ? new float[items * items] : null;
        for (int rule = 0; rule < rules.Length; rule++) solved.CopyRow(rule, weights.AsSpan(rule * items, items));
        for (int i = 0; i < alone.Length; i++) solved.CopyRow(rules.Length + i, itemWeights.AsSpan(alone[i] * items, items));
        return WithoutIdle(rules, weights, itemWeights, new float[items], support);
    }

    private static int[] SupportOf(BitMatrix columns) => [.. Enumerable.Range(0, columns.Rows).Select(item => BitMatrix.Count(columns.Row(item)))];

    private static RuleSet WithoutIdle(Rule[] rules, float[] weights, float[]? itemWeights, float[] bias, int[] support)
    {
        int items = bias.Length;
        int[] kept = [.. Enumerable.Range(0, rules.Length).Where(rule => weights.AsSpan(rule * items, items).ContainsAnyExcept(0f))];
        float[] keptWeights = new float[kept.Length * items];
        for (int i = 0; i < kept.Length; i++) weights.AsSpan(kept[i] * items, items).CopyTo(keptWeights.AsSpan(i * items));
        return new RuleSet([.. kept.Select(rule => rules[rule])], keptWeights, itemWeights, bias, support);
    }
}
