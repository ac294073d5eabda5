using System.Diagnostics;
using Cicerone.Models;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Writes each epoch down as it ends, with the processor time it took.</summary>
internal sealed class EpochWriter(EpochTable table) : IProgress<FitProgress>
{
    private TimeSpan _before = Now;

    private static TimeSpan Now => Process.GetCurrentProcess().TotalProcessorTime;

    public void Report(FitProgress value)
    {
        if (value.Warning is { } warning) Console.WriteLine($"  warning: {warning}");
        if (value.Epoch is not { } epoch) return;
        TimeSpan now = Now;
        table.Add(value.Stage, epoch, (now - _before).TotalSeconds);
        _before = now;
    }
}
