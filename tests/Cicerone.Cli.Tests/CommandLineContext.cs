using System.Text.Json.Nodes;
using Cicerone.Contracts;
using Cicerone.Data;

namespace Cicerone.Cli.Tests;

/// <summary>A folder of its own, and the command run inside this process.</summary>
public abstract class CommandLineContext : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-cli-").FullName;

    protected CommandLineContext() => Environment.SetEnvironmentVariable("CICERONE_CACHE", Path.Combine(Path.GetTempPath(), "cicerone-tests-cache"));

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A path inside the test's own folder.</summary>
    protected string At(string name) => Path.Combine(_folder, name);

    /// <summary>Runs the command; the result is the exit code and what was printed.</summary>
    protected static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command, which must succeed and print one JSON document.</summary>
    protected static async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync([.. arguments, "--json"]);
        Assert.True(code == CommandLine.Done, $"exit code {code}: {error}");
        return JsonNode.Parse(output)!;
    }

    /// <summary>Writes the small world as a CSV file with titles beside it; returns the two paths.</summary>
    protected (string Events, string Items) WriteCheckerboard()
    {
        InteractionLog log = Checkerboard.Log();
        string events = At("ratings.csv"), items = At("titles.csv");
        File.WriteAllLines(events, ["user,item,time", .. Enumerable.Range(0, log.Count).Select(row => $"{log.Users[log.User[row]]},{log.Items[log.Item[row]]},{1_700_000_000 + log.Time[row] / 1000}")]);
        File.WriteAllLines(items, ["item,title", .. log.Items.Ids.Select(id => $"{id},Title of {id}")]);
        return (events, items);
    }

    /// <summary>Fits EASE on the small world; returns the run's folder.</summary>
    protected async Task<string> FitAsync(params string[] more)
    {
        (string events, string items) = WriteCheckerboard();
        (int code, _, string error) = await RunAsync(["fit", "ease", "--data", events, "--item-text", items, "--out", At("run"), .. more]);
        Assert.True(code == CommandLine.Done, error);
        return At("run");
    }
}
