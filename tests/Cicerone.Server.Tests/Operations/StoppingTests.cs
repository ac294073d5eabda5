using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Cicerone.Server.Tests.Faults;

namespace Cicerone.Server.Tests.Operations;

/// <summary>A server that is told to stop.</summary>
public sealed class StoppingTests : IDisposable
{
    private const string Secret = "cicerone_abcdefgh_c2VjcmV0LW9mLWEta2V5", Person = "somebody-with-a-rare-name";
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-stopping-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task While_it_drains_it_answers_and_says_that_it_is_ready_no_more()
    {
        var clock = new HeldClock();
        await using CiceroneServer server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Drain = TimeSpan.FromSeconds(10), Clock = clock }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(200, (int)(await client.GetAsync("/health/ready", Cancellation)).StatusCode);
        Task stopping = server.StopAsync(Cancellation);
        Assert.Equal(503, (int)(await client.GetAsync("/health/ready", Cancellation)).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync("/health/live", Cancellation)).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync("/v1/users/ada/recommendations", Cancellation)).StatusCode);
        Assert.False(stopping.IsCompleted);
        clock.GoOn();
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health/live", Cancellation));
    }

    [Fact]
    public async Task After_SIGTERM_what_is_under_way_is_answered_and_kept_and_the_process_ends_by_itself()
    {
        const string Body = """{"user":"ada","item":"moonstone","id":"under way"}""";
        Directory.CreateDirectory(Path.Combine(_folder, "models", "000001"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "models", "000001", "version.json"), "{}", Cancellation); // a version without a model
        using (ServerProcess server = await ServerProcess.StartAsync(_folder))
        {
            using (var client = new HttpClient { BaseAddress = server.Address })
            {
                client.DefaultRequestHeaders.Add("X-API-Key", Secret);
                Assert.Equal(401, (int)(await client.GetAsync($"/v1/users/{Person}/events", Cancellation)).StatusCode);
                client.DefaultRequestHeaders.Remove("X-API-Key");
                Assert.Equal(400, (int)(await client.PostAsync("/v1/models/000001/promote", content: null, Cancellation)).StatusCode);
            }
            using var connection = new TcpClient();
            await connection.ConnectAsync(server.Address.Host, server.Address.Port, Cancellation);
            NetworkStream stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"), Cancellation);
            byte[] buffer = new byte[4096];
            Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Cancellation)), StringComparison.Ordinal); // its endpoint reads the body
            await server.TerminateAsync();
            while (await ListensAsync(server.Address)) await Task.Delay(5, Cancellation);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Body), Cancellation);
            Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Cancellation)), StringComparison.Ordinal);
            Assert.Equal(0, await server.ExitAsync());

            string[] lines = [.. server.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
            Assert.Contains(lines, line => line.Contains("000001", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.Contains(Secret.Split('_')[2], StringComparison.Ordinal) || line.Contains(Person, StringComparison.Ordinal));
        }
        using (ServerProcess again = await ServerProcess.StartAsync(_folder))
        {
            using var client = new HttpClient { BaseAddress = again.Address };
            Assert.Contains("under way", await client.GetStringAsync("/v1/users/ada/events", Cancellation), StringComparison.Ordinal);
        }
    }

    private static async Task<bool> ListensAsync(Uri address)
    {
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(address.Host, address.Port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A clock whose timers wait until they are told to go on.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly Lock _lock = new();
        private readonly List<Action> _held = [];

        public void GoOn()
        {
            Action[] held;
            lock (_lock) held = [.. _held];
            foreach (Action timer in held) timer();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock) _held.Add(() => callback(state));
            return new Held();
        }

        private sealed class Held : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
