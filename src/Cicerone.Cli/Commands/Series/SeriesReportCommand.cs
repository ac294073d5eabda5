using System.CommandLine;
using System.Text.Json.Nodes;
using Cicerone.Cli.Reports;
using Cicerone.Metrics.Series;
using Cicerone.Neural.Catchments;

namespace Cicerone.Cli.Commands.Series;

/// <summary><c>cicerone series report</c>: what a calibrated catchment does in dry and wet years, at peaks and at low flow.</summary>
internal sealed class SeriesReportCommand : CiceroneCommand
{
    private readonly Argument<string> _run = new("run") { Description = "Folder of a run of 'cicerone series fit'." };

    public SeriesReportCommand() : base("report", "Tests a calibrated catchment model again, prints its errors by kind of day and year, and writes report.html with its plots.",
        "cicerone series report runs/leaf", "cicerone series report runs/leaf --json") => Add(_run);

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_run);
        CatchmentRun run = CatchmentRun.Open(folder);
        SeriesReport.Write(folder, run);
        Print(call, folder, run);
        return Task.FromResult(CommandLine.Done);
    }

    /// <summary>Prints the test of a run.</summary>
    public static void Print(Invocation call, string folder, CatchmentRun run)
    {
        CatchmentTest test = CatchmentTest.Of(run);
        if (call.Json)
        {
            JsonObject document = SeriesDocument.Of(test.Score, new JkgeOptions());
            document["model"] = run.Model;
            document["loss"] = run.Loss;
            document["run"] = folder;
            document["windows"] = new JsonObject(test.Windows.Select(window => KeyValuePair.Create<string, JsonNode?>($"{window.Days}", Number(window.Jkge.Value))));
            document["yesterday"] = new JsonObject { ["jkge_ss"] = Number(test.Yesterday.Jkge.Value), ["nse"] = Number(test.Yesterday.Nse.Value) };
            document["errors"] = new JsonObject(test.Errors.Select(row => KeyValuePair.Create<string, JsonNode?>(row.Days, new JsonObject { ["days"] = row.Count, ["volume_bias_percent"] = Number(row.Bias), ["log_error"] = Number(row.LogError) })));
            call.Terminal.Document(document);
            return;
        }
        call.Terminal.Line($"{run.Model} calibrated by {run.Loss}; tested on {test.Score.Steps:N0} days from {DateTimeOffset.FromUnixTimeMilliseconds(test.Times[0]).UtcDateTime:yyyy-MM-dd} on, of which {test.Score.Valid:N0} have an observed flow.");
        call.Terminal.Table(["figure", "#value", ""], SeriesDocument.Rows(test.Score));
        call.Terminal.Table(["days", "#days", "#volume, %", "#log error"], test.Errors.Select(row => new[] { row.Days, $"{row.Count:N0}", $"{row.Bias:+0.0;-0.0;0.0}", $"{row.LogError:0.000}" }));
        call.Terminal.Line(SeriesReport.Yesterday(test));
        call.Terminal.Line($"{Path.Combine(folder, "report.html")} shows hydrograph, flow duration and components by year.");
    }

    private static JsonValue? Number(double figure) => double.IsFinite(figure) ? JsonValue.Create(figure) : null;
}
