using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Drift;
using Cicerone.Models;
using Cicerone.Simulation;

namespace Cicerone.Tests.Evaluation.Drift;

/// <summary>Bookshops in which a change was planted after a year, watched from the 40th week on, and twins in which nothing changes.</summary>
public sealed class DriftReportTests
{
    private const long Week = 7L * 24 * 3_600_000;
    private const int Watched = 40, Broken = 52;

    [Fact]
    public void A_season_that_moves_is_seen_in_demand_and_a_break_in_hits_and_a_twin_is_silent()
    {
        (DriftReport twin, _) = Watch(new BookshopOptions { Breaks = 0 });
        Assert.Null(twin.FiredAt);

        (DriftReport season, long moved) = Watch(new BookshopOptions { BooksChange = false });
        Assert.NotNull(season.Demand!.Alarm.FiredAt);
        Assert.True(season.Demand.Alarm.FiredAt > moved);
        Assert.Null(season.Hits.FiredAt);

        (DriftReport books, long changed) = Watch(new BookshopOptions { SeasonShift = 0 });
        Assert.NotNull(books.Hits.FiredAt);
        Assert.InRange(books.Hits.FiredAt!.Value, changed, changed + 12 * Week);
        Assert.Null(books.Demand!.Alarm.FiredAt);

        // timing tells of the season, not of other books
        DemandScore before = After(twin)[0], after = After(season)[0], other = After(books)[0];
        Assert.True(after.Timing > before.Timing + 0.2, $"{before.Timing} to {after.Timing}");
        Assert.True(other.Timing < before.Timing + 0.2, $"{before.Timing} to {other.Timing}");
        Assert.True(after.Median < before.Median - 0.1);

        // the frozen model falls behind what is learned anew
        PeriodFigures last = books.Periods[(Broken - Watched) + 10];
        Assert.True(last.Means["popularity"]["hr@10"] < last.Means["recent-popularity"]["hr@10"]);
    }

    [Fact]
    public void A_year_of_halves_of_the_people_bounds_what_can_be_known()
    {
        (DriftReport twin, _) = Watch(new BookshopOptions { Breaks = 0 });
        IReadOnlyList<DemandScore> scores = After(twin);
        Assert.Equal(["forecast", "mean of four before", "half of the people by the other"], scores.Select(score => score.Name));
        Assert.All(scores, score => Assert.InRange(score.Tenth, double.NegativeInfinity, score.Median));
        Assert.Equal(BookshopWords.Genres.Count, scores[0].Categories.Count);
    }

    [Fact]
    public void Periods_are_judged_from_what_lay_before_them()
    {
        (InteractionLog log, ItemTable items) = new Bookshop(new BookshopOptions { Readers = 200, Books = 100 }).ToLog();
        long from = log.Time.ToArray().Min() + 30 * Week;
        InteractionLog train = log.Select([.. Enumerable.Range(0, log.Count).Where(row => log.Time[row] < from)]);
        var catalogue = Catalogue.Of(train, items);
        IReadOnlyList<PeriodFigures> periods = OverTime.Judge(Popularity.Of(catalogue), "watched", catalogue, log, from, TimeSpan.FromDays(28), new EvaluationOptions { Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(log.Count - train.Count, Enumerable.Range(0, log.Count).Count(row => log.Time[row] >= periods[0].Start));
        foreach (PeriodFigures period in periods)
        {
            Assert.Equal(period.Means["popularity"]["ndcg@10"], period.Means["watched"]["ndcg@10"]); // the same model under two names
            Assert.Equal(period.Means["watched"]["hr@10"], period.Hits.Average(), 1e-12);
            Assert.Equal(Enumerable.Range(0, log.Count).Where(row => log.Time[row] >= period.Start && log.Time[row] < period.Start + 4 * Week).Select(row => log.User[row]).Distinct().Count(), period.People);
        }
    }

    [Fact]
    public void A_log_without_a_before_or_times_is_told()
    {
        (InteractionLog log, ItemTable items) = new Bookshop(new BookshopOptions { Readers = 50, Books = 50 }).ToLog();
        var catalogue = Catalogue.Of(log, items);
        DriftReport Of(InteractionLog watched, long from, string? column = null) => DriftReport.Of(Popularity.Of(catalogue), "popularity", catalogue, watched, from, column, new DriftOptions(), new EvaluationOptions());
        Assert.Contains("0 before", Assert.Throws<CiceroneException>(() => Of(log, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'genre'", Assert.Throws<CiceroneException>(() => Of(log, log.Time.ToArray().Order().ElementAt(50), "genres")).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<DemandScore> After(DriftReport report) => report.Demand!.Score(Broken, Broken + 36);

    /// <summary>A world of 4,000 readers and 1,000 books, and the moment of its break: that of a world that has one where it has none.</summary>
    private static (DriftReport Report, long Broken) Watch(BookshopOptions options)
    {
        var shop = new Bookshop(options with { Readers = 4_000, Books = 1_000 });
        (InteractionLog log, ItemTable items) = shop.ToLog();
        long first = log.Time.ToArray().Min(), from = first + Watched * Week;
        InteractionLog train = log.Select([.. Enumerable.Range(0, log.Count).Where(row => log.Time[row] < from)]);
        var catalogue = Catalogue.Of(train, items);
        IModel model = Ease.Fit(new TrainingData(train, items), new EaseOptions(), new FitContext());
        return (DriftReport.Of((IRanker)model, "ease", catalogue, log, from, "genre", new DriftOptions(), new EvaluationOptions { Threads = 2 }), shop.Breaks.DefaultIfEmpty(first + Broken * Week).First());
    }
}
