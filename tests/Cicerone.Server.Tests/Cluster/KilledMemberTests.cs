using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Cicerone.Server.Tests.Faults;
using Cicerone.Server.Tests.Storage;

namespace Cicerone.Server.Tests.Cluster;

/// <summary>Of two servers under load one is killed, and a third joins.</summary>
public sealed class KilledMemberTests(PostgresServer postgres, RedisServer redis) : IDisposable
{
    private const int Senders = 6, EventsOfAStage = 120;
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30), LongestRequest = TimeSpan.FromSeconds(15);
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-member-").FullName;
    private readonly HttpClient _client = new() { Timeout = LongestRequest };
    private readonly int[] _acknowledged = new int[Senders];
    private volatile Uri[] _addresses = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task No_acknowledged_event_is_lost_none_is_there_twice_and_no_request_fails_after_it_is_sent_again()
    {
        (string, string) shared = (await postgres.NewDatabaseAsync(), await redis.NewClusterAsync());
        using ServerProcess first = await ServerProcess.StartAsync(Folder("first"), cluster: shared), second = await ServerProcess.StartAsync(Folder("second"), cluster: shared);
        _addresses = [first.Address, second.Address];
        using var done = new CancellationTokenSource();
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(sender => SendAsync(sender, done.Token))];
        await StageAsync(senders);
        await first.KillAsync();
        await StageAsync(senders);
        using ServerProcess third = await ServerProcess.StartAsync(Folder("third"), cluster: shared);
        _addresses = [third.Address, second.Address];
        await StageAsync(senders);
        await second.TerminateAsync(); // one that leaves by itself is missed as little
        await StageAsync(senders);
        await done.CancelAsync();
        await Task.WhenAll(senders);
        for (int sender = 0; sender < Senders; sender++)
            Assert.Equal(Enumerable.Range(0, _acknowledged[sender]).Select(number => $"{sender}/{number}"), await IdsAsync(third.Address, sender));
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    private async Task StageAsync(Task[] senders)
    {
        int until = _acknowledged.Sum() + EventsOfAStage;
        while (_acknowledged.Sum() < until && !senders.Any(sender => sender.IsCompleted)) await Task.Delay(5, Cancellation);
    }

    /// <summary>Sends one event after the other, by turns to each server, and asks the next one whether it knows.</summary>
    private async Task SendAsync(int sender, CancellationToken done)
    {
        for (int number = 0; !done.IsCancellationRequested; number++)
        {
            await AgainAsync(number, async address =>
            {
                using HttpResponseMessage response = await _client.PostAsJsonAsync(new Uri(address, "/v1/events"), new { user = $"sender-{sender}", item = "dune", id = $"{sender}/{number}" }, Cancellation);
                return response.EnsureSuccessStatusCode();
            });
            _acknowledged[sender]++;
            string[] ids = await AgainAsync(number + 1, address => IdsAsync(address, sender));
            Assert.Equal($"{sender}/{number}", ids[^1]);
        }
    }

    /// <summary>Asks one server after the other until one answers.</summary>
    private async Task<T> AgainAsync<T>(int turn, Func<Uri, Task<T>> ask)
    {
        for (var waited = Stopwatch.StartNew(); ; turn++)
        {
            Uri[] addresses = _addresses;
            try
            {
                return await ask(addresses[turn % addresses.Length]);
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && waited.Elapsed < LongestRetry)
            {
                await Task.Delay(20, Cancellation);
            }
        }
    }

    private async Task<string[]> IdsAsync(Uri address, int sender)
    {
        JsonElement answer = await _client.GetFromJsonAsync<JsonElement>(new Uri(address, $"/v1/users/sender-{sender}/events"), Cancellation);
        return [.. answer.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("id").GetString()!)];
    }
}
