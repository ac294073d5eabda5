using Cicerone.Metrics;

namespace Cicerone.Evaluation;

/// <summary>The figures of one model on one part of a split.</summary>
public sealed class EvaluationResult
{
    internal EvaluationResult(IReadOnlyList<int> cutoffs, IReadOnlyList<int> people, double[][] perPerson, int candidates, int unreachable)
    {
        (People, _perPerson, Candidates, Unreachable) = (people, perPerson, candidates, unreachable);
        Keys = [.. RankingMetric.All.SelectMany(_ => cutoffs, (metric, k) => metric.At(k))];
        Means = Keys.Select((key, column) => (key, Mean: Mean(column))).ToDictionary(pair => pair.key, pair => pair.Mean);
    }

    private readonly double[][] _perPerson;

    /// <summary>The keys of the figures: <c>ndcg@10</c> and so on.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Indices of the people that have held-out events: the figures are means over them.</summary>
    public IReadOnlyList<int> People { get; }

    /// <summary>Means over people, by key.</summary>
    public IReadOnlyDictionary<string, double> Means { get; }

    /// <summary>Items ranked for each person, before the mask.</summary>
    public int Candidates { get; }

    /// <summary>Held-out (person, item) pairs whose item is masked for that person, so that no model can find them.</summary>
    public int Unreachable { get; }

    /// <summary>A figure of every person, in the order of <see cref="People"/>.</summary>
    public IReadOnlyList<double> PerPerson(string key)
    {
        int column = Keys.ToList().IndexOf(key);
        return column < 0 ? throw CiceroneException.UnknownName("metric", key, Keys) : [.. _perPerson.Select(row => row[column])];
    }

    private double Mean(int column)
    {
        double sum = 0; // in the order of people, so that the bits do not depend on threads
        foreach (double[] row in _perPerson) sum += row[column];
        return People.Count == 0 ? double.NaN : sum / People.Count;
    }
}
