using Cicerone.Client;
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
        using var clock = new ServerClock();
        using var http = new HttpClient(clock) { Timeout = Patience };
        using var client = new CiceroneClient(new CiceroneClientOptions { Address = server, Key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null, Retries = 0 }, http);
        var findings = new List<Finding>();
        try
        {
            findings.Add(await ReadyAsync(client, cancellation));
            findings.Add(new Finding("Clock", Math.Abs(clock.Skew.TotalSeconds) <= MostSkew, $"{clock.Skew.TotalSeconds:0} s from this machine's", "set the clocks: events without a time get the server's"));
            findings.AddRange(Of(await client.Health.StatusAsync(cancellation)));
        }
        catch (CiceroneApiException refusal)
        {
            findings.Add(new Finding("Status", Ok: false, refusal.Message, $"put a key with the scope admin into {KeyVariable}, and use the command of the server's version"));
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            findings.Add(new Finding("Server", Ok: false, fault.Message, $"look whether a server runs at {address}"));
        }
        return findings;
    }

    private static async Task<Finding> ReadyAsync(CiceroneClient client, CancellationToken cancellation)
    {
        const string What = "Ready", Remedy = "look at the store, and at the server's log";
        try
        {
            await client.Health.ReadyAsync(cancellation);
            return new Finding(What, Ok: true, "yes", Remedy);
        }
        catch (CiceroneApiException refusal)
        {
            return new Finding(What, Ok: false, refusal.Message, Remedy);
        }
    }

    private static IEnumerable<Finding> Of(ServerStatus status)
    {
        yield return new Finding("Version", status.Version == ModelCard.LibraryVersion, status.Version, $"this command is of {ModelCard.LibraryVersion}; use the same");
        yield return new Finding("Store", status.Schema == Store.SchemaVersion, $"{status.Store}, version {status.Schema}, {status.People} people, {status.Events} events", $"this command knows stores of version {Store.SchemaVersion}");
        yield return new Finding("Model", status.ModelFault is null, status.ModelFault ?? $"{status.Algorithm}, version {status.ModelVersion}", "the one before it goes on; learn or promote another");
        if (status.FreeDiskBytes is { } free) yield return Finding.OfDisk(free);
        yield return new Finding("Memory of the server", status.MemoryBytes < MostMemory * status.MemoryLimitBytes, $"{status.MemoryBytes / 1e9:0.0} of {status.MemoryLimitBytes / 1e9:0.0} GB", "give it more, or serve a smaller model");
        yield return new Finding("Keys", status.ExpiredKeys == 0, $"{status.Keys}, {status.ExpiredKeys} of them expired", "rotate those that are used, revoke the others: 'cicerone keys list'");
    }

    /// <summary>Reads the server's clock off its answers.</summary>
    private sealed class ServerClock() : DelegatingHandler(new HttpClientHandler())
    {
        /// <summary>How far this machine's clock is ahead of the server's; 0 where no answer told.</summary>
        public TimeSpan Skew { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.Date is { } date) Skew = DateTimeOffset.UtcNow - date;
            return response;
        }
    }
}
