using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Neural.Catchments;

namespace Cicerone.Cli.Tests.Commands.Series;

public sealed class SeriesFitCommandTests : CommandLineContext
{
    [Theory]
    [InlineData("mcp")]
    [InlineData("gr4j")]
    public async Task A_model_is_calibrated_kept_and_reported(string model)
    {
        (int code, string output, string error) = await RunAsync("series", "fit", model, "--data", WriteBasin(), "--loss", "jkge-ss", "--steps", "60", "--out", At("run"));
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains("recessions of wet years", output, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(At("run"), "report.html"));
        Assert.Equal(5, page.Split("<svg").Length - 1); // three hydrographs, flow duration, components
        JsonNode report = await JsonAsync("series", "report", At("run"));
        Assert.Equal(model, report["model"]!.GetValue<string>());
        Assert.Equal(12, report["errors"]!.AsObject().Count);

        File.AppendAllText(At("basin.csv"), "2020-01-01,1,1,1\n");
        (code, _, error) = await RunAsync("series", "report", At("run"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("SHA-256 has changed", error, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(At("run"), "series.json"), "{\"Model\":\"mcp\"}");
        (code, _, error) = await RunAsync("series", "report", At("run"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_is_told()
    {
        (int code, _, string error) = await RunAsync("series", "fit", "mcpp", "--data", WriteBasin(), "--out", At("run"));
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("Did you mean 'mcp'", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("series", "fit", "mcp", "--data", WriteBasin(), "--loss", "nsee", "--out", At("run"));
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("Did you mean 'nse'", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("series", "report", At("nowhere"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("no run of a series", error, StringComparison.Ordinal);
    }

    /// <summary>Ten years of showers, and the flow that a network has of them.</summary>
    private string WriteBasin()
    {
        const int Days = 3_653;
        var random = new RandomSource(1);
        double[] rain = [.. Enumerable.Range(0, Days).Select(_ => random.NextDouble() < 0.3 ? -10 * Math.Log(1 - random.NextDouble()) : 0)], evaporation = [.. Enumerable.Range(0, Days).Select(day => 3 - 2 * Math.Cos(2 * Math.PI * day / 365.25))];
        double[] flow = new double[Days];
        new MassConservingNetwork(new MassConservingOptions()).Simulate(new Forcing(rain, evaporation, []), [1, 0, 1, 0, 1, 0, 1, 0, -1, 1, 0], flow);
        File.WriteAllLines(At("basin.csv"), ["date,p_mm,pet_mm,q_mm", .. Enumerable.Range(0, Days).Select(day => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2000, 10, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day):yyyy-MM-dd},{rain[day]:R},{evaporation[day]:R},{flow[day]:R}"))]);
        return At("basin.csv");
    }
}
