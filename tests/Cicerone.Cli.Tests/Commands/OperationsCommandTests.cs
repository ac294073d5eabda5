using System.Text.Json.Nodes;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Server;

namespace Cicerone.Cli.Tests.Commands;

/// <summary>Looking at a server, backing it up, restoring it.</summary>
public sealed class OperationsCommandTests : CommandLineContext
{
    [Fact]
    public async Task The_doctor_looks_at_a_server_and_its_store_which_is_backed_up_and_restored_meanwhile()
    {
        string run = await FitAsync(), store = $"sqlite:{At("events.db")}", restored = $"sqlite:{At("restored.db")}";
        await using (CiceroneServer server = await StartAsync(run, store))
        {
            JsonNode seen = await JsonAsync("doctor", "--server", server.Address.ToString());
            Assert.Contains(seen["findings"]!.AsArray(), finding => finding!["what"]!.GetValue<string>() == "Store" && finding["found"]!.GetValue<string>().Contains("events", StringComparison.Ordinal));
            await JsonAsync("backup", "--store", store, "--out", At("kept.backup"));
        }
        JsonNode card = await JsonAsync("restore", At("kept.backup"), "--store", restored);
        Assert.True(card["parts"]!.AsArray().Sum(part => part!["rows"]!.GetValue<long>()) > 0);
        Assert.True((await JsonAsync("doctor", "--store", restored))["ok"]!.GetValue<bool>());
        await JsonAsync("backup", "--store", restored, "--out", At("again.backup"));

        (int code, _, string error) = await RunAsync("restore", At("kept.backup"), "--store", restored);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("not empty", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_to_do_where_something_is_wrong()
    {
        File.WriteAllText(At("no.db"), "no database");
        Directory.CreateDirectory(At("models/000001"));
        (int code, string output, _) = await RunAsync("doctor", "--json", "--server", "http://127.0.0.1:1", "--store", $"sqlite:{At("no.db")}", "--models", At("models"));
        Assert.Equal(CommandLine.Failed, code);
        JsonArray findings = JsonNode.Parse(output)!["findings"]!.AsArray();
        Assert.Equal(["Server", "Store", "Model 000001"], findings.Select(finding => finding!["what"]!.GetValue<string>()));
        Assert.All(findings, finding => Assert.False(finding!["ok"]!.GetValue<bool>()));
        Assert.All(findings, finding => Assert.NotEmpty(finding!["remedy"]!.GetValue<string>()));
    }

    private static async Task<CiceroneServer> StartAsync(string path, string store)
    {
        var algorithms = new AlgorithmTable(AlgorithmTable.ClosedForm);
        RunFolder run = RunFolder.Open(path, algorithms);
        return await CiceroneServer.StartAsync(new ServerOptions
        {
            Recommender = run.Recommender(),
            Algorithms = algorithms,
            Store = store,
            Urls = "http://127.0.0.1:0",
            Run = path,
            Seed = run.ReadLog(),
            SeedName = run.Model.Card.ProtocolFingerprint,
        }, TestContext.Current.CancellationToken);
    }
}
