using System.Net.Http.Json;
using System.Text.Json;
using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands.Doctors;

/// <summary>Looks at a server that runs, through its API.</summary>
internal static class ServerDoctor
{
    private const string KeyVariable = "CICERONE_KEY";
    private const double MostSkew = 5, MostMemory = 0.9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> LookAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? server)) throw new UsageException($"'{address}' is no address of a server; give one such as http://127.0.0.1:5000.");
        using var client = new HttpClient { BaseAddress = server, Timeout = Patience };
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key) client.DefaultRequestHeaders.Add("X-API-Key", key);
        var findings = new List<Finding>();
        try
        {
            using HttpResponseMessage ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            string told = await ready.Content.ReadAsStringAsync(cancellation);
            findings.Add(new Finding("Ready", ready.IsSuccessStatusCode, ready.IsSuccessStatusCode ? "yes" : Detail(told), "look at the store, and at the server's log"));
            double skew = ready.Headers.Date is { } date ? (DateTimeOffset.UtcNow - date).TotalSeconds : 0;
            findings.Add(new Finding("Clock", Math.Abs(skew) <= MostSkew, $"{skew:0} s from this machine's", "set the clocks: events without a time get the server's"));
            using HttpResponseMessage status = await client.GetAsync(new Uri("/v1/status", UriKind.Relative), cancellation);
            if (!status.IsSuccessStatusCode) findings.Add(new Finding("Status", Ok: false, $"{(int)status.StatusCode}", $"put a key with the scope admin into {KeyVariable}"));
            else findings.AddRange(Of(await status.Content.ReadFromJsonAsync<JsonElement>(cancellation)));
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            findings.Add(new Finding("Server", Ok: false, fault.Message, $"look whether a server runs at {address}"));
        }
        return findings;
    }

    private static IEnumerable<Finding> Of(JsonElement status)
    {
        string version = status.GetProperty("version").GetString()!;
        yield return new Finding("Version", version == ModelCard.LibraryVersion, version, $"this command is of {ModelCard.LibraryVersion}; use the same");
        yield return new Finding("Store", status.GetProperty("schema").GetInt32() == Store.SchemaVersion, $"{status.GetProperty("store")}, version {status.GetProperty("schema")}, {status.GetProperty("people")} people, {status.GetProperty("events")} events", $"this command knows stores of version {Store.SchemaVersion}");
        string? fault = status.GetProperty("modelFault").GetString();
        yield return new Finding("Model", fault is null, fault ?? $"{status.GetProperty("algorithm")}, version {status.GetProperty("modelVersion")}", "the one before it goes on; learn or promote another");
        if (status.GetProperty("freeDiskBytes") is { ValueKind: JsonValueKind.Number } free) yield return Finding.OfDisk(free.GetInt64());
        double memory = status.GetProperty("memoryBytes").GetInt64(), limit = status.GetProperty("memoryLimitBytes").GetInt64();
        yield return new Finding("Memory of the server", memory < MostMemory * limit, $"{memory / 1e9:0.0} of {limit / 1e9:0.0} GB", "give it more, or serve a smaller model");
        int expired = status.GetProperty("expiredKeys").GetInt32();
        yield return new Finding("Keys", expired == 0, $"{status.GetProperty("keys")}, {expired} of them expired", "rotate those that are used, revoke the others: 'cicerone keys list'");
    }

    private static string Detail(string problem)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(problem);
            return json.RootElement.GetProperty("detail").GetString() ?? problem;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return problem; // of something else than a server of ours
        }
    }
}
