using System.Diagnostics;
using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// One model on a split in buckets: fitted bucket by bucket, tested once in every detail, beside popularity. It is an <see cref="Experiment"/> on more data than memory
/// holds. What needs everybody at once is left out: the other baselines, intervals of differences, and figures person by person.
/// </summary>
public sealed record StreamedExperiment
{
    private static readonly Algorithm Baseline = new AlgorithmTable(AlgorithmTable.ClosedForm)["popularity"];

    /// <summary>What is fitted.</summary>
    public required Algorithm Algorithm { get; init; }

    /// <summary>Its settings; what is not set keeps its default.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The data and the rules.</summary>
    public required SplitBuckets Split { get; init; }

    /// <summary>What a reader calls the data.</summary>
    public required string Name { get; init; }

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Seed, threads, progress and cancellation of the fit.</summary>
    public FitContext Fit { get; init; } = new();

    /// <summary>Fits and tests.</summary>
    /// <exception cref="CiceroneException">The algorithm cannot learn bucket by bucket, a setting is wrong, or the split is damaged.</exception>
    public StreamedResult Run()
    {
        IReadOnlyDictionary<string, string> settings = Algorithm.Complete(Settings);
        long start = Stopwatch.GetTimestamp();
        var model = (IRanker)Algorithm.Fit(Split, settings, Fit);
        TimeSpan fitTime = Stopwatch.GetElapsedTime(start);
        EvaluationSummary validation = Evaluate(model, SplitPart.Valid, Evaluation, "validation");
        start = Stopwatch.GetTimestamp();
        EvaluationOptions detailed = Evaluation with { Detailed = true };
        EvaluationSummary test = Evaluate(model, SplitPart.Test, detailed, "test");
        TimeSpan testTime = Stopwatch.GetElapsedTime(start);
        var popularity = (IRanker)Baseline.Fit(Split, new Dictionary<string, string>(), Fit with { Progress = null });
        return new StreamedResult
        {
            Model = model,
            Split = Split,
            Card = new ModelCard
            {
                Algorithm = Algorithm.Name,
                Options = settings,
                Seed = Fit.Seed,
                TrainingEvents = Split.TrainingEvents,
                ProtocolFingerprint = Split.Fingerprint,
                Metrics = new OrderedDictionary<string, double>(test.Figures.Where(figure => double.IsFinite(figure.Value))),
            },
            Provenance = new Provenance(Name, Split.Sha256(), 0),
            Options = Evaluation,
            Validation = validation.PeopleCount == 0 ? null : validation,
            Test = test,
            Popularity = Evaluate(popularity, SplitPart.Test, detailed, $"baseline {Baseline.Name}"),
            FitTime = fitTime,
            TestTime = testTime,
        };
    }

    private EvaluationSummary Evaluate(IRanker model, SplitPart part, EvaluationOptions options, string stage) =>
        Evaluator.Evaluate(model, Split, part, options, StageProgress.Of(stage, Fit.Progress), Fit.Cancellation);
}
