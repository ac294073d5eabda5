using Cicerone.Data;

namespace Cicerone.Evaluation.Drift;

/// <summary>Events by category and period: what was wanted when.</summary>
public sealed class CategoryDemand
{
    private readonly double[][] _counts; // category, period

    private CategoryDemand(IReadOnlyList<string> categories, IReadOnlyList<long> starts, double[][] counts) => (Categories, Starts, _counts) = (categories, starts, counts);

    /// <summary>The categories that some event has, most events first.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>When each period begins, in Unix milliseconds; all are equally long, and the first begins with the first event.</summary>
    public IReadOnlyList<long> Starts { get; }

    /// <summary>Counts the events of a log.</summary>
    /// <param name="log">The events, with times.</param>
    /// <param name="categoryOf">Category of each item; events of items without one do not count.</param>
    /// <param name="period">How long a period is.</param>
    /// <param name="only">Which people count; null for all.</param>
    /// <exception cref="CiceroneException">The log has no times, or spans more than 100,000 periods.</exception>
    public static CategoryDemand Of(InteractionLog log, IReadOnlyList<string?> categoryOf, TimeSpan period, Func<int, bool>? only = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(categoryOf);
        IReadOnlyList<long> starts = Periods.Of(log, period);
        string[] categories = [.. Enumerable.Range(0, log.Count).Select(row => categoryOf[log.Item[row]]).OfType<string>().CountBy(name => name).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
        if (categories.Length == 0) throw new CiceroneException("No event is of an item with a category.");
        var place = categories.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        double[][] counts = [.. categories.Select(_ => new double[starts.Count])];
        long length = (long)period.TotalMilliseconds;
        for (int row = 0; row < log.Count; row++)
            if (categoryOf[log.Item[row]] is { } category && (only is null || only(log.User[row]))) counts[place[category]][(int)((log.Time[row] - starts[0]) / length)]++;
        return new CategoryDemand(categories, starts, counts);
    }

    /// <summary>Events of a category in each period.</summary>
    public ReadOnlySpan<double> Counts(int category) => _counts[category];

    /// <summary>Events of all categories in a period.</summary>
    public double Total(int period) => _counts.Sum(counts => counts[period]);

    /// <summary>A category's share of the events of each period; NaN where a period has none. Shares leave aside how busy a period was.</summary>
    public double[] Shares(int category) => [.. Enumerable.Range(0, Starts.Count).Select(period => Total(period) is > 0 and double total ? _counts[category][period] / total : double.NaN)];
}
