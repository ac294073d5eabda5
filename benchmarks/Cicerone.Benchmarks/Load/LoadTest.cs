using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicerone.Benchmarks.Load;

/// <summary>
/// <c>load RUN [mix=shop rate=1000 seconds=30 items=41000 store=ADDRESS]</c>: serves a run of <see cref="MadeUpShop"/> in a second process and sends requests in an
/// open loop: their moments are drawn beforehand (independent arrivals at the rate), and a request's time counts from its moment, whether
/// or not anything was free to send it then.
/// </summary>
internal static partial class LoadTest
{
    private const int Connections = 64;
    private const double WarmUpSeconds = 5;

    public static void Run(string[] arguments)
    {
        LoadSettings settings = new(arguments[1..], "mix", "rate", "seconds", "items", "batch", "store", "warm-up");
        int seconds = settings.Whole("seconds", 30), rate = settings.Whole("rate", 1000);
        var requests = new LoadRequests(settings.Text("mix", "shop"), settings.Whole("items", 41_000), settings.Whole("batch", 100));
        using var server = new ServedRun(arguments[0], settings.Text("store", ""));
        Send(server, requests, rate, settings.Whole("warm-up", (int)WarmUpSeconds), seed: 1); // the compiler and the filters have had their time
        (long resident, _) = server.Memory;
        TimeSpan before = server.ProcessorTime, own = Own();
        (IReadOnlyList<Sent> sent, double took) = Send(server, requests, rate, seconds, seed: 2);
        double processor = (server.ProcessorTime - before).TotalMilliseconds, generator = (Own() - own).TotalMilliseconds;
        (long after, long peak) = server.Memory;

        Sent[] done = [.. sent.Where(request => request.Failure is null)];
        Console.WriteLine($"{sent.Count:N0} requests in {took:0.0} s: {sent.Count / took:N0} a second of {rate:N0} wanted, {sent.Count - done.Length} errors; load of the machine {Load()}");
        foreach (IGrouping<string?, Sent> failures in sent.Where(request => request.Failure is not null).GroupBy(request => request.Failure)) Console.WriteLine($"  {failures.Count()} × {failures.Key}");
        Console.WriteLine("kind          requests    p50 ms    p90 ms    p99 ms  p99.9 ms    max ms");
        Tell("all", done);
        if (requests.Kinds.Count > 1)
            for (int kind = 0; kind < requests.Kinds.Count; kind++) Tell(requests.Kinds[kind], [.. done.Where(request => request.Kind == kind)]);
        long events = done.Sum(request => (long)requests.EventsOf(request.Kind));
        if (events > 0) Console.WriteLine($"{events / took:N0} acknowledged events a second");
        Console.WriteLine($"processor time: server {processor / sent.Count:0.000} ms a request ({processor / 1000 / took:0.00} processors), generator {generator / sent.Count:0.000} ms");
        Console.WriteLine($"memory of the server: {resident:N0} MiB at the start, {after:N0} MiB at the end, {peak:N0} MiB at most");
    }

    private static (IReadOnlyList<Sent> Sent, double Seconds) Send(ServedRun server, LoadRequests requests, int rate, int seconds, ulong seed)
    {
        long[] moments = Moments(rate, seconds, seed);
        var sent = new Sent[moments.Length];
        int next = -1;
        long start = LoadClock.Now + 100_000_000;
        Thread[] senders = [.. Enumerable.Range(0, Connections).Select(_ => new Thread(() =>
        {
            LoadConnection? connection = null;
            for (int number; (number = Interlocked.Increment(ref next)) < moments.Length;)
            {
                byte[] request = requests.Of((long)seed * 1_000_000_000 + number);
                LoadClock.WaitUntil(start + moments[number]);
                string? failure = null;
                long due = start + moments[number];
                try
                {
                    connection ??= new LoadConnection(server.Address);
                    failure = requests.IsFresh ? Fresh(connection, number, request, out due) : Failure(connection, connection.Send(request));
                }
                catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
                {
                    failure = fault.Message;
                    connection?.Dispose();
                    connection = null;
                }
                sent[number] = new Sent(requests.KindOf(number), LoadClock.Now - due, failure);
            }
            connection?.Dispose();
        }, maxStackSize: 1 << 18) { IsBackground = true })];
        foreach (Thread sender in senders) sender.Start();
        foreach (Thread sender in senders) sender.Join();
        return (sent, (LoadClock.Now - start) / 1e9);
    }

    /// <summary>The moments of independent arrivals, in nanoseconds.</summary>
    private static long[] Moments(int rate, int seconds, ulong seed)
    {
        var random = new RandomSource(seed);
        var moments = new List<long>(rate * seconds);
        for (double at = 0; (at -= Math.Log(1 - random.NextDouble()) / rate) < seconds;) moments.Add((long)(at * 1e9));
        return [.. moments];
    }

    /// <summary>Lets a person take what is recommended first, and looks whether the next answer knows: what is chosen is not recommended again. The time is that of the event and the answer after it.</summary>
    private static string? Fresh(LoadConnection connection, int number, byte[] request, out long due)
    {
        int status = connection.Send(request);
        string first = FirstItem().Match(connection.Answer).Value;
        due = LoadClock.Now;
        if (status != 200 || first.Length == 0) return Failure(connection, status) ?? "nothing is recommended";
        if (Failure(connection, connection.Send(LoadRequests.Takes(number, first))) is { } refused) return refused;
        if (Failure(connection, connection.Send(request)) is { } failed) return failed;
        return connection.Answer.Contains($"\"item\":\"{first}\"", StringComparison.Ordinal) ? "the next answer does not know of the event" : null;
    }

    private static string? Failure(LoadConnection connection, int status) => status == 200 ? null : $"{status} {connection.Answer.Split('\n')[^1]}";

    private static void Tell(string kind, Sent[] sent)
    {
        if (sent.Length == 0) return;
        double[] times = [.. sent.Select(request => request.Nanoseconds / 1e6).Order()];
        string At(double share) => times[(int)Math.Min(times.Length - 1, Math.Ceiling(share * times.Length) - 1)].ToString("0.00", CultureInfo.InvariantCulture).PadLeft(10);
        Console.WriteLine($"{kind,-12}{sent.Length,10:N0}{At(0.5)}{At(0.9)}{At(0.99)}{At(0.999)}{At(1)}");
    }

    private static TimeSpan Own()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime;
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    [GeneratedRegex("(?<=\"item\":\")[^\"]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstItem();

    /// <summary>A request that was sent.</summary>
    /// <param name="Kind">Number of its kind.</param>
    /// <param name="Nanoseconds">From its moment to the end of its answer.</param>
    /// <param name="Failure">What went wrong; null for nothing.</param>
    private readonly record struct Sent(int Kind, long Nanoseconds, string? Failure);
}
