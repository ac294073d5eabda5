using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class VectorsCommandTests : CommandLineContext
{
    [Fact]
    public async Task Vectors_go_out_and_what_an_index_found_comes_back_with_its_recall()
    {
        (string events, _) = WriteCheckerboard();
        await JsonAsync("fit", "als", "--data", events, "--set", "factors=4", "--no-time-column", "--out", At("run"));
        JsonNode made = await JsonAsync("vectors", "export", At("run"), "--out", At("vectors"));
        Assert.Equal((40, 40, 4), (made["items"]!.GetValue<int>(), made["queries"]!.GetValue<int>(), made["width"]!.GetValue<int>()));
        Assert.Equal(40, File.ReadAllLines(Path.Combine(At("vectors"), "queries.txt")).Length);
        string list = At("id40.u64bin"); // an index that answers everything in the order of its rows
        byte[] bytes = new byte[8 + 40 * 40 * 8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 40);
        for (int i = 0; i < 1_600; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + 8 * i), i % 40);
        await File.WriteAllBytesAsync(list, bytes, TestContext.Current.CancellationToken);
        JsonNode report = await JsonAsync("vectors", "recall", At("vectors"), list);
        Assert.Equal(1, report["recall"]!["recall@40"]!.GetValue<double>());
        Assert.InRange(report["recall"]!["recall@10"]!.GetValue<double>(), 0.01, 0.6);
        Assert.Equal(0, report["unknown"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_model_without_vectors_says_so()
    {
        (int code, _, string error) = await RunAsync("vectors", "export", await FitAsync("--no-time-column"), "--out", At("vectors"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("ease has no vectors", error, StringComparison.Ordinal);
    }
}
