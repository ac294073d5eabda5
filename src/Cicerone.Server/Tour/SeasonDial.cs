using Cicerone.Evaluation.Drift;

namespace Cicerone.Server.Tour;

/// <summary>The stop of JKGE_ss, whose reader turns the season. Each position is worked out once; there are fourteen.</summary>
internal sealed class SeasonDial : IDisposable
{
    /// <summary>Name of the stop.</summary>
    public const string Stop = "jkge-ss";

    /// <summary>The most months by which the seasons can be moved: half a year.</summary>
    public const int MostMonths = 6;

    /// <summary>Where the dial stands at first.</summary>
    public const int FirstMonths = 4;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<(int Months, bool Books), SeasonExhibit> _shown = [];
    private IReadOnlyList<DriftFinding>? _twin;

    /// <summary>Shows a position of the dial.</summary>
    /// <param name="months">By how many months the seasons come later, 0 to <see cref="MostMonths"/>.</param>
    /// <param name="books">Whether other books sell too.</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <exception cref="CiceroneException">The months are outside.</exception>
    public async Task<SeasonExhibit> ShowAsync(int months, bool books, CancellationToken cancellation)
    {
        if (months is < 0 or > MostMonths) throw new CiceroneException($"The season can be moved by 0 to {MostMonths} months, not by {months}.");
        await _one.WaitAsync(cancellation);
        try
        {
            if (!_shown.TryGetValue((months, books), out SeasonExhibit? exhibit)) _shown.Add((months, books), exhibit = await Task.Run(() => Make(months, books, cancellation), cancellation));
            return exhibit;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>A time for people and programs.</summary>
    public static DateTime Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    private SeasonExhibit Make(int months, bool books, CancellationToken cancellation)
    {
        _twin ??= DriftDocument.Findings(new SeasonWatch(months: 0, books: false, breaks: 0).Report);
        var watch = new SeasonWatch(months, books, breaks: 1);
        (SeasonScore before, SeasonScore after) = watch.Scores();
        TourStop stop = TourStops.All.Single(stop => stop.Name == Stop);
        DemandStudy demand = watch.Report.Demand!;
        return new SeasonExhibit(stop.Method, stop.Sees, months, books, Moment(watch.Break), before, after,
            [.. demand.Demand.Categories.Index().Select(genre => new SeasonGenre(genre.Item, [.. demand.Observed(genre.Index).Select(SeasonWatch.Number)], demand.Forecast[genre.Index]))],
            [.. watch.Report.Periods.Select(period => new SeasonHits(Moment(period.Start), period.Means["ease"]["hr@10"], period.Means["recent-popularity"]["hr@10"]))],
            [.. DriftDocument.Findings(watch.Report).Zip(_twin, (finding, twin) => new SeasonAlarm(finding.Watches, finding.FiredAt is { } moment ? Moment(moment) : null, finding.FalseAlarms, twin.FiredAt is not null))],
            watch.Retrain(cancellation));
    }
}
