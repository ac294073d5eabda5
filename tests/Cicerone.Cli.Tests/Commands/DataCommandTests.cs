using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class DataCommandTests : CommandLineContext
{
    [Fact]
    public async Task A_simulated_world_is_described_with_the_counts_it_was_made_with()
    {
        JsonNode made = await JsonAsync("data", "simulate", "bookshop", "--users", "80", "--items", "200", "--out", At("shop"));
        JsonNode told = await JsonAsync("data", "describe", At("shop"));
        Assert.Equal(80, told["users"]!.GetValue<int>());
        Assert.Equal(200, told["itemsListed"]!.GetValue<int>());
        Assert.Equal(made["events"]!.GetValue<long>(), told["events"]!.GetValue<long>());
        Assert.Equal(0, told["badRows"]!.GetValue<int>());
        Assert.Equal("title", told["titleColumn"]!.GetValue<string>());
        Assert.StartsWith("2025-", told["from"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(At("shop"), "truth", "motives.csv")));
    }

    [Fact]
    public async Task A_market_of_advertisements_is_described_fitted_and_asked()
    {
        JsonNode made = await JsonAsync("data", "simulate", "tencentgr", "--users", "60", "--items", "300", "--conversions", "--out", At("advertisements"));
        JsonNode told = await JsonAsync("data", "describe", At("advertisements"));
        Assert.Equal(54, told["users"]!.GetValue<int>());
        Assert.True(made["events"]!.GetValue<long>() > told["events"]!.GetValue<long>()); // those of test people are in predict_seq.jsonl
        await JsonAsync("fit", "item-knn", "--data", At("advertisements"), "--out", At("run"));
        JsonNode list = await JsonAsync("recommend", At("run"), "--user", "user_00000000", "-n", "3");
        Assert.All(list["items"]!.AsArray(), item => Assert.StartsWith("200000", item!["item"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_market_is_converted_between_its_layouts_and_its_test_people_are_answered()
    {
        await JsonAsync("data", "simulate", "tencentgr", "--users", "60", "--items", "300", "--out", At("contest"));
        JsonNode made = await JsonAsync("data", "simulate", "tencentgr", "--users", "60", "--items", "300", "--layout", "parquet", "--out", At("parquet"));
        JsonNode converted = await JsonAsync("data", "convert", At("parquet"), "--to", "tencentgr-contest", "--out", At("back"));
        Assert.Equal(made["events"]!.GetValue<long>(), converted["events"]!.GetValue<long>());
        foreach (string file in Directory.EnumerateFiles(At("back"))) Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(At("contest"), Path.GetFileName(file)), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal((await JsonAsync("data", "describe", At("contest")))["events"]!.GetValue<int>(), (await JsonAsync("data", "describe", At("parquet")))["events"]!.GetValue<int>());
        Assert.Equal(CommandLine.WrongUsage, (await RunAsync("data", "convert", At("parquet"), "--to", "tencentgr-contest", "--k-core", "2", "--out", At("more"))).Code);

        await JsonAsync("fit", "popularity", "--data", At("parquet"), "--no-time-column", "--out", At("run"));
        JsonNode answered = await JsonAsync("recommend", At("run"), "--test-people", At("contest"), "--out", At("result.json"));
        JsonNode result = JsonNode.Parse(await File.ReadAllTextAsync(At("result.json"), TestContext.Current.CancellationToken))!;
        string[] people = [.. result["user"]!.AsArray().Select(user => user!.GetValue<string>())];
        Assert.Equal(answered["people"]!.GetValue<int>(), people.Length);
        Assert.Equal(people, File.ReadLines(Path.Combine(At("contest"), "truth", "answers.csv")).Skip(1).Select(line => line.Split(',')[0]));
        Assert.All(result["top10s"]!.AsArray(), list => Assert.Equal(10, list!.AsArray().Select(id => id!.GetValue<long>()).Distinct().Count()));
    }

    [Fact]
    public async Task The_files_hold_what_is_simulated_in_memory()
    {
        await JsonAsync("data", "simulate", "bookshop", "--out", At("shop"));
        JsonNode files = await JsonAsync("fit", "popularity", "--data", At("shop"), "--out", At("files"));
        JsonNode memory = await JsonAsync("fit", "popularity", "--data", "bookshop", "--out", At("memory"));
        Assert.Equal(memory["protocol"]!["fingerprint"]!.GetValue<string>(), files["protocol"]!["fingerprint"]!.GetValue<string>());
        Assert.Equal(memory["test"]!.ToJsonString(), files["test"]!.ToJsonString());
    }

    [Fact]
    public async Task A_world_out_of_range_is_wrong_usage() =>
        Assert.Equal(CommandLine.WrongUsage, (await RunAsync("data", "simulate", "bookshop", "--items", "3", "--out", At("shop"))).Code);

    [Fact]
    public async Task A_file_that_is_not_there_is_told_plainly()
    {
        (int code, _, string error) = await RunAsync("data", "describe", At("nothing.csv"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("nothing.csv", error, StringComparison.Ordinal);
    }
}
