using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Cicerone.Cluster;
using Cicerone.Server.Learning;

namespace Cicerone.Server.Tests.Faults;

/// <summary>The shop's server in a process of its own, which can be killed, or given a disk of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Variable = "CICERONE_SERVER_PROCESS", StoreVariable = "CICERONE_SERVER_STORE", ClusterVariable = "CICERONE_SERVER_CLUSTER", Ballast = "ballast";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly string _folder;
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServerProcess(string folder, Process process, Uri address) => (_folder, _process, Address) = (folder, process, address);

    public Uri Address { get; }

    /// <summary>What it has logged; whole when it has ended.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    /// <summary>Starts the server.</summary>
    /// <param name="folder">Where it tells its address; its store lies in <c>store/</c> there.</param>
    /// <param name="diskKilobytes">The size of a disk for the store, half of which is taken by ballast; null for the disk that is there.</param>
    /// <param name="cluster">The store and the cluster that it shares with others; null for a server that is alone, with a store of its own.</param>
    public static async Task<ServerProcess> StartAsync(string folder, int? diskKilobytes = null, (string Store, string Cluster)? cluster = null)
    {
        string assembly = typeof(ServerProcess).Assembly.Location, store = Directory.CreateDirectory(Path.Combine(folder, "store")).FullName, told = Path.Combine(folder, "address");
        File.Delete(told);
        ProcessStartInfo start = diskKilobytes is null ? new("dotnet", [assembly])
            : new("unshare", ["--mount", "--map-root-user", "sh", "-c", $"mount -t tmpfs -o size={diskKilobytes}k tmpfs '{store}' && head -c {diskKilobytes * 512} /dev/zero > '{store}/{Ballast}' && exec dotnet '{assembly}'"]);
        start.Environment[Variable] = folder;
        if (cluster is { } shared) (start.Environment[StoreVariable], start.Environment[ClusterVariable]) = shared;
        (start.RedirectStandardError, start.UseShellExecute) = (true, false);
        Process process = Process.Start(start)!;
        var waited = Stopwatch.StartNew();
        while (!File.Exists(told))
        {
            if (process.HasExited && diskKilobytes is not null) Assert.Skip("A disk of a test's own cannot be mounted here: unshare and mount are refused.");
            Assert.False(process.HasExited, "The server ended by itself.");
            Assert.True(waited.Elapsed < LongestStart, "The server did not start.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        var server = new ServerProcess(folder, process, new Uri(await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken)));
        process.ErrorDataReceived += server.OnLogged;
        process.BeginErrorReadLine();
        return server;
    }

    private void OnLogged(object sender, DataReceivedEventArgs told)
    {
        lock (_log) _log.Append(told.Data).Append('\n');
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Takes the ballast off its disk.</summary>
    public void MakeRoom() => File.WriteAllText(Path.Combine(_folder, "room"), "");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    /// <summary>What the other process, which is this assembly too, does instead of testing.</summary>
    /// <returns>Whether this is that other process.</returns>
    internal static bool ServesUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder) return false;
        string store = Path.Combine(folder, "store");
        ServerOptions options = RunningServer.Options(store) with { JsonLogs = true, Learning = new LearningOptions { Folder = Path.Combine(folder, "models"), Threads = 1 } };
        if (Environment.GetEnvironmentVariable(ClusterVariable) is { } cluster)
            options = (options with { Store = Environment.GetEnvironmentVariable(StoreVariable)!, Learning = null }).InClusterAsync(ClusterOptions.Parse(cluster, "127.0.0.1:0")).GetAwaiter().GetResult();
        CiceroneServer server = CiceroneServer.StartAsync(options).GetAwaiter().GetResult();
        using var stop = new ManualResetEventSlim();
        using PosixSignalRegistration _ = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Set();
        });
        string told = Path.Combine(folder, "address");
        File.WriteAllText(told + ".new", server.Address.ToString());
        File.Move(told + ".new", told);
        while (!stop.Wait(20))
            if (File.Exists(Path.Combine(folder, "room"))) File.Delete(Path.Combine(store, Ballast));
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return true;
    }
}
