using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>The figures of one model on one part of a split, everybody together.</summary>
public class EvaluationSummary
{
    private readonly Lazy<string> _fingerprint;

    /// <param name="keys">The keys of the figures: first those of accuracy, then <paramref name="details"/> others.</param>
    /// <param name="details">How many are not of accuracy.</param>
    /// <param name="sums">The figures of every person.</param>
    /// <param name="fingerprint">Of the split; computed when asked for.</param>
    internal EvaluationSummary(IReadOnlyList<string> keys, int details, FigureSums sums, Lazy<string> fingerprint)
    {
        (Keys, DetailKeys) = ([.. keys.Take(keys.Count - details)], [.. keys.TakeLast(details)]);
        (PeopleCount, Means, Counts, _fingerprint) = (sums.People, sums.Means, sums.Counts, fingerprint);
    }

    /// <summary>Which part was judged.</summary>
    public required SplitPart Part { get; init; }

    /// <summary>Fingerprint of the split: results are comparable only when it is the same.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>The keys of accuracy: <c>ndcg@10</c> and so on. Every person has these figures.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The keys of the other figures a person can have: <c>ndcg@10/tail</c>, <c>novelty@10</c>, <c>auc</c>; empty unless the evaluation was detailed.</summary>
    public IReadOnlyList<string> DetailKeys { get; }

    /// <summary>What the names in keys mean, each in a sentence.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Definitions { get; init; }

    /// <summary>How many people have held-out events.</summary>
    public long PeopleCount { get; }

    /// <summary>Means over the people who have the figure, by key; not a number where nobody has.</summary>
    public IReadOnlyDictionary<string, double> Means { get; }

    /// <summary>How many people have a figure, by key: everyone, but for slices and lists that are empty.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; }

    /// <summary>Figures of all lists together, by key: <c>coverage@10</c>, <c>gini@10</c>; empty unless the evaluation was detailed.</summary>
    public IReadOnlyDictionary<string, double> Overall { get; init; } = new Dictionary<string, double>();

    /// <summary>Means and overall figures, by key.</summary>
    public IReadOnlyDictionary<string, double> Figures => new OrderedDictionary<string, double>(Means.Concat(Overall));

    /// <summary>What lies behind the slices; empty unless the evaluation was detailed.</summary>
    public IReadOnlyList<SliceSize> Slices { get; init; } = [];

    /// <summary>What lies behind the bins by training events; empty unless the evaluation was detailed.</summary>
    public IReadOnlyList<SliceSize> Bins { get; init; } = [];

    /// <summary>Items ranked for each person, before the mask.</summary>
    public required int Candidates { get; init; }

    /// <summary>Held-out (person, item) pairs whose item is masked for that person or no candidate, so that no model can find them.</summary>
    public required int Unreachable { get; init; }

    /// <summary>People who were ranked for with an empty history.</summary>
    public required int WithoutHistory { get; init; }
}
