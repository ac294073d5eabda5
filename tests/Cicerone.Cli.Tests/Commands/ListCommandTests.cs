using System.Text.Json.Nodes;

namespace Cicerone.Cli.Tests.Commands;

public sealed class ListCommandTests : CommandLineContext
{
    [Fact]
    public async Task Everything_is_listed_by_kind()
    {
        JsonNode all = await JsonAsync("list");
        foreach (string kind in (string[])["algorithms", "protocols", "metrics", "data"]) Assert.NotEmpty(all[kind]!.AsArray());
        Assert.NotEmpty(all["formats"]!["read"]!.AsArray());
        JsonNode ease = all["algorithms"]!.AsArray().Single(algorithm => algorithm!["name"]!.GetValue<string>() == "ease")!;
        Assert.Equal("250", ease["options"]![0]!["default"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_doctor_tries_what_is_needed() => Assert.True((await JsonAsync("doctor"))["ok"]!.GetValue<bool>());

    [Fact]
    public async Task Every_command_shows_examples_that_it_would_accept()
    {
        foreach (string command in (string[])["demo", "tour", "list", "fit", "evaluate", "recommend", "explain", "serve", "doctor"])
        {
            (int code, string output, _) = await RunAsync(command, "--help");
            Assert.Equal(CommandLine.Done, code);
            string[] examples = [.. output.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("cicerone ", StringComparison.Ordinal))];
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.Empty(CommandLine.Check(example["cicerone ".Length..])));
        }
    }
}
