using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Server.Learning;
using Cicerone.Server.Tests.Operations;

namespace Cicerone.Server.Tests.Learning;

/// <summary>Somebody who is in the run, its data and its test, the store, a learned model, a checkpoint and what was told, is forgotten.</summary>
public sealed class ForgettingTests : IDisposable
{
    private const string Person = "somebody-with-a-rare-name", Remark = "a rare remark";
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-forgetting-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Run => Path.Combine(_folder, "run");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task After_the_receipt_they_are_in_no_file_no_log_no_answer_and_no_model_in_memory()
    {
        InteractionLog log = WriteRun();
        var logs = new CapturedLogs();
        (CiceroneServer server, WeakReference model) = await StartAsync(logs);
        await using (server)
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            (await client.PutAsJsonAsync($"/v1/users/{Person}", new { comment = Remark }, Cancellation)).EnsureSuccessStatusCode();
            (await client.PostAsJsonAsync("/v1/events", new { user = Person, item = "roadside" }, Cancellation)).EnsureSuccessStatusCode();
            (await client.GetAsync($"/v1/users/{Person}/recommendations", Cancellation)).EnsureSuccessStatusCode();
            string talk = (await (await client.PostAsJsonAsync("/v1/conversations", new { user = Person }, Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("conversation").GetString()!;
            (await client.PostAsJsonAsync($"/v1/conversations/{talk}/turns", new { text = $"something like {Remark}" }, Cancellation)).EnsureSuccessStatusCode();
            Assert.Contains(FilesWith(Person), file => file.StartsWith(Run, StringComparison.Ordinal));
            Assert.Contains(FilesWith(Person), file => !file.StartsWith(Run, StringComparison.Ordinal));

            JsonElement receipt = await (await client.DeleteAsync($"/v1/users/{Person}", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.True(receipt.GetProperty("inRun").GetBoolean(), receipt.ToString());
            Assert.Equal("000001", receipt.GetProperty("model").GetString());
            Assert.Empty(FilesWith(Person));
            Assert.Empty(FilesWith(Remark));
            foreach (string path in (string[])[$"/v1/users/{Person}", $"/v1/users/{Person}/events", $"/v1/users/{Person}/recommendations", $"/api/user/{Person}", $"/v1/conversations/{talk}"])
                Assert.Equal(404, (int)(await client.GetAsync(path, Cancellation)).StatusCode);
            foreach (string path in (string[])["/v1/users?limit=1000", "/v1/audit", "/api/feedback?n=1000", "/metrics", "/v1/models"])
                Assert.DoesNotContain(Person, await client.GetStringAsync(path, Cancellation), StringComparison.Ordinal);
            Assert.DoesNotContain(logs.Lines, line => line.Contains(Person, StringComparison.Ordinal));
            for (int attempt = 0; attempt < 50 && model.IsAlive; attempt++) // until the last request lets go of it
            {
                GC.Collect();
                await Task.Delay(20, Cancellation);
            }
            Assert.False(model.IsAlive, "The run's model, which has learned from them, is still in memory.");
        }
        Split left = SplitFolder.Read(Path.Combine(Run, "data"), new ReadOptions { Strict = true }).Split;
        Assert.Equal(log.Users.Ids.Where(id => id != Person), left.Train.Users.Ids);
        Assert.Equal(log.Count - 3, left.Train.Count + left.Test.Count);
        Assert.Equal(2, File.ReadLines(Path.Combine(Run, "test-people.jsonl")).Count());
        (CiceroneServer again, _) = await StartAsync(logs); // the run can be served again
        await using (again) Assert.Empty(again.Remarks);
    }

    [Fact]
    public async Task Without_learning_they_are_taken_out_of_the_data_of_the_run_alone()
    {
        WriteRun();
        await using CiceroneServer server = await CiceroneServer.StartAsync(Options(new CapturedLogs()) with { Learning = null }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        JsonElement receipt = await (await client.DeleteAsync($"/v1/users/{Person}", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(receipt.GetProperty("inRun").GetBoolean());
        Assert.Equal(JsonValueKind.Null, receipt.GetProperty("model").ValueKind);
        Assert.Empty(FilesWith(Person));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<(CiceroneServer Server, WeakReference Model)> StartAsync(CapturedLogs logs)
    {
        ServerOptions options = Options(logs);
        return (await CiceroneServer.StartAsync(options, Cancellation), new WeakReference(options.Recommender));
    }

    private ServerOptions Options(CapturedLogs logs)
    {
        RunFolder run = RunFolder.Open(Run, Shop.Algorithms);
        return RunningServer.Options(_folder) with
        {
            Recommender = run.Recommender(),
            Seed = run.ReadLog(),
            SeedName = run.Model.Card.ProtocolFingerprint,
            Run = Run,
            Logs = logs,
            Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), Threads = 1 },
        };
    }

    /// <summary>The shop's run, with the person in all of its parts and in a checkpoint beside it.</summary>
    private InteractionLog WriteRun()
    {
        var builder = new InteractionLogBuilder();
        builder.Add(Person, "dune", time: 1_700_000_000_000, action: "bought");
        for (int row = 0; row < Shop.Log.Count; row++) builder.Add(Shop.Log.Users[Shop.Log.User[row]], Shop.Log.Items[Shop.Log.Item[row]], Shop.Log.Time[row], action: "bought");
        builder.Add(Person, "solaris", time: 1_800_000_000_000, action: "bought");
        builder.Add(Person, "ubik", time: 1_800_000_000_001, action: "bought");
        builder.Add("ada", "rose", time: 1_800_000_000_002, action: "bought");
        InteractionLog log = builder.Build();
        var split = new Split("files", log.Select([.. Enumerable.Range(0, log.Count - 2)]), log.Select([]), log.Select([log.Count - 2, log.Count - 1]), SplitRules.FullHistory);
        SplitFolder.Write(Path.Combine(Run, "data"), split);
        ModelFolder.Save(Path.Combine(Run, "model"), Shop.Recommender.Card with { ProtocolFingerprint = "the shop" }, Shop.Recommender.Model, Shop.Recommender.Catalogue);
        File.WriteAllText(Path.Combine(Run, "metrics.json"), "{}");
        File.WriteAllText(Path.Combine(Run, "test-people.jsonl"), $$"""
            {"keys":["ndcg@10"]}
            ["{{Person}}",0.5]
            ["ada",1]

            """);
        Directory.CreateDirectory(Run + ".checkpoint");
        File.WriteAllText(Path.Combine(Run + ".checkpoint", "people"), Person);
        return log;
    }

    private string[] FilesWith(string text) => [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => Contents(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];

    private static byte[] Contents(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
