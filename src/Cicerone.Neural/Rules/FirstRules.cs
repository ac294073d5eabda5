using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>What the rules of a network are before it learns.</summary>
internal static class FirstRules
{
    /// <summary>Writes the first literals and gates.</summary>
    public static void Fill(RuleNetwork network, SparseMatrix people, LiaOptions options, ulong seed)
    {
        if (options.Start == RuleStart.Neighbours) FillWithNeighbours(network, people, options);
        if (options.Start != RuleStart.Uniform) return;
        var random = RandomSource.For(seed, RandomSource.Hash("rules"));
        foreach (ref float weight in network.Bodies.Values) weight = (float)(RuleLayer.Threshold * random.NextDouble());
    }

    private static void FillWithNeighbours(RuleNetwork network, SparseMatrix people, LiaOptions options)
    {
        SparseMatrix byItem = people.Transpose();
        int[] popular = [.. Enumerable.Range(0, people.Columns).Where(item => byItem.Indices(item).Length >= options.MinSupport).OrderByDescending(item => byItem.Indices(item).Length)];
        if (popular.Length < 2) return; // no two items to join: every rule stays empty
        var together = new SparseCounts(people.Columns);
        for (int rule = 0; rule < options.Rules; rule++)
        {
            int first = popular[rule / 2 % popular.Length], second = Nearest(first, rule / (2 * popular.Length), people, byItem, together);
            bool and = rule % 2 == 1, not = rule % 8 == 7;
            int[] codes = second < 0 ? [first] : [first, not ? ~second : second];
            network.Write(rule, new Rule(and ? RuleOperator.And : RuleOperator.Or, codes, 0));
        }
    }

    /// <summary>The item most alike by the cosine of who chose it, or the next after some; negative when there are not so many.</summary>
    private static int Nearest(int item, int passedOver, SparseMatrix people, SparseMatrix byItem, SparseCounts together)
    {
        together.Clear();
        foreach (int person in byItem.Indices(item)) together.Add(people.Indices(person));
        int[] others = [.. together.Touched.ToArray().Where(other => other != item)
            .OrderByDescending(other => together[other] / Math.Sqrt(byItem.Indices(other).Length)).ThenBy(other => other)];
        return passedOver < others.Length ? others[passedOver] : -1;
    }
}
