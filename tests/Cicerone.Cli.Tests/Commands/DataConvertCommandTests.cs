using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class DataConvertCommandTests : CommandLineContext
{
    [Theory]
    [InlineData("recbole")]
    [InlineData("csv")]
    public async Task What_was_converted_is_described_as_the_original(string format)
    {
        (string events, string items) = WriteCheckerboard();
        await JsonAsync("data", "convert", events, "--item-text", items, "--to", format, "--out", At("converted"));
        JsonNode original = await JsonAsync("data", "describe", events, "--item-text", items), converted = await JsonAsync("data", "describe", At("converted"));
        foreach (string same in (string[])["users", "items", "events", "from", "to", "titleColumn"])
            Assert.Equal(original[same]!.ToJsonString(), converted[same]!.ToJsonString());
    }

    [Theory]
    [InlineData("random-holdout")]
    [InlineData("cold-users(test=0.2)")]
    [InlineData("global-time(test=0.2)")]
    public async Task A_split_is_written_and_judged_as_the_same_protocol_on_the_data(string protocol)
    {
        (string events, _) = WriteCheckerboard();
        JsonNode split = await JsonAsync("data", "split", "--data", events, "--protocol", protocol, "--out", At("split"));
        JsonNode whole = await JsonAsync("fit", "item-knn", "--data", events, "--protocol", protocol, "--out", At("whole"));
        JsonNode parts = await JsonAsync("fit", "item-knn", "--split", At("split"), "--out", At("parts"));
        Assert.Equal(whole["protocol"]!["fingerprint"]!.GetValue<string>(), split["fingerprint"]!.GetValue<string>());
        Assert.Equal(whole["test"]!.ToJsonString(), parts["test"]!.ToJsonString());
    }

    [Fact]
    public async Task Filters_leave_out_what_they_say()
    {
        await File.WriteAllLinesAsync(At("few.csv"), ["user,item,rating,time", "ann,a,5,1", "ann,b,2,2", "ann,a,4,3", "bob,a,5,4"], TestContext.Current.CancellationToken);
        Assert.Equal(3, (await JsonAsync("data", "describe", At("few.csv"), "--min-value", "4"))["events"]!.GetValue<int>());
        Assert.Equal(3, (await JsonAsync("data", "describe", At("few.csv"), "--deduplicate", "latest"))["events"]!.GetValue<int>());
        Assert.Equal(1, (await JsonAsync("data", "describe", At("few.csv"), "--min-user-events", "2"))["users"]!.GetValue<int>());
        (int code, _, string error) = await RunAsync("data", "describe", At("few.csv"), "--k-core", "9");
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("loosen", error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.WrongUsage, (await RunAsync("data", "describe", At("few.csv"), "--deduplicate", "some")).Code);
    }
}
