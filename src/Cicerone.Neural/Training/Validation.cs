using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Neural.Training;

/// <summary>Scores models on held-out events, by full ranking, as the reports do.</summary>
internal sealed class Validation
{
    private readonly Func<IRanker, EvaluationOptions, EvaluationSummary> _evaluate;
    private readonly GradientOptions _options;
    private readonly FitContext _context;

    private Validation(Func<IRanker, EvaluationOptions, EvaluationSummary> evaluate, GradientOptions options, FitContext context) => (_evaluate, _options, _context) = (evaluate, options, context);

    /// <summary>The validation of some training data; null when nothing is held out.</summary>
    public static Validation? Of(TrainingData data, GradientOptions options, FitContext context)
    {
        if (data.Watched is not { } split) return null;
        var catalogue = Catalogue.Of(data.Log, data.Items);
        return new Validation((model, evaluation) => Evaluator.Evaluate(model, catalogue, split, SplitPart.Valid, evaluation, cancellation: context.Cancellation), options, context);
    }

    /// <summary>The validation of a split in buckets.</summary>
    public static Validation Of(SplitBuckets split, GradientOptions options, FitContext context) =>
        new((model, evaluation) => Evaluator.Evaluate(model, split, SplitPart.Valid, evaluation, cancellation: context.Cancellation), options, context);

    /// <summary>The watched figure of a model.</summary>
    public double Score(IRanker model) => _evaluate(model, new EvaluationOptions { Cutoffs = [_options.Watched.Cutoff], Threads = _context.Threads }).Means[_options.Watch];
}
