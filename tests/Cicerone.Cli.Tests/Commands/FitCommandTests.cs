using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class FitCommandTests : CommandLineContext
{
    [Fact]
    public async Task A_run_holds_metrics_a_report_a_model_and_its_data()
    {
        string run = await FitAsync();
        JsonNode metrics = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run, "metrics.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal("leave-one-out", metrics["protocol"]!["name"]!.GetValue<string>());
        Assert.InRange(metrics["test"]!["ndcg@10"]!.GetValue<double>(), 0, 1);
        Assert.NotNull(metrics["validation"]);
        Assert.Equal(64, metrics["data"]!["sha256"]!.GetValue<string>().Length);
        foreach (string baseline in (string[])["popularity", "item-knn", "ease"]) Assert.NotNull(metrics["baselines"]![baseline]);
        Assert.True(File.Exists(Path.Combine(run, "model", "model.json")));
        Assert.True(File.Exists(Path.Combine(run, "data", "split.json")));
    }

    [Fact]
    public async Task The_report_is_one_file_that_needs_no_other()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(await FitAsync(), "report.html"), TestContext.Current.CancellationToken);
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_alone_unless_it_is_a_run_to_overwrite()
    {
        string run = await FitAsync();
        (string events, _) = WriteCheckerboard();
        (int code, _, string error) = await RunAsync("fit", "popularity", "--data", events, "--out", run);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("--overwrite", error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, (await RunAsync("fit", "popularity", "--data", events, "--out", run, "--overwrite")).Code);

        string other = Directory.CreateDirectory(At("other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "thesis.txt"), "years of work", TestContext.Current.CancellationToken);
        Assert.Equal(CommandLine.Failed, (await RunAsync("fit", "popularity", "--data", events, "--out", other, "--overwrite")).Code);
        Assert.True(File.Exists(Path.Combine(other, "thesis.txt")));
    }

    [Theory]
    [InlineData("Did you mean 'ease'", "fit", "eaze")]
    [InlineData("Did you mean 'regularisation'", "fit", "ease", "--set", "regularization=1")]
    [InlineData("must lie in", "fit", "ease", "--set", "regularisation=-1")]
    [InlineData("name=value", "fit", "ease", "--set", "regularisation")]
    [InlineData("Did you mean 'leave-one-out'", "fit", "ease", "--protocol", "leave-one")]
    [InlineData("--threads is 0", "fit", "ease", "--threads", "0")]
    public async Task What_cannot_be_meant_is_wrong_usage_with_a_remedy(string expected, params string[] arguments)
    {
        (string events, _) = WriteCheckerboard();
        (int code, _, string error) = await RunAsync([.. arguments, "--data", events, "--out", At("run")]);
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("run")));
    }

    [Fact]
    public async Task Bad_rows_are_told_and_kept_aside()
    {
        (string events, _) = WriteCheckerboard();
        await File.AppendAllLinesAsync(events, ["ann,book,not a time", "lonely"], TestContext.Current.CancellationToken);
        (int code, _, string error) = await RunAsync("fit", "popularity", "--data", events, "--out", At("run"));
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains("2 of", error, StringComparison.Ordinal);
        string kept = await File.ReadAllTextAsync(Path.Combine(At("run"), "bad-rows.tsv"), TestContext.Current.CancellationToken);
        Assert.Contains("not a time", kept, StringComparison.Ordinal);
        Assert.Contains("lonely", kept, StringComparison.Ordinal);

        (int strict, _, string told) = await RunAsync("fit", "popularity", "--data", events, "--out", At("strict"), "--strict");
        Assert.Equal(CommandLine.Failed, strict);
        Assert.Contains("ratings.csv", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipe_sets_options_and_the_command_line_wins_over_it()
    {
        await File.WriteAllTextAsync(At("recipe.json"), """{"regularisation": 10, "max-items": 500}""", TestContext.Current.CancellationToken);
        (string events, _) = WriteCheckerboard();
        JsonNode result = await JsonAsync("fit", "ease", "--data", events, "--recipe", At("recipe.json"), "--set", "regularisation=20", "--out", At("run"));
        Assert.Equal("20", result["model"]!["options"]!["regularisation"]!.GetValue<string>());
        Assert.Equal("500", result["model"]!["options"]!["max-items"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_figures_whatever_the_threads()
    {
        (string events, _) = WriteCheckerboard();
        JsonNode one = await JsonAsync("fit", "ease", "--data", events, "--protocol", "random-holdout", "--threads", "1", "--out", At("one"));
        JsonNode two = await JsonAsync("fit", "ease", "--data", events, "--protocol", "random-holdout", "--threads", "2", "--out", At("two"));
        Assert.Equal(one["test"]!.ToJsonString(), two["test"]!.ToJsonString());
    }

    [Fact]
    public async Task A_call_that_is_stopped_leaves_nothing_behind()
    {
        (string events, _) = WriteCheckerboard();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        using StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(["fit", "ease", "--data", events, "--out", At("run")], output, error, stopped.Token);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("stopped", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("run")));
    }
}
