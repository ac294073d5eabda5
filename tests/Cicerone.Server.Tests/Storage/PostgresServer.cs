using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cicerone.Server.Tests.Storage.PostgresServer))]

namespace Cicerone.Server.Tests.Storage;

/// <summary>
/// A PostgreSQL of the distribution's package on a free port of loopback, in a folder of its own. It starts when a test
/// first asks for a database, and stops with the tests.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Account = "cicerone", Password = "p@ss/word";
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(90);
    private readonly SemaphoreSlim _starting = new(1, 1);
    private string? _programs;
    private string _folder = "";
    private int _port, _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The address of a new, empty database; the test is skipped where PostgreSQL is not installed.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_programs is null) await PrepareAsync();
        }
        finally
        {
            _starting.Release();
        }
        string name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return AddressOf(name);
    }

    /// <summary>Runs a statement as the owner of all databases.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="database">Where.</param>
    public async Task<object?> ExecuteAsync(string sql, string database = "postgres")
    {
        var settings = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = Account, Password = Password, Database = database, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it, with what it held before.</summary>
    public async Task StartAsync() => await RunAsync("pg_ctl", "start", "-s", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"),
        "-o", $"-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories= -c fsync=off -c shared_buffers=16MB");

    /// <summary>Stops it at once, as a loss of power would.</summary>
    public async Task StopAsync() => await RunAsync("pg_ctl", "stop", "-s", "-D", Data, "-w", "-t", "60", "-m", "immediate");

    public async ValueTask DisposeAsync()
    {
        if (_programs is not null)
        {
            await StopAsync();
            Directory.Delete(_folder, recursive: true);
        }
        _starting.Dispose();
    }

    /// <summary>The address of a database.</summary>
    public string AddressOf(string database) => $"postgres://{Account}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/{database}";

    private string Data => Path.Combine(_folder, "data");

    private async Task PrepareAsync()
    {
        string? programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).LastOrDefault(folder => File.Exists(Path.Combine(folder, "postgres"))) : null;
        if (programs is null) Assert.Skip("PostgreSQL is not installed; ./test installs it, or: apt-get install postgresql");
        _port = FreePort();
        _folder = Directory.CreateTempSubdirectory("cicerone-postgres-").FullName;
        string password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, Password, TestContext.Current.CancellationToken);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", "postgres", _folder); // PostgreSQL does not run as root
        _programs = programs;
        // A default order that is not that of code points: the store must not rest on it.
        await RunAsync("initdb", "-D", Data, "-U", Account, "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en", "--no-sync");
        await StartAsync();
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        string path = _programs is null ? program : Path.Combine(_programs, program);
        string[] command = _programs is not null && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments]
            : [path, .. arguments];
        using var process = new Process { StartInfo = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardOutput = program != "pg_ctl" } }; // pg_ctl hands its output on to the server
        process.Start();
        using var patience = new CancellationTokenSource(LongestRun);
        string output = program != "pg_ctl" ? await process.StandardOutput.ReadToEndAsync(patience.Token) : "";
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}. {output}");
    }

    /// <summary>A port of loopback that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
