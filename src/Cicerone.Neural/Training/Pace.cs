using System.Diagnostics;

namespace Cicerone.Neural.Training;

/// <summary>How fast an epoch goes.</summary>
/// <param name="steps">Its steps.</param>
/// <param name="examples">Its examples.</param>
internal sealed class Pace(int steps, int examples)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _reported = Stopwatch.GetTimestamp();
    private int _skipped;

    public int Steps => steps;

    public int Examples => examples;

    /// <summary>Examples that are done, those that were done before the run was resumed among them.</summary>
    public int Done { get; private set; }

    /// <summary>Examples a second.</summary>
    public double Rate => (Done - _skipped) / Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Passes over examples that were done before.</summary>
    public void Skip(int count) => (Done, _skipped) = (Done + count, _skipped + count);

    /// <summary>Counts examples.</summary>
    public void Did(int count) => Done += count;

    /// <summary>Whether so long has gone by since the last report; if it has, this is one.</summary>
    public bool IsDue(TimeSpan between)
    {
        if (Stopwatch.GetElapsedTime(_reported) < between) return false;
        _reported = Stopwatch.GetTimestamp();
        return true;
    }
}
