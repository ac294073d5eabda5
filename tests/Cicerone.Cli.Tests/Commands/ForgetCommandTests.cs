using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class ForgetCommandTests : CommandLineContext
{
    [Fact]
    public async Task People_are_forgotten_and_a_receipt_is_kept()
    {
        string run = await FitAsync();
        File.WriteAllText(At("leaving.txt"), "person 3\r\n\nperson 8\n");
        JsonNode receipt = await JsonAsync("forget", run, "--users", At("leaving.txt"));
        Assert.Equal(2, receipt["people"]!.GetValue<int>());
        Assert.Equal("ease", receipt["algorithm"]!.GetValue<string>());
        Assert.All(receipt["checks"]!.AsArray(), check => Assert.True(check!["holds"]!.GetValue<bool>()));
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
        (int code, _, string error) = await RunAsync("recommend", run, "--user", "person 3");
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("person 3", error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, (await RunAsync("recommend", run, "--user", "person 2")).Code);

        (code, string told, _) = await RunAsync("forget", run, "--user", "person 5");
        Assert.Equal(CommandLine.Done, code);
        Assert.StartsWith("Forgot 1 person", told, StringComparison.Ordinal);
        Assert.DoesNotContain("person 5", told, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(Path.Combine(run, "forgotten.json")))!.AsArray().Count);
    }

    [Fact]
    public async Task Nobody_and_strangers_are_refused()
    {
        string run = await FitAsync();
        Assert.Equal(CommandLine.WrongUsage, (await RunAsync("forget", run)).Code);
        (int code, _, string error) = await RunAsync("forget", run, "--user", "nobody");
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("nobody was forgotten", error, StringComparison.Ordinal);
    }
}
