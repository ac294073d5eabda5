namespace Cicerone.Metrics;

/// <summary>
/// Accuracy as if items were observed evenly: a relevant item counts by the inverse of its propensity to be observed, and
/// the weights of a person add up to one (self-normalised inverse propensity scoring: Yang et al., RecSys 2018; Swaminathan
/// and Joachims, NIPS 2015).
/// </summary>
internal static class Debiased
{
    public static IReadOnlyList<ListMetric> Of(ItemFacts facts, double exponent)
    {
        string weighted = $"each relevant item weighted by its training events, at least 1, to the power -{exponent}";
        return
        [
            new("ips-recall", $"weight of the relevant items among the first k, divided by that of all relevant items; {weighted}", (list, k) => Recall(list, k, facts)),
            new("ips-ndcg", $"sum of weight/log2(1+place) over relevant places up to k, divided by its largest possible value; {weighted}", (list, k) => Ndcg(list, k, facts)),
        ];
    }

    private static double Recall(JudgedList list, int k, ItemFacts facts)
    {
        double found = 0, all = 0;
        for (int place = 0; place < Math.Min(k, list.Items.Length); place++)
            if (list.Hits[place]) found += facts.WeightOf(list.Items[place]);
        foreach (int item in list.Answers) all += facts.WeightOf(item);
        return found / all;
    }

    private static double Ndcg(JudgedList list, int k, ItemFacts facts)
    {
        double gain = 0, best = 0;
        for (int place = 0; place < Math.Min(k, list.Items.Length); place++)
            if (list.Hits[place]) gain += facts.WeightOf(list.Items[place]) / Math.Log2(place + 2);
        double[] ideal = new double[list.Answers.Length];
        for (int i = 0; i < ideal.Length; i++) ideal[i] = facts.WeightOf(list.Answers[i]);
        Array.Sort(ideal, (a, b) => b.CompareTo(a));
        for (int place = 0; place < Math.Min(k, ideal.Length); place++) best += ideal[place] / Math.Log2(place + 2);
        return gain / best;
    }
}
