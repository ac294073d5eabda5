using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Neural.Training;

/// <summary>Scores models on held-out events, by full ranking, as the reports do.</summary>
internal sealed class Validation
{
    private readonly Split _split;
    private readonly Catalogue _catalogue;
    private readonly GradientOptions _options;
    private readonly FitContext _context;

    private Validation(Split split, TrainingData data, GradientOptions options, FitContext context) =>
        (_split, _catalogue, _options, _context) = (split, Catalogue.Of(data.Log, data.Items), options, context);

    /// <summary>The validation of some training data; null when nothing is held out.</summary>
    public static Validation? Of(TrainingData data, GradientOptions options, FitContext context) =>
        data.Watched is { } split ? new Validation(split, data, options, context) : null;

    /// <summary>The watched figure of a model.</summary>
    public double Score(IRanker model)
    {
        var evaluation = new EvaluationOptions { Cutoffs = [_options.Watched.Cutoff], Threads = _context.Threads };
        return Evaluator.Evaluate(model, _catalogue, _split, SplitPart.Valid, evaluation, cancellation: _context.Cancellation).Means[_options.Watch];
    }
}
