using Cicerone.Data;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>The training events of everybody in order, and the windows of them that are examples.</summary>
internal sealed class SequenceExamples
{
    private readonly int[] _items;
    private readonly (int Start, int End)[] _windows; // the event at End is the target of the event before it
    private readonly bool _lastOnly;

    public SequenceExamples(InteractionLog log, SequenceOptions options)
    {
        Histories histories = Histories.Of(log);
        var items = new List<int>(log.Count);
        var windows = new List<(int Start, int End)>();
        _lastOnly = options.Targets == Targets.Last;
        for (int person = 0; person < histories.Count; person++)
        {
            ReadOnlySpan<int> history = histories[person].Items.Span;
            history = history[^Math.Min(history.Length, options.Learned)..];
            int first = items.Count, last = first + history.Length - 1;
            items.AddRange(history);
            int stride = _lastOnly ? 1 : options.MaxLength;
            for (int end = last; end > first; end -= stride) windows.Add((Math.Max(first, end - options.MaxLength), end));
        }
        (_items, _windows) = ([.. items], [.. windows]);
    }

    public int Count => _windows.Length;

    /// <summary>The inputs of some examples, and their targets: one for each sequence, or one for each token.</summary>
    public (RaggedBatch Batch, int[] Targets) Take(int[] examples)
    {
        var sequences = new ReadOnlyMemory<int>[examples.Length];
        var targets = new List<int>();
        for (int i = 0; i < examples.Length; i++)
        {
            (int start, int end) = _windows[examples[i]];
            sequences[i] = _items.AsMemory(start..end);
            targets.AddRange(_items.AsSpan((_lastOnly ? end : start + 1)..(end + 1)));
        }
        return (RaggedBatch.Of(sequences, int.MaxValue), [.. targets]);
    }
}
