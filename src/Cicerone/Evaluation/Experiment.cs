using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// One model on one split: fitted on the training part, watched on validation, tested once, beside its baselines.
/// </summary>
public sealed record Experiment
{
    /// <summary>What is fitted.</summary>
    public required Algorithm Algorithm { get; init; }

    /// <summary>Its settings; what is not set keeps its default.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The data and the rules.</summary>
    public required Split Split { get; init; }

    /// <summary>What is known of the items.</summary>
    public required ItemTable Items { get; init; }

    /// <summary>Where the data came from, for the report.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Cutoffs, threads, seed of ties.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Seed, threads, progress and cancellation of the fit.</summary>
    public FitContext Fit { get; init; } = new();

    /// <summary>Where the baselines' figures are kept; null computes them anew.</summary>
    public BaselineCache? Cache { get; init; }

    /// <summary>Fits, tests and compares.</summary>
    /// <exception cref="CiceroneException">A setting is wrong, or the split has nothing to train on or to test.</exception>
    public ExperimentResult Run()
    {
        if (Split.Test.Count == 0) throw new CiceroneException($"The split '{Split.Protocol}' has no test events; use more data or another protocol.");
        IReadOnlyDictionary<string, string> settings = Algorithm.Complete(Settings);
        long start = Stopwatch.GetTimestamp();
        IModel fitted = Algorithm.Fit(new TrainingData(Split.Train, Items, Split.Valid), settings, Fit);
        TimeSpan fitTime = Stopwatch.GetElapsedTime(start);

        var model = (IRanker)fitted;
        var catalogue = Catalogue.Of(Split.Train, Items);
        EvaluationResult? validation = Split.Valid.Count == 0 ? null : Evaluate(model, catalogue, SplitPart.Valid, "validation");
        start = Stopwatch.GetTimestamp();
        EvaluationResult test = Evaluate(model, catalogue, SplitPart.Test, "test");
        TimeSpan testTime = Stopwatch.GetElapsedTime(start);
        return new ExperimentResult
        {
            Model = model,
            Catalogue = catalogue,
            Card = new ModelCard
            {
                Algorithm = Algorithm.Name,
                Options = settings,
                Seed = Fit.Seed,
                TrainingEvents = Split.Train.Count,
                ProtocolFingerprint = Split.Fingerprint(),
                Metrics = test.Means,
            },
            Split = Split,
            Items = Items,
            Provenance = Provenance,
            Options = Evaluation,
            Validation = validation,
            Test = test,
            Baselines = Baselines.Of(Split, Items, Evaluation, Fit, Cache),
            FitTime = fitTime,
            TestTime = testTime,
        };
    }

    private EvaluationResult Evaluate(IRanker model, Catalogue catalogue, SplitPart part, string stage) =>
        Evaluator.Evaluate(model, catalogue, Split, part, Evaluation,
            Fit.Progress is { } progress ? new StageProgress(stage, progress) : null, Fit.Cancellation);

    private sealed class StageProgress(string stage, IProgress<FitProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new FitProgress(stage, value));
    }
}
