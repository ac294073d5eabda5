using System.ComponentModel;
using System.Globalization;
using Cicerone.Server.Learning;

namespace Cicerone.Server.Api;

/// <summary>The runs that the server may serve, with their figures and where they come from.</summary>
internal static class RunsApi
{
    private const string Example = """
        { "run": "000002", "inService": true, "algorithm": "ease", "options": { "regularisation": "250" }, "seed": "1", "trainingEvents": 9120, "lastArrival": 9120, "time": "2026-11-24T20:15:00Z", "parent": "000001",
          "metrics": { "ndcg@10": 0.31 }, "judged": { "against": "000001", "people": 210, "new": 0.31, "inService": 0.3, "low": -0.01, "high": 0.03, "isWorse": false }, "version": "0.1.0" }
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/runs", List)
            .WithTags("Model")
            .Describe("listRuns", "The runs that the server may serve, the newest first", $"[{Example}]")
            .WithDescription("`run` is the one that the server was started with; the others were learned since and lie in the folder of `--models`.");
        api.MapGet("/runs/{run}", Get)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Model")
            .Describe("getRun", "A run", Example);
    }

    private static IEnumerable<RunMessage> List(KeptRuns runs) => runs.All.Select(RunMessage.Of);

    private static RunMessage Get([Description("Name of the run.")] string run, KeptRuns runs) => RunMessage.Of(runs.Existing(run));
}

/// <summary>A run as the API gives it.</summary>
/// <param name="Run">Its name among the versions of the model.</param>
/// <param name="InService">Whether its model answers.</param>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Options">Every option with its value.</param>
/// <param name="Seed">The seed of the fit, as text: it may not fit a number of JavaScript.</param>
/// <param name="TrainingEvents">How many events it has learned from.</param>
/// <param name="LastArrival">The number of the last event it may have learned from, in the order of arrival.</param>
/// <param name="Time">When it was fitted; null for the one the server was started with.</param>
/// <param name="Parent">The run that was in service when it was fitted, whose algorithm and options it took over; null where nothing is known of it.</param>
/// <param name="Metrics">Test figures by key; empty before evaluation.</param>
/// <param name="Judged">How it was found against its parent; null where there was no judging.</param>
/// <param name="Version">Version of the library that fitted it.</param>
internal sealed record RunMessage(string Run, bool InService, string Algorithm, IReadOnlyDictionary<string, string> Options, string Seed, long TrainingEvents, long LastArrival, DateTime? Time, string? Parent,
    IReadOnlyDictionary<string, double> Metrics, Judgement? Judged, string Version)
{
    public static RunMessage Of(KeptRun run) => new(run.Version.Version, run.IsInService, run.Model.Algorithm, run.Model.Options, run.Model.Seed.ToString(CultureInfo.InvariantCulture), run.Model.TrainingEvents,
        run.Version.LastArrival, run.Version.Time, run.Version.Judged?.Against, run.Model.Metrics, run.Version.Judged, run.Model.Version);
}
