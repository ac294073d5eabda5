using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Drift;
using Cicerone.Models;
using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Cicerone.Simulation;

namespace Cicerone.Server.Tour;

/// <summary>
/// A bookshop for the stop of JKGE_ss: its seasons move, or other books sell, after a year; EASE is fitted on the first 40 weeks and serves on. Once an
/// alarm fires a model is learned anew from what there is eight weeks later, and takes over unless it is worse, as in <see cref="Learner"/>.
/// </summary>
internal sealed class SeasonWatch
{
    private const int Readers = 4_000, Books = 1_000, MonthsOfYear = 12, Watched = 40, WeeksToLearn = 8, FirstScored = 8;
    private const long Week = 7L * 24 * 3_600_000;
    private static readonly Algorithm Algorithm = new AlgorithmTable(AlgorithmTable.ClosedForm)["ease"];
    private static readonly DriftOptions Options = new();
    private readonly InteractionLog _log;
    private readonly ItemTable _items;
    private readonly Recommender _model;
    private readonly long _first;
    private readonly IReadOnlyList<long> _breaks;

    /// <param name="months">By how many months the seasons come later after the break.</param>
    /// <param name="books">Whether other books sell after it.</param>
    /// <param name="breaks">How many breaks there are: 1, or 0 for the twin.</param>
    public SeasonWatch(int months, bool books, int breaks)
    {
        var shop = new Bookshop(new BookshopOptions { Readers = Readers, Books = Books, Breaks = breaks, SeasonShift = months / (double)MonthsOfYear, BooksChange = books });
        (InteractionLog log, _items) = shop.ToLog();
        _log = log.Select([.. Enumerable.Range(0, log.Count).OrderBy(row => log.Time[row])]);
        (_first, _breaks) = (_log.Time[0], shop.Breaks);
        _model = Fit(Before(From));
        Report = DriftReport.Of(_model.Model, Algorithm.Name, _model.Catalogue, _log, From, "genre", Options, new EvaluationOptions { Threads = 1 });
    }

    /// <summary>What was found.</summary>
    public DriftReport Report { get; }

    private long From => _first + Watched * Week;

    /// <summary>When the world changed.</summary>
    public long Break => _breaks[0];

    /// <summary>The week in which it changed.</summary>
    private int BreakWeek => (int)((Break - _first) / Week);

    /// <summary>How the forecast did before the break, and after it.</summary>
    public (SeasonScore Before, SeasonScore After) Scores()
    {
        DemandStudy demand = Report.Demand!;
        SeasonScore Of(int from, int to)
        {
            IReadOnlyList<DemandScore> scores = demand.Score(from, to);
            return new SeasonScore(Number(scores[0].Median), Number(scores[0].Level), Number(scores[0].Variability), Number(scores[0].Timing), Number(scores[2].Median));
        }
        return (Of(FirstScored, BreakWeek), Of(BreakWeek, demand.Demand.Starts.Count));
    }

    /// <summary>The model learned anew after the first alarm; null where none fired.</summary>
    public SeasonRetrained? Retrain(CancellationToken cancellation)
    {
        if (Report.FiredAt is not { } fired) return null;
        long now = fired + WeeksToLearn * Week;
        InteractionLog seen = Before(now), learned = Before(From);
        Arrival[] arrivals = [.. Enumerable.Range(0, seen.Count).Select(row => new Arrival(row + 1, new StoredEvent(seen.Users[seen.User[row]], seen.Items[seen.Item[row]]) { Time = seen.Time[row] }))];
        Judgement? judged = ModelTrial.Run(arrivals, new ServedModel(_model, ModelVersions.Run, learned.Count), Fit, new LearningOptions { Folder = "", Threads = 1 }, cancellation);
        return new SeasonRetrained(SeasonDial.Moment(now), judged is { IsWorse: false }, judged);
    }

    public static double? Number(double figure) => double.IsFinite(figure) ? figure : null;

    private InteractionLog Before(long moment)
    {
        int count = 0;
        while (count < _log.Count && _log.Time[count] < moment) count++;
        return _log.Select([.. Enumerable.Range(0, count)]);
    }

    private Recommender Fit(InteractionLog log)
    {
        ItemTable items = log.Items == _items.Items ? _items : ItemTable.Without(log.Items);
        var model = (IRanker)Algorithm.Fit(new TrainingData(log, items), new FitContext { Threads = 1 });
        return new Recommender(model, Catalogue.Of(log, items), new ModelCard { Algorithm = Algorithm.Name, Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = log.Count });
    }
}
