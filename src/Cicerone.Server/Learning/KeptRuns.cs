using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Server.Live;

namespace Cicerone.Server.Learning;

/// <summary>The runs that a server may serve: the one it was started with, and those that were learned since.</summary>
internal sealed class KeptRuns(ModelInService model, ServerOptions options, ModelVersions? versions = null)
{
    /// <summary>Every run, the newest first.</summary>
    public IReadOnlyList<KeptRun> All => versions is null ? [Only(model.Current)]
        : [.. versions.All.Select(card => new KeptRun(card, versions.ReadModelCard(card.Version), card.Version == versions.InService))];

    /// <summary>A run.</summary>
    /// <exception cref="NotFoundException">There is none of this name; the message gives the nearest.</exception>
    public KeptRun Existing(string name)
    {
        IReadOnlyList<KeptRun> all = All;
        return all.FirstOrDefault(run => run.Version.Version == name) ?? throw new NotFoundException(CiceroneException.UnknownName("run", name, all.Select(run => run.Version.Version)).Message);
    }

    /// <summary>The file of a run's report: that of the run which the server was started with, where there is one; null for what was learned since.</summary>
    public string? ReportOf(KeptRun run) =>
        run.Version.Version == ModelVersions.Run && options.Run is { } folder && Path.GetFullPath(Path.Combine(folder, RunFolder.ReportFile)) is var report && File.Exists(report) ? report : null;

    /// <summary>The run of a server that does not learn.</summary>
    private static KeptRun Only(ServedModel served)
    {
        ModelCard card = served.Recommender.Card;
        return new KeptRun(new VersionCard(served.Version, card.Algorithm, Time: null, card.TrainingEvents, served.LastArrival, Judged: null), card, IsInService: true);
    }
}

/// <summary>A run that a server keeps.</summary>
/// <param name="Version">What is known of it among the versions.</param>
/// <param name="Model">What its model folder says.</param>
/// <param name="IsInService">Whether its model answers.</param>
internal sealed record KeptRun(VersionCard Version, ModelCard Model, bool IsInService);
