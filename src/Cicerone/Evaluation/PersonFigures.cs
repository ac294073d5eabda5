using Cicerone.Metrics;

namespace Cicerone.Evaluation;

/// <summary>The figures of one person, one column a key.</summary>
internal sealed class PersonFigures
{
    /// <summary>The measures that are also given by training events, few so that reports stay short.</summary>
    private static readonly RankingMetric[] BinMetrics = [.. RankingMetric.All.Where(metric => metric.Name is "hr" or "ndcg")];

    private readonly IReadOnlyList<int> _cutoffs;
    private readonly ItemFacts? _facts;
    private readonly IReadOnlyList<ListMetric> _listMetrics = [];

    /// <summary>Accuracy alone, or with <paramref name="facts"/> all that can be said.</summary>
    public PersonFigures(EvaluationOptions options, ItemFacts? facts)
    {
        (_cutoffs, _facts) = (options.Cutoffs, facts);
        string[] accuracy = [.. RankingMetric.All.SelectMany(_ => _cutoffs, (metric, k) => metric.At(k))];
        Definitions = [.. RankingMetric.All.Select(metric => KeyValuePair.Create(metric.Name, metric.Definition))];
        Keys = accuracy;
        if (facts is null) return;
        _listMetrics = [.. Debiased.Of(facts, options.PropensityExponent), .. BeyondAccuracy.Of(facts)];
        string[] ofBins = [.. BinMetrics.SelectMany(_ => _cutoffs, (metric, k) => metric.At(k))];
        Keys = [.. accuracy, .. Slices.SelectMany(_ => accuracy, (slice, key) => $"{key}/{slice}"), .. CountBin.Names.SelectMany(_ => ofBins, (bin, key) => $"{key}/{bin}"), .. _listMetrics.SelectMany(_ => _cutoffs, (metric, k) => metric.At(k))];
        Definitions = [.. Definitions, .. _listMetrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Definition)), .. SliceDefinitions(options)];
    }

    /// <summary>Names of the slices, in the order of <see cref="ItemSlice"/>.</summary>
    public static IReadOnlyList<string> Slices { get; } = [.. Enum.GetNames<ItemSlice>().Select(OptionsBinder.NameOf)];

    public IReadOnlyList<string> Keys { get; }

    /// <summary>What the names in keys mean.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Definitions { get; }

    /// <summary>Writes the figures of a list in the order of <see cref="Keys"/>.</summary>
    public void Of(JudgedList list, Span<double> figures)
    {
        int next = 0;
        Accuracy(RankingMetric.All, list.Hits, list.Answers.Length, figures, ref next);
        if (_facts is null) return;
        for (int slice = 0; slice < Slices.Count; slice++) AccuracyWithin(RankingMetric.All, list, item => (int)_facts.SliceOf(item) == slice, figures, ref next);
        for (int bin = 0; bin < CountBin.Names.Count; bin++) AccuracyWithin(BinMetrics, list, item => _facts.BinOf(item) == bin, figures, ref next);
        foreach (ListMetric metric in _listMetrics)
            foreach (int k in _cutoffs) figures[next++] = metric.Of(list, k);
    }

    /// <summary>Accuracy where only some items are relevant.</summary>
    private void AccuracyWithin(IReadOnlyList<RankingMetric> metrics, JudgedList list, Func<int, bool> belongs, Span<double> figures, ref int next)
    {
        Span<bool> hits = list.Hits.Length <= 1024 ? stackalloc bool[list.Hits.Length] : new bool[list.Hits.Length];
        for (int place = 0; place < hits.Length; place++) hits[place] = list.Hits[place] && belongs(list.Items[place]);
        int answers = 0;
        foreach (int item in list.Answers) if (belongs(item)) answers++;
        Accuracy(metrics, hits, answers, figures, ref next);
    }

    /// <summary>Accuracy by hits; not a number where nothing is relevant.</summary>
    private void Accuracy(IReadOnlyList<RankingMetric> metrics, ReadOnlySpan<bool> hits, int answers, Span<double> figures, ref int next)
    {
        foreach (RankingMetric metric in metrics)
            foreach (int k in _cutoffs) figures[next++] = answers == 0 ? double.NaN : metric.Of(hits, answers, k);
    }

    private static IEnumerable<KeyValuePair<string, string>> SliceDefinitions(EvaluationOptions options)
    {
        const string Counting = "only relevant items of the slice count, in the ranking of all candidates; mean over the people who have one";
        yield return KeyValuePair.Create("/head", $"items neither of the tail nor cold; {Counting}");
        yield return KeyValuePair.Create("/tail", $"the least-chosen items that together have {options.TailShare:0.##%} of the training events, ties by a hash of the item's id; {Counting}");
        yield return KeyValuePair.Create("/cold", $"items without a training event; {Counting}");
        yield return KeyValuePair.Create(string.Join(" ", CountBin.Names.Select(name => $"/{name}")), $"items with so many training events; {Counting}");
    }
}
