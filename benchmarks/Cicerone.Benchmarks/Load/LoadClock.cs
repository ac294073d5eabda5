using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cicerone.Benchmarks.Load;

/// <summary>Waits for a moment to some 60 µs, which the framework's sleep of whole milliseconds cannot, without taking the processor meanwhile (Linux).</summary>
internal static class LoadClock
{
    private const int Monotonic = 1, Absolute = 1;

    /// <summary>Now, in nanoseconds of the clock that <see cref="Stopwatch"/> reads.</summary>
    public static long Now => Stopwatch.GetTimestamp(); // one tick is a nanosecond on Linux

    /// <summary>Waits until a moment; not at all when it is past.</summary>
    public static void WaitUntil(long nanoseconds)
    {
        var moment = new Moment(nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        while (Now < nanoseconds) _ = clock_nanosleep(Monotonic, Absolute, in moment, IntPtr.Zero); // a signal may end it early
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_nanosleep(int clock, int flags, in Moment moment, IntPtr remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Moment(long Seconds, long Nanoseconds);
}
