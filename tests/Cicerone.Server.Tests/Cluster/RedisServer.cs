using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cicerone.Server.Tests.Storage;

[assembly: AssemblyFixture(typeof(Cicerone.Server.Tests.Cluster.RedisServer))]

namespace Cicerone.Server.Tests.Cluster;

/// <summary>A Redis of the distribution's package on a free port of loopback, which keeps nothing on disk. It starts when a test first asks for it, and stops with the tests.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private const string Program = "/usr/bin/redis-server";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Process? _process;
    private int _port, _clusters;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The address of a cluster that nobody is in; the test is skipped where Redis is not installed.</summary>
    public async Task<string> NewClusterAsync()
    {
        if (!File.Exists(Program)) Assert.Skip("Redis is not installed; ./test installs it, or: apt-get install redis-server");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_process is null) await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
        return string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{_port}/test{Interlocked.Increment(ref _clusters)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
        _starting.Dispose();
    }

    private async Task StartAsync()
    {
        _port = PostgresServer.FreePort();
        _process = Process.Start(new ProcessStartInfo(Program, ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"]) { WorkingDirectory = "/", UseShellExecute = false })!;
        for (var waited = Stopwatch.StartNew(); ;)
        {
            Assert.False(_process.HasExited, "Redis ended by itself.");
            Assert.True(waited.Elapsed < LongestStart, "Redis did not start.");
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }
}
