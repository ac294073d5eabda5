using System.Net.Http.Json;
using System.Text;

namespace Cicerone.Server.Tests.Operations;

public sealed class TelemetryTests : IDisposable
{
    private const string Person = "somebody-with-a-rare-name";
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-telemetry-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Metrics_count_what_was_done_and_name_nobody()
    {
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder), Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        await UseAsync(client);
        string metrics = await client.GetStringAsync("/metrics", Cancellation);
        Assert.Matches("""(?m)^cicerone_recommendations_total\{[^}]*source="ease"[^}]*\} [1-9]\d*$""", metrics); // servers of other tests in this process count too
        Assert.Matches("""(?m)^cicerone_events_recorded_total\{?[^}\n]*\}? [1-9]\d*$""", metrics);
        Assert.Matches("""(?m)^cicerone_people_forgotten_total\{?[^}\n]*\}? [1-9]\d*$""", metrics);
        Assert.Matches("""(?m)^cicerone_events_waiting\{?[^}\n]*\}? \d+$""", metrics);
        Assert.Contains("cicerone_store_write_duration_seconds_bucket", metrics, StringComparison.Ordinal);
        Assert.Contains("""http_route="/v1/users/{id}/recommendations""", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set_bytes", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(Person, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_and_name_nobody()
    {
        await using Collector collector = await Collector.StartAsync();
        await using (CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Collector = collector.Address.ToString() }, Cancellation))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            await UseAsync(client);
        }
        string traces = TextOf(collector, "/v1/traces"), metrics = TextOf(collector, "/v1/metrics");
        Assert.Contains("GET /v1/users/{id}/recommendations", traces, StringComparison.Ordinal);
        Assert.Contains("rank", traces, StringComparison.Ordinal);
        Assert.Contains("record events", traces, StringComparison.Ordinal);
        Assert.Contains("cicerone.recommendations", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(Person, traces + metrics, StringComparison.Ordinal);
    }

    private static string TextOf(Collector collector, string path) => string.Concat(collector.Received.Where(sent => sent.Path == path).Select(sent => Encoding.Latin1.GetString(sent.Body)));

    private static async Task UseAsync(HttpClient client)
    {
        (await client.PostAsJsonAsync("/v1/events", new[] { new { user = Person, item = "dune" }, new { user = Person, item = "solaris" } }, Cancellation)).EnsureSuccessStatusCode();
        (await client.GetAsync($"/v1/users/{Person}/recommendations", Cancellation)).EnsureSuccessStatusCode();
        (await client.DeleteAsync($"/v1/users/{Person}", Cancellation)).EnsureSuccessStatusCode();
    }
}
