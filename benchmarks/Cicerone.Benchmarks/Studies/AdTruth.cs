using Cicerone.Data;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Rankings by those who know a market's truth in part: what can be reached at all, and without learning.</summary>
internal sealed class AdTruth(AdMarketSplit data)
{
    private readonly Histories _answers = Histories.Of(data.Split.Test);

    /// <summary>By how often an advertisement is shown.</summary>
    public EvaluationResult Popularity() => Rank((_, ad) => data.Market.Popularity(ad));

    /// <summary>By how often it is shown, among those that run when the answer was shown.</summary>
    public EvaluationResult Active() => Rank((person, ad) => data.Market.Popularity(ad) * Running(person, ad));

    /// <summary>Of those, first what the last click or conversion before leads to: near to an oracle.</summary>
    public EvaluationResult NearOracle()
    {
        int[] wanted = [.. Enumerable.Range(0, _answers.Count).Select(Wanted)];
        return Rank((person, ad) => data.Market.Popularity(ad) * Running(person, ad) * (data.Market[ad].Topic == wanted[person] ? 1 : 1e-3));
    }

    /// <summary>The topic that a person's last action before the answer leads to; −1 where there is none.</summary>
    private int Wanted(int person)
    {
        if (_answers[person].Count == 0) return -1;
        AdMarketEvent last = data.Market.EventsOf(person).LastOrDefault(one => 1000 * one.Time < TimeOf(person) && one.Action != AdAction.Exposure);
        return last.Time == 0 ? -1 : data.Market.After(data.Market[last.Ad].Topic, last.Action);
    }

    private double Running(int person, int ad) => data.Market.Runs(ad, TimeOf(person) / 1000) ? 1 : 1e-6;

    private long TimeOf(int person) => _answers[person].Times.Span[0];

    private EvaluationResult Rank(Func<int, int, double> score)
    {
        void TopK(ReadOnlySpan<int> people, ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
        {
            for (int i = 0; i < people.Length; i++)
            {
                int person = people[i];
                HashSet<int> excluded = [.. request.Excluded![i].Span];
                double[] scores = [.. Enumerable.Range(0, catalogue.Count).Select(ad => score(person, ad))];
                (Memory<int> items, Memory<float> best) = into.Room(i);
                int[] ranked = [.. Enumerable.Range(0, catalogue.Count).Where(ad => !excluded.Contains(ad)).OrderByDescending(ad => scores[ad]).Take(request.Count)];
                for (int place = 0; place < ranked.Length; place++) (items.Span[place], best.Span[place]) = (ranked[place], (float)scores[ranked[place]]);
                into.SetLength(i, ranked.Length);
            }
        }
        return Evaluator.Evaluate(TopK, Catalogue.Of(data.Split.Train, data.Items), data.Split, SplitPart.Test, new EvaluationOptions { Threads = 1, Detailed = true, Cutoffs = [10] });
    }
}
