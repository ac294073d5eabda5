using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Metrics;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation.Tuning;

/// <summary>
/// A search for the settings of an algorithm that earn most on validation; test events are put away before it begins. The
/// budget is a number of trials, so that algorithms are given the same chances. One seed gives the same trials, stopped and
/// resumed or not.
/// </summary>
public sealed record Search
{
    private const int Attempts = 100;

    /// <summary>Whose settings are searched.</summary>
    public required Algorithm Algorithm { get; init; }

    /// <summary>Settings that stay as they are; what is neither set nor searched keeps its default.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What is varied; null varies what the algorithm's options say.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>The data and the rules.</summary>
    public required Split Split { get; init; }

    /// <summary>What is known of the items.</summary>
    public required ItemTable Items { get; init; }

    /// <summary>Vectors of the items, for algorithms that use them.</summary>
    public IReadOnlyList<FeatureMatrix> Features { get; init; } = [];

    /// <summary>The measure of accuracy that is to be high: <c>ndcg@10</c>.</summary>
    public string Metric { get; init; } = "ndcg@10";

    /// <summary>How many settings are tried, 1 to 10,000.</summary>
    public int Trials { get; init => field = value is >= 1 and <= 10_000 ? value : throw new CiceroneException($"The number of trials is {value}, but must lie in 1 to 10000."); } = 20;

    /// <summary>How the next settings are chosen.</summary>
    public ISearchMethod Method { get; init; } = new ParzenSearch();

    /// <summary>Threads and seed of ties.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Seed of the search and of every fit, threads, and cancellation.</summary>
    public FitContext Fit { get; init; } = new();

    /// <summary>A file that keeps the trials, so that a search that was stopped goes on; null keeps none.</summary>
    public string? Journal { get; init; }

    /// <summary>Told each trial, those of the journal included.</summary>
    public IProgress<Trial>? Progress { get; init; }

    /// <summary>Searches.</summary>
    /// <exception cref="CiceroneException">There is no validation part or no such measure, a setting is wrong, or the journal is of another search.</exception>
    public SearchResult Run()
    {
        if (Split.Valid.Count == 0) throw new CiceroneException($"The split '{Split.Protocol}' has no validation events to tune on; give it a validation part.");
        int cutoff = CutoffOf(Metric);
        Algorithm.Complete(Settings);
        SearchSpace space = Space ?? SearchSpace.Of(Algorithm, new Dictionary<string, string>());
        foreach (SearchDimension dimension in space.Dimensions)
            if (Settings.ContainsKey(dimension.Name)) throw new CiceroneException($"Option '{dimension.Name}' is both set and searched; do one of the two.");
        SearchJournal? journal = Journal is null ? null : SearchJournal.Open(Journal, Description(space));
        var trials = new List<Trial>();
        foreach (Trial trial in journal?.Trials.Take(Trials) ?? []) Keep(trial);
        Split withoutTest = Split with { Test = Split.Test.Select([]) };
        while (trials.Count < Trials && Next(space, trials) is { } settings)
        {
            Fit.Cancellation.ThrowIfCancellationRequested();
            Trial trial = Try(trials.Count, settings, withoutTest, cutoff);
            journal?.Add(trial);
            Keep(trial);
        }
        return new SearchResult(Algorithm.Name, Metric, Method.Name, Trials, trials);

        void Keep(Trial trial)
        {
            trials.Add(trial);
            Progress?.Report(trial);
        }
    }

    /// <summary>Settings that were not tried yet; null when none turn up. A method that insists on old ones gives way to chance.</summary>
    private OrderedDictionary<string, string>? Next(SearchSpace space, List<Trial> trials)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            ISearchMethod method = attempt < Attempts / 2 ? Method : new RandomSearch();
            double[] places = method.Propose(space, trials, RandomSource.For(Fit.Seed, (ulong)(trials.Count * Attempts + attempt)));
            var settings = new OrderedDictionary<string, string>(space.Dimensions.Select((dimension, i) => KeyValuePair.Create(dimension.Name, dimension.At(places[i]))));
            if (!trials.Exists(trial => trial.Settings.SequenceEqual(settings))) return settings;
        }
        return null;
    }

    private Trial Try(int number, OrderedDictionary<string, string> settings, Split split, int cutoff)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            var all = new Dictionary<string, string>(Settings.Concat(settings));
            var model = (IRanker)Algorithm.Fit(TrainingData.Of(split, Items, Features), all, Fit);
            EvaluationResult result = Evaluator.Evaluate(model, Catalogue.Of(split.Train, Items), split, SplitPart.Valid,
                Evaluation with { Cutoffs = [cutoff], Detailed = false }, cancellation: Fit.Cancellation);
            return new Trial(number, settings, result.Means[Metric], Fault: null, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        catch (CiceroneException fault)
        {
            return new Trial(number, settings, Figure: null, fault.Message, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    private static int CutoffOf(string metric)
    {
        string[] parts = metric.Split('@');
        return parts.Length == 2 && RankingMetric.All.Any(known => known.Name == parts[0]) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int cutoff)
            ? cutoff
            : throw new CiceroneException($"'{metric}' is no measure to search by; name one of {string.Join(", ", RankingMetric.All.Select(known => known.Name))} and a cutoff, such as ndcg@10.");
    }

    /// <summary>What decides the trials.</summary>
    private JsonObject Description(SearchSpace space) => new()
    {
        ["algorithm"] = Algorithm.Name,
        ["settings"] = new JsonObject(Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => KeyValuePair.Create<string, JsonNode?>(setting.Key, setting.Value))),
        ["space"] = new JsonArray([.. space.Dimensions.Select(dimension => JsonValue.Create(dimension.ToString()))]),
        ["metric"] = Metric,
        ["method"] = Method.Name,
        ["seed"] = Fit.Seed.ToString(CultureInfo.InvariantCulture),
        ["ties"] = Evaluation.Seed.ToString(CultureInfo.InvariantCulture),
        ["split"] = Split.Fingerprint(),
        ["version"] = ModelCard.LibraryVersion,
    };
}
