using Cicerone.Data;
using Cicerone.Metrics.Significance;
using Cicerone.Models;

namespace Cicerone.Evaluation;

/// <summary>
/// How credible a model finds every pair of person and item in a log, and whether that is more than how popular items are: a credibility that only follows popularity
/// would take away what a model has to learn.
/// </summary>
public sealed class CredibilityReport
{
    private const int Tenths = 10;
    private readonly (string User, string Item, float Credibility)[] _pairs;

    /// <summary>Judges every person's events by the others of the same person.</summary>
    /// <param name="model">The judge.</param>
    /// <param name="log">Events; items are those of the model.</param>
    public CredibilityReport(IJudges model, InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(log);
        var histories = Histories.Of(log);
        int[] counts = new int[log.Items.Count];
        log.CountItems(counts);
        var pairs = new List<(string, string, float)>();
        var popularity = new List<double>();
        for (int person = 0; person < histories.Count; person++)
        {
            History history = histories[person];
            foreach ((int item, float credibility) in history.Items.ToArray().Zip(model.Judge(history)).DistinctBy(pair => pair.First))
            {
                pairs.Add((log.Users[person], log.Items[item], credibility));
                popularity.Add(counts[item]);
            }
        }
        double[] all = [.. pairs.Select(pair => (double)pair.Item3)], chosen = [.. popularity];
        (_pairs, Mean) = ([.. pairs], all.Average());
        Deviation = Math.Sqrt(all.Average(one => (one - Mean) * (one - Mean)));
        WithPopularity = RankCorrelation.Of(all, chosen) is var correlation && double.IsFinite(correlation) ? correlation : null;
        Array.Sort(chosen, all);
        ByPopularity = [.. Enumerable.Range(0, Tenths).Select(tenth => all[(tenth * all.Length / Tenths)..((tenth + 1) * all.Length / Tenths)]).Where(part => part.Length > 0).Select(part => part.Average())];
    }

    /// <summary>How many pairs there are.</summary>
    public int Count => _pairs.Length;

    /// <summary>The mean credibility.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Deviation { get; }

    /// <summary>Spearman's correlation of a pair's credibility and how often its item was chosen; null where one of them is the same for all.</summary>
    public double? WithPopularity { get; }

    /// <summary>The mean credibility of each tenth of the pairs, those of the least chosen items first.</summary>
    public IReadOnlyList<double> ByPopularity { get; }

    /// <summary>The credibility of all pairs as weights for a fit.</summary>
    public PairWeights ToWeights() => new(_pairs);
}
