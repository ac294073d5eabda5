using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// Several splits by time, each a window later than the one before: train, then a window of validation, then a window of
/// test. A window is a share of all events. What is tested in one split is validation in the next and training after
/// that, as in a service that learns anew each period. Events after a split's test window are in none of its parts.
/// Ties and histories are those of <see cref="GlobalTime"/>; people without training events are tested.
/// </summary>
public sealed record RollingWindows : Protocol
{
    /// <summary>How many splits, 1 to 100.</summary>
    [Option("how many windows are tested, one after the other", Min = 1, Max = 100)]
    public int Windows { get; init => field = Checked(value); } = 4;

    /// <summary>Share of all events in one window, 0.001 to 0.45.</summary>
    [Option("share of all events in one window", Min = 0.001, Max = 0.45)]
    public double Test { get; init => field = Checked(value); } = 0.1;

    /// <summary>Whether training forgets as it moves: every split trains on about as many events as the first; else on all before.</summary>
    [Option("train each split on about as many events as the first, instead of on all before it")]
    public bool Sliding { get; init; }

    /// <inheritdoc/>
    public override string Name => "rolling-windows";

    /// <inheritdoc/>
    public override string Summary => "Several splits by time, each trained on what lies before its window and tested on the window.";

    /// <summary>The last of the splits; <see cref="Splits"/> has all.</summary>
    public override Split Split(InteractionLog log, ulong seed) => Splits(log, seed)[^1];

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits(InteractionLog log, ulong seed)
    {
        if ((Windows + 1) * Test >= 1)
            throw new CiceroneException($"{this} asks for {Windows} test windows and one for validation of {Test} of the events each, which leaves none to train on; use fewer or smaller windows.");
        ArgumentNullException.ThrowIfNull(log);
        var timeline = new Timeline([log.Times], Name);
        long[] cuts = [.. Enumerable.Range(0, Windows + 1).Select(window => timeline.Cut(log.Count, (Windows + 1 - window) * Test)), long.MaxValue];
        long[] starts = [.. Enumerable.Range(0, Windows).Select(window => Sliding ? timeline.Cut(timeline.Before(cuts[window]), 1 - (Windows + 1) * Test) : long.MinValue)];
        return [.. Enumerable.Range(0, Windows).Select(window => Window(log, window, starts[window], cuts.AsSpan(window, 3)))];
    }

    private Split Window(InteractionLog log, int window, long start, ReadOnlySpan<long> cuts)
    {
        SplitPart?[] parts = AllTraining(log);
        for (int row = 0; row < log.Count; row++)
        {
            long time = log.Time[row];
            parts[row] = time < start ? null
                : time < cuts[0] ? SplitPart.Train
                : time < cuts[1] ? SplitPart.Valid
                : time < cuts[2] ? SplitPart.Test
                : null;
        }
        Split split = ByPart($"{this}, window {window + 1} of {Windows}", log, parts, SplitRules.FullHistory);
        foreach (SplitPart part in (SplitPart[])[SplitPart.Train, SplitPart.Valid, SplitPart.Test])
            if (split[part].Count == 0)
                throw new CiceroneException($"Window {window + 1} of {this} has no {part.ToString().ToLowerInvariant()} events, because many events share one moment; use fewer or larger windows.");
        return split;
    }
}
