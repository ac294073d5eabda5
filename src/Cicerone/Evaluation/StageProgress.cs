using Cicerone.Models;

namespace Cicerone.Evaluation;

/// <summary>Tells the share done of an evaluation as a stage of a fit.</summary>
internal sealed class StageProgress : IProgress<double>
{
    private readonly string _stage;
    private readonly IProgress<FitProgress> _progress;

    private StageProgress(string stage, IProgress<FitProgress> progress) => (_stage, _progress) = (stage, progress);

    /// <summary>Tells it to somebody; nobody listens where that is null.</summary>
    public static StageProgress? Of(string stage, IProgress<FitProgress>? progress) => progress is null ? null : new StageProgress(stage, progress);

    /// <inheritdoc/>
    public void Report(double value) => _progress.Report(new FitProgress(_stage, value));
}
