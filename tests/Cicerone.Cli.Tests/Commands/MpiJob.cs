using System.Diagnostics;
using System.Globalization;

namespace Cicerone.Cli.Tests.Commands;

/// <summary>Two processes of the command, started by <c>mpirun</c>.</summary>
internal sealed class MpiJob : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process _mpirun;
    private readonly Task<string> _output, _error;
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private MpiJob(Process mpirun)
    {
        _patience.CancelAfter(Patience);
        (_mpirun, _output, _error) = (mpirun, mpirun.StandardOutput.ReadToEndAsync(_patience.Token), mpirun.StandardError.ReadToEndAsync(_patience.Token));
    }

    /// <summary>Whether mpirun has ended.</summary>
    public bool HasEnded => _mpirun.HasExited;

    /// <summary>Starts a call.</summary>
    /// <param name="arguments">What is typed after <c>cicerone</c>.</param>
    public static MpiJob Start(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "mpirun"))), "mpirun is not installed; ./test installs it, or: apt-get install openmpi-bin");
        var start = new ProcessStartInfo("mpirun", ["-n", "2", "--allow-run-as-root", "--oversubscribe", "dotnet", typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new MpiJob(Process.Start(start)!);
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code of mpirun, and all that it and the processes printed.</returns>
    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        await _mpirun.WaitForExitAsync(_patience.Token);
        return (_mpirun.ExitCode, await _output, await _error);
    }

    /// <summary>Ends one of the processes at once, as kill -9 does.</summary>
    public void Kill(int rank)
    {
        string children = File.ReadAllText($"/proc/{_mpirun.Id}/task/{_mpirun.Id}/children");
        int[] ids = [.. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        int killed = ids.Single(id => File.ReadAllText($"/proc/{id}/environ").Split('\0').Contains($"OMPI_COMM_WORLD_RANK={rank}"));
        using var process = Process.GetProcessById(killed);
        process.Kill();
    }

    public void Dispose()
    {
        if (!_mpirun.HasExited) _mpirun.Kill(entireProcessTree: true);
        _mpirun.Dispose();
        _patience.Dispose();
    }
}
