using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Contracts;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Cli.Tests.Commands.Series;

public sealed class SeriesScoreCommandTests : CommandLineContext
{
    [Fact]
    public async Task A_table_is_scored_with_its_components()
    {
        File.WriteAllLines(At("flow.csv"), ["seen,told", .. Enumerable.Range(0, 100).Select(t => 2 + Math.Sin(t)).Select(y => FormattableString.Invariant($"{y},{1.2 * y}"))]);
        JsonNode score = await JsonAsync("series", "score", At("flow.csv"), "--observed", "seen", "--simulated", "told");
        Assert.Equal(0.8, score["jkge_ss"]!.GetValue<double>(), 1e-9);
        foreach (string part in (string[])["level", "variability"]) Assert.Equal(0.04, score["jkge_ss_components"]![part]!.GetValue<double>(), 1e-9);
        Assert.Equal(0, score["jkge_ss_components"]!["timing"]!.GetValue<double>(), 1e-9);
        (int code, string output, _) = await RunAsync("series", "score", At("flow.csv"), "--observed", "seen", "--simulated", "told", "--set", "window=7", "variant=norm");
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains("a moving mean of 7 steps", output, StringComparison.Ordinal);
        Assert.Contains("timing R*", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_gives_the_same()
    {
        double[] seen = [.. Enumerable.Range(0, 60).Select(t => 2 + Math.Sin(t))], told = [.. seen.Select((y, t) => y + 0.1 * Math.Cos(t))];
        File.WriteAllLines(At("flow.csv"), ["seen,told", .. seen.Zip(told, (y, q) => string.Create(CultureInfo.InvariantCulture, $"{y:R},{q:R}"))]);
        DataField<double> y = new("seen"), q = new("told");
        await using (FileStream file = File.Create(At("flow.parquet")))
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(y, q), file, cancellationToken: TestContext.Current.CancellationToken))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await group.WriteAsync<double>(y, seen.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            await group.WriteAsync<double>(q, told.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        }
        JsonNode text = await JsonAsync("series", "score", At("flow.csv"), "--observed", "seen", "--simulated", "told");
        JsonNode columns = await JsonAsync("series", "score", At("flow.parquet"), "--observed", "seen", "--simulated", "told");
        Assert.Equal(text.ToJsonString(), columns.ToJsonString());
    }

    [Fact]
    public async Task What_is_undefined_is_null_with_its_reason()
    {
        File.WriteAllLines(At("dry.csv"), ["seen,told", .. Enumerable.Repeat("0,1", 40)]);
        JsonNode score = await JsonAsync("series", "score", At("dry.csv"), "--observed", "seen", "--simulated", "told");
        Assert.Null(score["jkge_ss"]);
        Assert.Contains("constant", score["undefined"]!["nse"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_is_told()
    {
        File.WriteAllText(At("flow.csv"), "seen,told\n1,2\n");
        (int code, _, string error) = await RunAsync("series", "score", At("flow.csv"), "--observed", "seen", "--simulated", "told", "--set", "windw=3");
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("Did you mean 'window'", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("series", "score", At("flow.csv"), "--observed", "sen", "--simulated", "told");
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("Did you mean 'seen'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_snow_basin_is_scored_as_the_reference_has_it()
    {
        JsonNode score = await JsonAsync("series", "score", SharedData.Path("data/hydrology/camels_01031500_snow.csv"), "--observed", "q_mm", "--simulated", "q_model_mm");
        Assert.Equal(0.0498787414648, score["jkge_ss"]!.GetValue<double>(), 1e-8);
        Assert.Equal(0.757646993064, score["nse"]!.GetValue<double>(), 1e-9);
    }
}
