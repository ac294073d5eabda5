using Cicerone.Metrics.Significance;

namespace Cicerone.Evaluation;

/// <summary>
/// Several models on the same people: every pair by every measure, with intervals and tests that take each person as their
/// own control. Results of different splits are refused.
/// </summary>
public sealed record Comparison
{
    private readonly IReadOnlyList<KeyValuePair<string, EvaluationResult>> _results;

    /// <summary>A comparison of named results.</summary>
    /// <exception cref="CiceroneException">There are fewer than two, two have one name, or they are of different splits, parts or candidates.</exception>
    public Comparison(params IReadOnlyList<KeyValuePair<string, EvaluationResult>> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count < 2) throw new CiceroneException("A comparison needs at least two results.");
        foreach (IGrouping<string, KeyValuePair<string, EvaluationResult>> same in results.GroupBy(result => result.Key))
            if (same.Count() > 1) throw new CiceroneException($"Two of the compared results are called '{same.Key}'; give each its own name.");
        foreach (KeyValuePair<string, EvaluationResult> result in results.Skip(1)) CheckComparable(results[0], result);
        _results = results;
    }

    /// <summary>Decides the resamples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many resamples an interval rests on, at least 100.</summary>
    public int Resamples { get; init => field = value >= 100 ? value : throw new CiceroneException($"The number of resamples is {value}, but must be at least 100."); } = PairedBootstrap.Resamples;

    /// <summary>Processors to use, at least 1; they change no bit.</summary>
    public int Threads { get; init => field = value > 0 ? value : throw new CiceroneException($"The number of threads is {value}, but must be at least 1."); } = Environment.ProcessorCount;

    /// <summary>The differences of every pair, the earlier named minus the later, by each of the measures.</summary>
    /// <param name="keys">Measures that all results have.</param>
    /// <exception cref="CiceroneException">A result lacks a measure.</exception>
    public IReadOnlyList<Difference> By(params IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Difference[][] byPair = [.. Pairs().Select(pair => Differences(pair.One, pair.Other, keys))];
        return [.. keys.SelectMany((_, key) => Corrected([.. byPair.Select(ofPair => ofPair[key])]))];
    }

    private IEnumerable<(KeyValuePair<string, EvaluationResult> One, KeyValuePair<string, EvaluationResult> Other)> Pairs() =>
        from one in Enumerable.Range(0, _results.Count)
        from other in Enumerable.Range(one + 1, _results.Count - one - 1)
        select (_results[one], _results[other]);

    private Difference[] Differences(KeyValuePair<string, EvaluationResult> one, KeyValuePair<string, EvaluationResult> other, IReadOnlyList<string> keys)
    {
        double[][] differences = [.. keys.Select(key => one.Value.Column(key).Zip(other.Value.Column(key), (a, b) => a - b).ToArray())];
        IReadOnlyList<Interval> intervals = PairedBootstrap.Of(differences, Seed, Resamples, Threads);
        return [.. keys.Select((key, i) => Of(key, one.Key, other.Key, [.. differences[i].Where(double.IsFinite)], intervals[i]))];
    }

    private static Difference Of(string key, string one, string other, double[] differences, Interval interval) =>
        new(key, one, other, differences.Length, differences.Length == 0 ? double.NaN : differences.Sum() / differences.Length, interval,
            PairedTTest.Of(differences), differences.Length == 0 ? double.NaN : WilcoxonSignedRank.Of(differences));

    private static IEnumerable<Difference> Corrected(Difference[] ofKey)
    {
        IReadOnlyList<double> tTests = Holm.Correct([.. ofKey.Select(difference => difference.TTest)]), wilcoxons = Holm.Correct([.. ofKey.Select(difference => difference.Wilcoxon)]);
        return ofKey.Select((difference, pair) => difference with { TTest = tTests[pair], Wilcoxon = wilcoxons[pair] });
    }

    private static void CheckComparable(KeyValuePair<string, EvaluationResult> one, KeyValuePair<string, EvaluationResult> other)
    {
        string? differing = one.Value.Part != other.Value.Part ? "parts of the split"
            : one.Value.Candidates != other.Value.Candidates ? "numbers of candidates"
            : one.Value.Fingerprint != other.Value.Fingerprint || !one.Value.People.SequenceEqual(other.Value.People) ? "splits"
            : null;
        if (differing is not null)
            throw new CiceroneException($"'{one.Key}' and '{other.Key}' were judged on different {differing}, so their figures cannot be compared; evaluate both on the same split.");
    }
}
