using Cicerone.Data;
using Cicerone.Metrics.Series;

namespace Cicerone.Evaluation.Drift;

/// <summary>
/// Demand by category as it was and as a forecast from before a moment has it, with an alarm on the difference. Beside the forecast stand the mean
/// of the four periods before each, which is what one would do without a model, and how well one half of the people foretells the other: the most
/// that the noise leaves to be known (each half is noisier than the whole, so that it errs on the low side).
/// </summary>
public sealed class DemandStudy
{
    private const int Trailing = 4;
    private readonly DriftOptions _options;
    private readonly CategoryDemand _half, _otherHalf;
    private readonly double[][] _observed, _trailing;

    /// <summary>Learns a forecast from what lies before a moment, and lets the alarm watch what comes after it.</summary>
    /// <param name="log">All events, with times.</param>
    /// <param name="categoryOf">Category of each item; null for none.</param>
    /// <param name="from">The moment, in Unix milliseconds.</param>
    /// <param name="options">Periods, tolerance, rate of false alarms.</param>
    /// <exception cref="CiceroneException">There are no times or categories, or fewer than three periods before the moment.</exception>
    public DemandStudy(InteractionLog log, IReadOnlyList<string?> categoryOf, long from, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Demand = CategoryDemand.Of(log, categoryOf, options.Period);
        Learned = Demand.Starts.TakeWhile(start => start + (long)options.Period.TotalMilliseconds <= from).Count();
        Forecast = SeasonalForecast.Of(Demand, Learned);
        bool First(int person) => (RandomSource.Hash(log.Users[person]) & 1) == 0;
        (_half, _otherHalf) = (CategoryDemand.Of(log, categoryOf, options.Period, First), CategoryDemand.Of(log, categoryOf, options.Period, person => !First(person)));
        _observed = [.. Demand.Categories.Index().Select(category => Demand.Shares(category.Index).Select((share, period) => IsScored(period) ? share : double.NaN).ToArray())];
        _trailing = [.. Demand.Categories.Index().Select(category => Late(category.Index))];
        Alarm = Watch(log, categoryOf);
    }

    /// <summary>What was wanted.</summary>
    public CategoryDemand Demand { get; }

    /// <summary>How many periods the forecast was learned from.</summary>
    public int Learned { get; }

    /// <summary>Forecast shares, shape [categories, periods].</summary>
    public IReadOnlyList<IReadOnlyList<double>> Forecast { get; }

    /// <summary>What the alarm found, from the first period that was not learned from.</summary>
    public DriftFinding Alarm { get; }

    /// <summary>Observed shares of a category; NaN in periods with too few events to tell, and in the last, which is not over.</summary>
    public IReadOnlyList<double> Observed(int category) => _observed[category];

    /// <summary>Scores the forecast over some periods, with the mean of late periods and the two halves of the people beside it.</summary>
    /// <param name="from">The first period.</param>
    /// <param name="to">The one after the last.</param>
    public IReadOnlyList<DemandScore> Score(int from, int to)
    {
        double[] weights = [.. Demand.Categories.Index().Select(category => Demand.Counts(category.Index)[from..to].ToArray().Sum())];
        var options = new JkgeOptions { Window = _options.Window };
        DemandScore Of(string name, Func<int, IReadOnlyList<double>> observed, Func<int, IReadOnlyList<double>> told) =>
            DemandScore.Of(name, [.. Demand.Categories.Index().Select(category => Jkge.Of([.. observed(category.Index).Take(to).Skip(from)], [.. told(category.Index).Take(to).Skip(from)], options))], weights);
        return
        [
            Of("forecast", Observed, category => Forecast[category]),
            Of("mean of four before", Observed, category => _trailing[category]),
            Of("half of the people by the other", category => SharesOf(_half, category), category => SharesOf(_otherHalf, category)),
        ];
    }

    private double[] SharesOf(CategoryDemand half, int category)
    {
        int place = half.Categories.ToList().IndexOf(Demand.Categories[category]); // each half is ordered by its own counts
        return place < 0 ? [.. Demand.Starts.Select(_ => double.NaN)] : [.. half.Shares(place).Select((share, period) => IsScored(period) ? share : double.NaN)];
    }

    private bool IsScored(int period) => period < Demand.Starts.Count - 1 && Demand.Total(period) >= _options.FewestEvents * Demand.Categories.Count;

    private double[] Late(int category) =>
    [
        .. Enumerable.Range(0, Demand.Starts.Count).Select(period =>
        {
            int[] before = [.. Enumerable.Range(Math.Max(0, period - Trailing), Math.Min(period, Trailing))];
            return before.Sum(other => Demand.Counts(category)[other]) / before.Sum(Demand.Total);
        }),
    ];

    /// <summary>
    /// One choice of a person a period counts for the alarm: what a person does in one sitting is of one kind, and would be taken for many witnesses.
    /// The forecast that it is held against is learned from such choices too.
    /// </summary>
    private DriftFinding Watch(InteractionLog log, IReadOnlyList<string?> categoryOf)
    {
        long first = Demand.Starts[0], length = (long)_options.Period.TotalMilliseconds;
        int[] periods = [.. Enumerable.Range(0, log.Count).Select(row => (int)((log.Time[row] - first) / length))];
        var met = new HashSet<(int, int)>();
        int[] rows = [.. Enumerable.Range(0, log.Count).Where(row => categoryOf[log.Item[row]] is not null).OrderBy(row => log.Time[row]).Where(row => met.Add((log.User[row], periods[row])))];
        CategoryDemand choices = CategoryDemand.Of(log.Select(rows), categoryOf, _options.Period);
        double[][] forecast = SeasonalForecast.Of(choices, Math.Min(Learned, choices.Starts.Count));
        var place = choices.Categories.Index().ToDictionary(category => category.Item, category => category.Index);
        var alarm = new MixAlarm(choices.Categories.Count, _options.ToleratedMix, _options.FalseAlarms / 2);
        double[] shares = new double[choices.Categories.Count];
        long? fired = null;
        foreach (int row in rows)
        {
            if (periods[row] < Learned) continue;
            for (int category = 0; category < shares.Length; category++) shares[category] = forecast[category][periods[row]];
            if (!alarm.Observe(place[categoryOf[log.Item[row]]!], shares)) continue;
            fired = log.Time[row];
            break;
        }
        return new DriftFinding("demand by category", _options.FalseAlarms / 2, alarm.Evidence, fired,
            $"categories are chosen in the shares of the forecast, but for {_options.ToleratedMix:0.#%} of the choices, which may be of any; one choice of a person a period counts");
    }
}
