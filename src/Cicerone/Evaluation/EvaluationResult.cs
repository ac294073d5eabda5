using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>The figures of one model on one part of a split.</summary>
public sealed class EvaluationResult
{
    private readonly IReadOnlyList<string> _columns;
    private readonly double[][] _perPerson;
    private readonly Lazy<string> _fingerprint;

    /// <param name="keys">The keys of the columns: first those of accuracy, then <paramref name="details"/> others.</param>
    /// <param name="details">How many are not of accuracy.</param>
    /// <param name="people">The people, ascending.</param>
    /// <param name="perPerson">Shape [people, keys].</param>
    /// <param name="fingerprint">Of the split; computed when asked for.</param>
    internal EvaluationResult(IReadOnlyList<string> keys, int details, IReadOnlyList<int> people, double[][] perPerson, Lazy<string> fingerprint)
    {
        (_columns, People, _perPerson, _fingerprint) = (keys, people, perPerson, fingerprint);
        (Keys, DetailKeys) = ([.. keys.Take(keys.Count - details)], [.. keys.TakeLast(details)]);
        (double Mean, int Count)[] means = [.. Enumerable.Range(0, keys.Count).Select(Mean)];
        Means = keys.Zip(means).ToDictionary(pair => pair.First, pair => pair.Second.Mean);
        Counts = keys.Zip(means).ToDictionary(pair => pair.First, pair => pair.Second.Count);
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

    /// <summary>Indices of the people that have held-out events, ascending.</summary>
    public IReadOnlyList<int> People { get; }

    /// <summary>Means over the people who have the figure, by key; not a number where nobody has.</summary>
    public IReadOnlyDictionary<string, double> Means { get; }

    /// <summary>How many people have a figure, by key: everyone, but for slices and lists that are empty.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; }

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

    /// <summary>A figure of every person, in the order of <see cref="People"/>; not a number for a person who has none.</summary>
    /// <exception cref="CiceroneException">There is no such key; the message names the nearest.</exception>
    public IReadOnlyList<double> PerPerson(string key) => Column(key);

    /// <summary>The mean of a figure over some of the people.</summary>
    /// <param name="key">Which figure.</param>
    /// <param name="group">Whether a person, by index, belongs to the group.</param>
    /// <returns>Not a number where nobody of the group has the figure.</returns>
    /// <exception cref="CiceroneException">There is no such key.</exception>
    public double MeanOver(string key, Func<int, bool> group)
    {
        double[] column = Column(key);
        double[] kept = [.. column.Where((figure, i) => !double.IsNaN(figure) && group(People[i]))];
        return kept.Length == 0 ? double.NaN : kept.Sum() / kept.Length;
    }

    /// <summary>The figures of one person, in the order of <see cref="Keys"/> and <see cref="DetailKeys"/>.</summary>
    internal ReadOnlySpan<double> Row(int place) => _perPerson[place];

    internal double[] Column(string key)
    {
        int column = -1;
        for (int i = 0; i < _columns.Count && column < 0; i++) if (_columns[i] == key) column = i;
        return column < 0 ? throw CiceroneException.UnknownName("metric", key, _columns) : [.. _perPerson.Select(row => row[column])];
    }

    private (double Mean, int Count) Mean(int column)
    {
        double sum = 0; // in the order of people, so that the bits do not depend on threads
        int count = 0;
        foreach (double[] row in _perPerson)
        {
            if (double.IsNaN(row[column])) continue;
            sum += row[column];
            count++;
        }
        return (count == 0 ? double.NaN : sum / count, count);
    }
}
