using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Cicerone.Server.Storage;

namespace Cicerone.Benchmarks.Load;

/// <summary>
/// <c>cluster RUN store=postgres://… cluster=redis://…/NAME [servers=2 rate=400 seconds=20 people=2000]</c>: several servers of a run of <see cref="MadeUpShop"/>, each in a process of its
/// own, and this one, which loads them: half of the requests record an event under an id, half ask for recommendations. The rate rises for 16 seconds; half-way through the rest the second server is killed. A request that fails is sent
/// again to the next server, and one that cannot be connected to is asked no more, as by a balancer. At the end every acknowledged event is looked for in the store.
/// </summary>
internal static class ClusterLoad
{
    private const int AgainAfterMilliseconds = 20, NormalTimes = 3, Connections = 64;
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10), LongestRequest = TimeSpan.FromSeconds(5), WarmUp = TimeSpan.FromSeconds(16);

    public static void Run(string[] arguments) => RunAsync(arguments).GetAwaiter().GetResult();

    private static async Task RunAsync(string[] arguments)
    {
        LoadSettings settings = new(arguments[1..], "store", "cluster", "servers", "rate", "seconds", "people");
        int servers = settings.Whole("servers", 2), rate = settings.Whole("rate", 400), seconds = settings.Whole("seconds", 20), people = settings.Whole("people", 2_000);
        string store = settings.Text("store", ""), cluster = settings.Text("cluster", "");
        if (servers < 2 || store.Length == 0 || cluster.Length == 0) throw new CiceroneException("cluster RUN store=postgres://USER@HOST/DATABASE cluster=redis://HOST/NAME, and at least two servers");
        ServedRun[] all = [.. Enumerable.Range(0, servers).Select(_ => new ServedRun(arguments[0], store, "--cluster", cluster))];
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { Timeout = LongestRequest };
        string name = Guid.NewGuid().ToString("N")[..8];
        var sent = new ConcurrentBag<Sent>();
        double total = (WarmUp + TimeSpan.FromSeconds(seconds)).TotalSeconds, killAt = WarmUp.TotalSeconds + seconds / 2.0;
        var addresses = new ConcurrentDictionary<Uri, bool>(all.Select(server => KeyValuePair.Create(server.Address, true)));
        var clock = Stopwatch.StartNew();
        var requests = new List<Task>();
        bool killed = false;
        double killedAt = 0;
        for (int number = 0; clock.Elapsed.TotalSeconds < total; number++)
        {
            if (!killed && clock.Elapsed.TotalSeconds >= killAt)
            {
                all[1].Kill();
                (killed, killedAt) = (true, clock.Elapsed.TotalSeconds);
            }
            double warm = number / (rate * WarmUp.TotalSeconds / 2), due = warm < 1 ? WarmUp.TotalSeconds * Math.Sqrt(warm) : WarmUp.TotalSeconds * (1 + warm) / 2; // the rate rises to its height until the servers are warm
            while (clock.Elapsed.TotalSeconds < due) await Task.Delay(1);
            requests.Add(SendAsync(number));
        }
        await Task.WhenAll(requests);

        Tell("before the kill", [.. sent.Where(request => request.Due > WarmUp.TotalSeconds && request.Due < killedAt)]);
        double usual = At([.. sent.Where(request => request.Due > WarmUp.TotalSeconds && request.Due < killedAt)], 0.99);
        Tell("in the 2 s after it", [.. sent.Where(request => request.Due >= killedAt && request.Due < killedAt + 2)]);
        Tell("after that", [.. sent.Where(request => request.Due >= killedAt + 2)]);
        double normal = sent.Where(request => request.Due >= killedAt && request.Milliseconds > NormalTimes * usual).Select(request => request.Due + request.Milliseconds / 1000 - killedAt).DefaultIfEmpty().Max();
        Console.WriteLine($"the last request that took more than {NormalTimes} times the 99th percentile of before was answered {normal:0.00} s after the kill");
        await CheckAsync(store, name, [.. sent.Where(request => request.Id is not null && !request.HasFailed).Select(request => request.Id!)], sent.Count(request => request.HasFailed));
        foreach (ServedRun server in all) server.Dispose();

        async Task SendAsync(int number)
        {
            double due = clock.Elapsed.TotalSeconds;
            string user = MadeUpShop.Person(new RandomSource((ulong)number).NextInt(people));
            string? id = number % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{name}/{number}") : null;
            for (int attempt = 1; ; attempt++)
            {
                Uri[] known = [.. addresses.Keys.OrderBy(known => known.Port)];
                Uri address = known[(number / 2 + attempt) % known.Length];
                try
                {
                    using HttpResponseMessage response = id is not null ? await client.PostAsJsonAsync(new Uri(address, "/v1/events"), new { user, item = MadeUpShop.Item(number % 1000), action = "view", id })
                        : await client.GetAsync(new Uri(address, $"/v1/users/{user}/recommendations?count=10"));
                    response.EnsureSuccessStatusCode();
                    sent.Add(new Sent(due, 1000 * (clock.Elapsed.TotalSeconds - due), attempt, id, HasFailed: false));
                    return;
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    if (clock.Elapsed.TotalSeconds - due > LongestRetry.TotalSeconds)
                    {
                        sent.Add(new Sent(due, 1000 * (clock.Elapsed.TotalSeconds - due), attempt, id, HasFailed: true));
                        return;
                    }
                    if (fault is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } && addresses.Count > 1) addresses.TryRemove(address, out _);
                    await Task.Delay(AgainAfterMilliseconds);
                }
            }
        }
    }

    /// <summary>Looks for every acknowledged event in the store.</summary>
    private static async Task CheckAsync(string store, string name, HashSet<string> acknowledged, int failed)
    {
        await using Store opened = Store.Open(store);
        string[] stored = [.. (await opened.Events.AllAsync(CancellationToken.None)).Select(arrival => arrival.Event.Id).OfType<string>().Where(id => id.StartsWith(name, StringComparison.Ordinal))];
        Console.WriteLine($"{acknowledged.Count:N0} events acknowledged, {acknowledged.Count(id => !stored.Contains(id)):N0} of them lost, {stored.Length - stored.Distinct().Count():N0} stored twice, {stored.Length - acknowledged.Count:N0} stored without an answer; {failed:N0} requests failed after {LongestRetry.TotalSeconds:0} s of retries");
    }

    private static void Tell(string when, Sent[] sent) => Console.WriteLine($"{when,-20} {sent.Length,8:N0} requests, p50 {At(sent, 0.5):0.0} ms, p99 {At(sent, 0.99):0.0} ms, at most {At(sent, 1):0} ms, {sent.Count(request => request.Attempts > 1):N0} sent again");

    private static double At(Sent[] sent, double share)
    {
        double[] times = [.. sent.Select(request => request.Milliseconds).Order()];
        return times.Length == 0 ? 0 : times[(int)Math.Min(times.Length - 1, Math.Ceiling(share * times.Length) - 1)];
    }

    /// <summary>A request that was answered, or given up.</summary>
    /// <param name="Due">When it was sent first, in seconds.</param>
    /// <param name="Milliseconds">Until it was answered, with all attempts.</param>
    /// <param name="Attempts">How often it was sent.</param>
    /// <param name="Id">Id of its event; null for a question.</param>
    /// <param name="HasFailed">Whether it was given up.</param>
    private sealed record Sent(double Due, double Milliseconds, int Attempts, string? Id, bool HasFailed);
}
