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
    private readonly List<(string Stage, EpochReport Report)> _epochs = [];
    private string _stage = "", _detail = "";
    private double _fraction;
    private long _stageStart, _drawn;

    /// <summary>The epochs that were reported, with the stage each was of.</summary>
    public IReadOnlyList<(string Stage, EpochReport Report)> Epochs => _epochs;

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        lock (_lock)
        {
            if (value.Warning is { } warning)
            {
                EndStage();
                terminal.Remark($"Warning: {warning}");
                return;
            }
            if (value.Epoch is { } epoch)
            {
                Keep(value.Stage, epoch);
                return;
            }
            if (value.Stage != _stage)
            {
                EndStage();
                (_stage, _fraction, _stageStart, _drawn) = (value.Stage, 0, Stopwatch.GetTimestamp(), 0);
                if (!terminal.IsWatched && value.Loss is null) terminal.Remark($"{value.Stage} …");
            }
            _detail = Told(value);
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
        terminal.Error.Write($"\r{_stage} [{new string('=', filled)}{new string(' ', BarWidth - filled)}] {_fraction:P0}, {(_detail.Length > 0 ? _detail : $"{Seconds(elapsed)}{left}")}   ");
    }

    private void Keep(string stage, EpochReport epoch)
    {
        _epochs.Add((stage, epoch));
        if (terminal.IsWatched) terminal.Error.Write($"\r{new string(' ', BarWidth + 60)}\r");
        _stage = ""; // the epoch's own line ends it
        string figure = epoch.Validation is { } validation ? $", {epoch.Metric} {validation:0.0000} on validation (best: epoch {epoch.BestEpoch})" : "";
        terminal.Remark($"{stage}, epoch {epoch.Epoch}: loss {epoch.Loss:0.0000}{figure}, {Seconds(epoch.Time)}");
    }

    private static string Told(FitProgress value) => value.Loss is not { } loss ? ""
        : $"loss {loss:0.0000}{(value.Rate is { } rate ? $", {rate:N0} examples/s" : "")}{(value.Left is { } left ? $", {Seconds(left)} left at most" : "")}";

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
