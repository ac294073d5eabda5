using System.Net.Http.Json;
using System.Text.Json;
using Cicerone.Models;
using Cicerone.Server.Learning;
using Cicerone.Server.Tests.Operations;

namespace Cicerone.Server.Tests.Faults;

/// <summary>A model's folder is damaged when it is to take the place of the one in service, and while it does.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private const string Version = "000002";
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-damaged-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ModelOf(string version) => Path.Combine(_folder, "models", version, "model");

    private string Weights => Path.Combine(ModelOf(Version), "ease.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_model_in_service_goes_on_no_request_fails_and_the_fault_is_told()
    {
        foreach (string version in (string[])["000001", Version])
        {
            ModelFolder.Save(ModelOf(version), Shop.Recommender.Card, Shop.Recommender.Model, Shop.Recommender.Catalogue);
            await File.WriteAllTextAsync(Path.Combine(_folder, "models", version, "version.json"), JsonSerializer.Serialize(new VersionCard(version, "ease", Time: null, Events: 1, LastArrival: 1, Judged: null)), Cancellation);
        }
        var logs = new CapturedLogs();
        ServerOptions options = RunningServer.Options(_folder) with { Logs = logs, Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), Threads = 1 } };
        await using CiceroneServer server = await CiceroneServer.StartAsync(options, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(200, await PromoteAsync(client, "000001"));
        using var done = new CancellationTokenSource();
        Task<int>[] asking = [AskAsync(client, done.Token)];

        Dictionary<string, byte[]> whole = Directory.EnumerateFiles(ModelOf(Version)).ToDictionary(file => file, File.ReadAllBytes);
        foreach ((string file, byte[] bytes) in whole)
            foreach (byte[]? damaged in (byte[]?[])[bytes[..(bytes.Length / 2)], [], Flipped(bytes), null])
            {
                if (damaged is null) File.Delete(file);
                else await File.WriteAllBytesAsync(file, damaged, Cancellation);
                Assert.Equal(400, await PromoteAsync(client, Version));
                JsonElement ready = await client.GetFromJsonAsync<JsonElement>("/health/ready", Cancellation);
                Assert.Equal("ready", ready.GetProperty("status").GetString());
                Assert.Contains(Version, ready.GetProperty("modelFault").GetString(), StringComparison.Ordinal);
                Assert.Equal("000001", (await client.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation)).GetProperty("inService").GetString());
                await File.WriteAllBytesAsync(file, bytes, Cancellation);
            }
        await PromoteWhileItIsWrittenAsync(client, whole[Weights]);
        Assert.Contains(logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(Version, StringComparison.Ordinal));

        Assert.Equal(200, await PromoteAsync(client, Version));
        Assert.False((await client.GetFromJsonAsync<JsonElement>("/health/ready", Cancellation)).TryGetProperty("modelFault", out _));
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(asking), answered => Assert.True(answered > 0));
    }

    /// <summary>Asks for the version to be served while its weights are cut off and written anew, again and again: it is refused, or whole.</summary>
    private async Task PromoteWhileItIsWrittenAsync(HttpClient client, byte[] weights)
    {
        const int Attempts = 10;
        using var done = new CancellationTokenSource();
        Task writing = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                using FileStream file = new(Weights, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(weights.Length / 2);
                file.Position = weights.Length / 2;
                file.Write(weights.AsSpan(weights.Length / 2));
                Thread.Yield(); // other tests run beside this one
            }
        }, Cancellation);
        for (int attempt = 0; attempt < Attempts; attempt++) Assert.Contains(await PromoteAsync(client, Version), (int[])[200, 400]);
        await done.CancelAsync();
        await writing;
    }

    private static byte[] Flipped(byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        flipped[bytes.Length / 2] ^= 4;
        return flipped;
    }

    private static async Task<int> PromoteAsync(HttpClient client, string version)
    {
        using HttpResponseMessage response = await client.PostAsync($"/v1/models/{version}/promote", content: null, Cancellation);
        return (int)response.StatusCode;
    }

    /// <summary>Asks until it is done; returns how often.</summary>
    private static async Task<int> AskAsync(HttpClient client, CancellationToken done)
    {
        int answered = 0;
        for (; !done.IsCancellationRequested; answered++)
        {
            using HttpResponseMessage response = await client.GetAsync("/v1/users/ada/recommendations?reasons=3", Cancellation);
            Assert.Equal(200, (int)response.StatusCode);
        }
        return answered;
    }
}
