using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Reviews;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// One model on one split: fitted on the training part, watched on validation, tested once in every detail, beside its
/// baselines. Given a split by time too, the same algorithm is fitted and tested on that as well.
/// </summary>
public sealed record Experiment
{
    private const string ByTime = "by-time"; // the part of the second fit

    /// <summary>What is fitted.</summary>
    public required Algorithm Algorithm { get; init; }

    /// <summary>Its settings; what is not set keeps its default.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The data and the rules.</summary>
    public required Split Split { get; init; }

    /// <summary>
    /// A split of the same log by <see cref="Protocols.GlobalTime"/>, whose column stands beside that of <see cref="Split"/>: figures that look
    /// into the future flatter. Null leaves it out, as it must where events have no times.
    /// </summary>
    public Split? GlobalTime { get; init; }

    /// <summary>What is known of the items.</summary>
    public required ItemTable Items { get; init; }

    /// <summary>Vectors of the items, for algorithms that use them.</summary>
    public IReadOnlyList<FeatureMatrix> Features { get; init; } = [];

    /// <summary>What people wrote of items, for algorithms that read it; of held-out events no model sees it.</summary>
    public IReadOnlyList<Review> Reviews { get; init; } = [];

    /// <summary>How much each training pair counts, for algorithms that learn by it; null where all count alike. The baselines never see it.</summary>
    public PairWeights? Weights { get; init; }

    /// <summary>Where the data came from, for the report.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Seed, threads, progress and cancellation of the fit.</summary>
    public FitContext Fit { get; init; } = new();

    /// <summary>What was learned of the training part already, such as a model that has forgotten people; null learns it now.</summary>
    public IRanker? Learned { get; init; }

    /// <summary>Where the baselines' figures are kept; null computes them anew.</summary>
    public BaselineCache? Cache { get; init; }

    /// <summary>Fits, tests and compares.</summary>
    /// <exception cref="CiceroneException">A setting is wrong, or the split has nothing to train on or to test.</exception>
    public ExperimentResult Run()
    {
        CheckTested(Split);
        if (GlobalTime is not null) CheckTested(GlobalTime);
        IReadOnlyDictionary<string, string> settings = Algorithm.Complete(Settings);
        (IRanker model, ExperimentColumn column) = Run(Split, settings, Fit, Learned);
        return new ExperimentResult
        {
            Model = model,
            Catalogue = Catalogue.Of(Split.Train, Items),
            Card = new ModelCard
            {
                Algorithm = Algorithm.Name,
                Options = settings,
                Seed = Fit.Seed,
                TrainingEvents = Split.Train.Count,
                ProtocolFingerprint = column.Fingerprint,
                Metrics = new OrderedDictionary<string, double>(column.Test.Figures.Where(figure => double.IsFinite(figure.Value))),
            },
            Items = Items,
            Features = Features,
            Provenance = Provenance,
            Options = Evaluation,
            Column = column,
            GlobalTime = GlobalTime is null ? null : Run(GlobalTime, settings, FitOf(ByTime)).Column,
        };
    }

    /// <summary>The fits of <see cref="Run()"/> alone, for a process that takes its share of them and leaves the rest to the first (<see cref="FitContext.Processes"/>).</summary>
    /// <exception cref="CiceroneException">A setting is wrong, or the split has nothing to train on or to test.</exception>
    public void TakePart()
    {
        CheckTested(Split);
        if (GlobalTime is not null) CheckTested(GlobalTime);
        IReadOnlyDictionary<string, string> settings = Algorithm.Complete(Settings);
        Learn(Split, settings, Fit);
        if (GlobalTime is not null) Learn(GlobalTime, settings, FitOf(ByTime));
    }

    /// <summary>Fits and tests the algorithm anew on each of several splits, such as those of <see cref="Protocols.RollingWindows"/>: how it fares as time goes on.</summary>
    /// <param name="splits">The splits; <see cref="Split"/> is not among them unless it is given again.</param>
    /// <exception cref="CiceroneException">A setting is wrong, or a split has nothing to train on or to test.</exception>
    public IReadOnlyList<ExperimentColumn> RunOver(IReadOnlyList<Split> splits)
    {
        ArgumentNullException.ThrowIfNull(splits);
        foreach (Split split in splits) CheckTested(split);
        IReadOnlyDictionary<string, string> settings = Algorithm.Complete(Settings);
        return [.. splits.Select((split, number) => Run(split, settings, FitOf($"split-{number}")).Column)];
    }

    /// <summary>The circumstances of one of several fits, each with checkpoints of its own.</summary>
    private FitContext FitOf(string part) => Fit with { CheckpointFolder = Fit.CheckpointFolder is { } folder ? Path.Combine(folder, part) : null };

    private static void CheckTested(Split split)
    {
        if (split.Test.Count == 0) throw new CiceroneException($"The split '{split.Protocol}' has no test events; use more data or another protocol.");
    }

    private IRanker Learn(Split split, IReadOnlyDictionary<string, string> settings, FitContext fit) =>
        (IRanker)Algorithm.Fit(TrainingData.Of(split, Items, Features).With(Reviews) with { Weights = Weights }, settings, fit);

    private (IRanker Model, ExperimentColumn Column) Run(Split split, IReadOnlyDictionary<string, string> settings, FitContext fit, IRanker? learned = null)
    {
        long start = Stopwatch.GetTimestamp();
        IRanker model = learned ?? Learn(split, settings, fit);
        TimeSpan fitTime = Stopwatch.GetElapsedTime(start);
        var catalogue = Catalogue.Of(split.Train, Items);
        EvaluationResult? validation = split.Valid.Count == 0 ? null : Evaluate(model, catalogue, split, SplitPart.Valid, Evaluation, "validation");
        start = Stopwatch.GetTimestamp();
        EvaluationOptions detailed = Evaluation with { Detailed = true };
        EvaluationResult test = Evaluate(model, catalogue, split, SplitPart.Test, detailed, "test");
        TimeSpan testTime = Stopwatch.GetElapsedTime(start);
        IReadOnlyList<Baseline> baselines = Baselines.Of(split, Items, detailed, Fit, Cache);
        return (model, new ExperimentColumn
        {
            Split = split,
            Fingerprint = test.Fingerprint,
            CandidatesSha256 = split.Candidates(catalogue).CandidatesSha256(),
            Validation = validation,
            Test = test,
            Baselines = baselines,
            Differences = AgainstBest(test, baselines, settings),
            FitTime = fitTime,
            TestTime = testTime,
        });
    }

    /// <summary>
    /// The model against the best baseline of each measure of accuracy; of the slices and bins, ndcg alone, to keep reports short. A
    /// baseline that is the model itself is passed over.
    /// </summary>
    private Difference[] AgainstBest(EvaluationResult test, IReadOnlyList<Baseline> baselines, IReadOnlyDictionary<string, string> settings)
    {
        bool byDefault = Algorithm.Complete(new Dictionary<string, string>()).All(option => settings[option.Key] == option.Value);
        Baseline[] others = [.. baselines.Where(baseline => !byDefault || baseline.Algorithm != Algorithm.Name)];
        string[] keys = [.. test.Keys, .. test.DetailKeys.Where(key => key.StartsWith("ndcg@", StringComparison.Ordinal))];
        Baseline Best(string key) => others.MaxBy(baseline => baseline.Result.Means[key])!;
        Dictionary<string, Difference> differences = keys.GroupBy(Best)
            .SelectMany(keysOfOne => new Comparison(new("model", test), new(keysOfOne.Key.Algorithm, keysOfOne.Key.Result)) { Seed = Evaluation.Seed, Threads = Evaluation.Threads }.By([.. keysOfOne]))
            .ToDictionary(difference => difference.Key);
        return [.. keys.Select(key => differences[key] with { Of = Algorithm.Name })];
    }

    private EvaluationResult Evaluate(IRanker model, Catalogue catalogue, Split split, SplitPart part, EvaluationOptions options, string stage) =>
        Evaluator.Evaluate(model, catalogue, split, part, options,
            StageProgress.Of(stage, Fit.Progress), Fit.Cancellation);
}
