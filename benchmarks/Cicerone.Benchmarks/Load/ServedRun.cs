using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cicerone.Benchmarks.Load;

/// <summary>A run that <c>cicerone serve</c> serves in a process of its own, with a store in a folder of its own.</summary>
internal sealed class ServedRun : IDisposable
{
    private const int LongestStop = 30_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-load-").FullName;
    private readonly Process _process;

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="store">Address of the store; empty for a new file.</param>
    /// <param name="more">Further arguments of the command.</param>
    public ServedRun(string run, string store, params string[] more)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "Cicerone.Cli.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [command, "serve", run, "--json", "--urls", "http://127.0.0.1:0", "--store", store.Length > 0 ? store : $"sqlite:{_folder}/events.db", .. more]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string told = "";
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            told += line;
            if (line.StartsWith('}')) break; // the document ends
        }
        if (told.Length == 0) throw new CiceroneException($"'cicerone serve {run}' ended; it says why above.");
        using JsonDocument json = JsonDocument.Parse(told);
        Address = new Uri(json.RootElement.GetProperty("address").GetString()!);
    }

    public Uri Address { get; }

    /// <summary>User and system time of the server up to now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What the server has in memory, in MiB, and the most it had.</summary>
    public (long Resident, long Peak) Memory => (Status("VmRSS:"), Status("VmHWM:"));

    /// <summary>Ends the server at once, as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited) Stop();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Stop()
    {
        using (Process stop = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])!) stop.WaitForExit();
        if (!_process.WaitForExit(LongestStop)) _process.Kill();
    }

    private long Status(string name) => long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
