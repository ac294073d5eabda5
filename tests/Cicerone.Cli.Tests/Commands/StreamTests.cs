using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class StreamTests : CommandLineContext
{
    [Fact]
    public async Task A_sequence_model_of_one_bucket_is_the_bits_of_that_in_memory_and_of_several_it_learns_too()
    {
        string[] settings = ["--set", "epochs=2", "width=8", "max-length=10", "targets=all", "learning-rate=0.01", "--threads", "1"];
        await JsonAsync("data", "simulate", "crowd", "--users", "150", "--items", "40", "--events", "20", "--out", At("crowd"));
        await JsonAsync("data", "split", "--data", At("crowd"), "--stream", "--buckets", "1", "--out", At("one"));
        await JsonAsync("data", "split", "--data", At("crowd"), "--stream", "--buckets", "4", "--out", At("four"));
        JsonNode memory = await JsonAsync(["fit", "sasrec", "--split", At("one"), "--out", At("memory"), .. settings]);
        JsonNode streamed = await JsonAsync(["fit", "sasrec", "--split", At("one"), "--stream", "--out", At("streamed"), .. settings]);
        JsonNode several = await JsonAsync(["fit", "sasrec", "--split", At("four"), "--stream", "--out", At("several"), .. settings]);
        Assert.Equal(Weights("memory"), Weights("streamed"));
        Assert.Equal(memory["test"]!.ToJsonString(), streamed["test"]!.ToJsonString());
        Assert.Equal(memory["validation"]!.ToJsonString(), streamed["validation"]!.ToJsonString());
        Assert.Equal(memory["baselines"]!["popularity"]!.ToJsonString(), streamed["baselines"]!["popularity"]!.ToJsonString());
        Assert.Equal(memory["protocol"]!.ToJsonString(), streamed["protocol"]!.ToJsonString());
        Assert.True(several["test"]!["ndcg@10"]!.GetValue<double>() > several["baselines"]!["popularity"]!["ndcg@10"]!.GetValue<double>());
        JsonNode again = await JsonAsync("evaluate", At("several"), "--split", At("four"), "--stream");
        Assert.Equal(several["test"]!.ToJsonString(), again["test"]!.ToJsonString());
    }

    [Fact]
    public async Task What_needs_everything_in_memory_says_so()
    {
        await JsonAsync("data", "simulate", "crowd", "--users", "60", "--items", "30", "--events", "10", "--out", At("crowd"));
        await JsonAsync("data", "split", "--data", At("crowd"), "--stream", "--buckets", "2", "--out", At("split"));
        await JsonAsync("data", "split", "--data", At("crowd"), "--out", At("whole"));
        await JsonAsync("fit", "popularity", "--split", At("split"), "--stream", "--out", At("run"));
        await Fails(CommandLine.WrongUsage, "item-knn", "fit", "als", "--split", At("split"), "--stream", "--out", At("other"));
        await Fails(CommandLine.Failed, "data split --stream", "fit", "popularity", "--split", At("whole"), "--stream", "--out", At("other"));
        await Fails(CommandLine.WrongUsage, "filters", "data", "split", "--data", At("crowd"), "--k-core", "2", "--stream", "--out", At("other"));
        await Fails(CommandLine.WrongUsage, "--buckets", "data", "split", "--data", At("crowd"), "--buckets", "2", "--out", At("other"));
        await Fails(CommandLine.Failed, "keeps no data", "evaluate", At("run"));
        await Fails(CommandLine.WrongUsage, "keeps no data", "recommend", At("run"), "--user", "u1");
        JsonNode list = await JsonAsync("recommend", At("run"), "--history", "i1", "-n", "3");
        Assert.Equal(3, list["items"]!.AsArray().Count);
        Assert.False(Directory.Exists(At("other")));
    }

    /// <summary>Two million events on a heap of 96 MiB: in memory they do not fit, in buckets they are split, learned from and tested.</summary>
    [Fact]
    public async Task More_events_than_a_heap_holds_are_split_learned_from_and_tested()
    {
        const string Heap = "6000000"; // 96 MiB in hexadecimal
        JsonNode made = await JsonAsync("data", "simulate", "crowd", "--users", "20000", "--items", "500", "--events", "100", "--out", At("crowd"));
        long events = made["events"]!.GetValue<long>();
        Assert.InRange(events, 1_900_000, 2_100_000);
        (int code, _, string error) = await ChildAsync(Heap, "data", "split", "--data", At("crowd"), "--out", At("memory"));
        Assert.True(code != CommandLine.Done, "In memory there should not be room.");
        Assert.Contains("memory", error, StringComparison.OrdinalIgnoreCase);
        JsonNode split = await ChildJsonAsync(Heap, "data", "split", "--data", At("crowd"), "--stream", "--buckets", "32", "--out", At("split"));
        Assert.Equal(events, split["train"]!.GetValue<long>() + split["valid"]!.GetValue<long>() + split["test"]!.GetValue<long>());
        JsonNode run = await ChildJsonAsync(Heap, "fit", "ease", "--split", At("split"), "--stream", "--out", At("run"));
        JsonNode test = await ChildJsonAsync(Heap, "evaluate", At("run"), "--split", At("split"), "--stream");
        Assert.Equal(run["test"]!.ToJsonString(), test["test"]!.ToJsonString());
        Assert.True(test["test"]!["ndcg@10"]!.GetValue<double>() > 10 * run["baselines"]!["popularity"]!["ndcg@10"]!.GetValue<double>());
    }

    private static async Task Fails(int code, string telling, params string[] arguments)
    {
        (int found, _, string error) = await RunAsync(arguments);
        Assert.Equal(code, found);
        Assert.Contains(telling, error, StringComparison.Ordinal);
    }

    private byte[] Weights(string run) => File.ReadAllBytes(Path.Combine(At(run), "model", "sasrec.safetensors"));

    /// <summary>Runs the command in a process of its own whose heap has a limit.</summary>
    private static async Task<(int Code, string Output, string Error)> ChildAsync(string heap, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = heap;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0"; // a process that lacks memory ends by a signal
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static async Task<JsonNode> ChildJsonAsync(string heap, params string[] arguments)
    {
        (int code, string output, string error) = await ChildAsync(heap, [.. arguments, "--json"]);
        Assert.True(code == CommandLine.Done, $"exit code {code}: {error}");
        return JsonNode.Parse(output)!;
    }
}
