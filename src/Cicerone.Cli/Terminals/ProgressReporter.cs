using System.Diagnostics;
using Cicerone.Models;

namespace Cicerone.Cli.Terminals;

/// <summary>
/// Shows how far long work has come: one line that is rewritten, with a bar and the time left, when a person watches; a
/// plain line a stage when none does. Work that is quick shows nothing but its end.
/// </summary>
internal sealed class ProgressReporter(Terminal terminal) : IProgress<FitProgress>, IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private string _stage = "";
    private double _fraction;
    private long _stageStart, _drawn;

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        lock (_lock)
        {
            if (value.Stage != _stage)
            {
                EndStage();
                (_stage, _fraction, _stageStart, _drawn) = (value.Stage, 0, Stopwatch.GetTimestamp(), 0);
                if (!terminal.IsWatched) terminal.Remark($"{value.Stage} …");
            }
            _fraction = Math.Max(_fraction, value.Fraction); // blocks of parallel work may report out of order
            if (terminal.IsWatched && (_drawn == 0 || Stopwatch.GetElapsedTime(_drawn) >= Redraw)) Draw();
        }
    }

    /// <summary>Takes the share done of one stage.</summary>
    public IProgress<double> Stage(string name) => new OneStage(this, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) EndStage();
    }

    private void Draw()
    {
        _drawn = Stopwatch.GetTimestamp();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_stageStart);
        int filled = (int)(BarWidth * Math.Clamp(_fraction, 0, 1));
        string left = _fraction is > 0.02 and < 1 ? $", {Seconds(elapsed * ((1 - _fraction) / _fraction))} left" : "";
        terminal.Error.Write($"\r{_stage} [{new string('=', filled)}{new string(' ', BarWidth - filled)}] {_fraction:P0}, {Seconds(elapsed)}{left}   ");
    }

    private void EndStage()
    {
        if (_stage.Length == 0) return;
        string took = $"{_stage}: {Seconds(Stopwatch.GetElapsedTime(_stageStart))}";
        if (terminal.IsWatched) terminal.Error.Write($"\r{took}{new string(' ', BarWidth + 40)}\n");
        else terminal.Remark(took);
        _stage = "";
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 120 ? $"{time.TotalSeconds:0.0} s" : $"{time.TotalMinutes:0.0} min";

    private sealed class OneStage(ProgressReporter whole, string name) : IProgress<double>
    {
        public void Report(double value) => whole.Report(new FitProgress(name, value));
    }
}
