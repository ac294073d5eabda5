namespace Cicerone.Evaluation;

/// <summary>The figures of one model on one part of a split, person by person.</summary>
public sealed class EvaluationResult : EvaluationSummary
{
    private readonly IReadOnlyList<string> _columns;
    private readonly double[][] _perPerson;

    /// <param name="keys">The keys of the columns: first those of accuracy, then <paramref name="details"/> others.</param>
    /// <param name="details">How many are not of accuracy.</param>
    /// <param name="people">The people, ascending.</param>
    /// <param name="perPerson">Shape [people, keys].</param>
    /// <param name="fingerprint">Of the split; computed when asked for.</param>
    internal EvaluationResult(IReadOnlyList<string> keys, int details, IReadOnlyList<int> people, double[][] perPerson, Lazy<string> fingerprint)
        : base(keys, details, Sums(keys, perPerson), fingerprint) => (_columns, People, _perPerson) = (keys, people, perPerson);

    /// <summary>Indices of the people that have held-out events, ascending.</summary>
    public IReadOnlyList<int> People { get; }

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

    /// <summary>The figures of one person, in the order of <see cref="EvaluationSummary.Keys"/> and <see cref="EvaluationSummary.DetailKeys"/>.</summary>
    internal ReadOnlySpan<double> Row(int place) => _perPerson[place];

    internal double[] Column(string key)
    {
        int column = -1;
        for (int i = 0; i < _columns.Count && column < 0; i++) if (_columns[i] == key) column = i;
        return column < 0 ? throw CiceroneException.UnknownName("metric", key, _columns) : [.. _perPerson.Select(row => row[column])];
    }

    private static FigureSums Sums(IReadOnlyList<string> keys, double[][] perPerson)
    {
        var sums = new FigureSums(keys);
        foreach (double[] row in perPerson) sums.Add(row);
        return sums;
    }
}
