using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Evaluation.Drift;

/// <summary>A model and the demand around it, watched over time.</summary>
/// <param name="From">The first moment that was judged, in Unix milliseconds.</param>
/// <param name="Periods">What the model and its baselines earned, period by period.</param>
/// <param name="Hits">The alarm on what lists hold.</param>
/// <param name="Demand">Demand by category, with its alarm; null where items have no categories.</param>
public sealed record DriftReport(long From, IReadOnlyList<PeriodFigures> Periods, DriftFinding Hits, DemandStudy? Demand)
{
    /// <summary>What the figures can say and what they cannot.</summary>
    public const string Meaning =
        "Hits are of the model as it was fitted, not of what people were shown: where the model decides what is seen, demand follows it, and only people who are shown something else can tell how good it is. " +
        "A score of demand is against a benchmark that moves with demand itself, which nobody has in advance; the mean of the periods before is what one could have done without a forecast. " +
        "It says nothing of the order of items within a period: NDCG does. A centred window looks ahead, so it judges afterwards; the alarms see the past alone.";

    /// <summary>When the first alarm fired; null where all stayed silent.</summary>
    public long? FiredAt => new[] { Hits.FiredAt, Demand?.Alarm.FiredAt }.Min();

    /// <summary>Watches a model.</summary>
    /// <param name="model">The model, fitted on events before the moment.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="catalogue">Its items.</param>
    /// <param name="log">All events, with times.</param>
    /// <param name="from">The moment, in Unix milliseconds.</param>
    /// <param name="categoryColumn">The column of the items that holds their category; null watches no demand.</param>
    /// <param name="options">Periods, tolerances, rate of false alarms.</param>
    /// <param name="evaluation">Threads and seed.</param>
    /// <param name="progress">Told the share of periods done.</param>
    /// <param name="cancellation">Stops the watch.</param>
    /// <exception cref="CiceroneException">There are no times, too few periods to learn from, or no such column.</exception>
    public static DriftReport Of(IRanker model, string name, Catalogue catalogue, InteractionLog log, long from, string? categoryColumn, DriftOptions options, EvaluationOptions evaluation, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<PeriodFigures> periods = OverTime.Judge(model, name, catalogue, log, from, options.Period, evaluation, progress, cancellation);
        DemandStudy? demand = categoryColumn is null ? null : new DemandStudy(log, catalogue.Items.Column(categoryColumn), from, options);
        return new DriftReport(from, periods, WatchHits(periods, options), demand);
    }

    private static DriftFinding WatchHits(IReadOnlyList<PeriodFigures> periods, DriftOptions options)
    {
        double[] reference = [.. periods.Take(options.Reference).SelectMany(period => period.Hits)];
        double mean = reference.Average(), floor = mean * (1 - options.ToleratedFall);
        string told = $"lists hold what is chosen for at least {floor:0.000} of the people of a period, {options.ToleratedFall:0.#%} less than in the first {Math.Min(options.Reference, periods.Count)} periods";
        if (floor is <= 0 or >= 1) return new DriftFinding("hits", options.FalseAlarms / 2, 1, FiredAt: null, "nothing: in the first periods no list held what was chosen, or every list did and nothing is tolerated");
        var alarm = new FallAlarm(floor, options.FalseAlarms / 2);
        long? fired = null;
        foreach (PeriodFigures period in periods.Skip(options.Reference))
            foreach (double hit in period.Hits)
                if (fired is null && alarm.Observe(hit)) fired = period.Start + (long)options.Period.TotalMilliseconds; // when the period is over: its hits have no order
        return new DriftFinding("hits", options.FalseAlarms / 2, alarm.Evidence, fired, told);
    }
}
