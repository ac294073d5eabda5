using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Neural.Generative;

/// <summary>The training events of everybody, cut into windows that are examples: every token predicts the event after it.</summary>
internal sealed class EventWindows
{
    private readonly Histories _histories;
    private readonly Description?[] _people;
    private readonly List<(int Person, int Start, int End)> _windows = []; // the event before End is the last target

    public EventWindows(TrainingData data, EventShape shape, TencentGrOptions options)
    {
        _histories = Histories.Of(data.Log);
        _people = [.. Enumerable.Range(0, _histories.Count).Select(person => TencentGrModel.TokenOf(shape.DescribePerson(person, data.People[person]), options))];
        for (int person = 0; person < _histories.Count; person++)
        {
            int fewest = _people[person] is null ? 2 : 1;
            for (int end = _histories[person].Count; end >= fewest; end -= options.MaxLength)
            {
                _windows.Add((person, Math.Max(0, end - options.MaxLength - 1), end));
                fewest = 2; // the first event of all is in the window before
            }
        }
    }

    public int Count => _windows.Count;

    /// <summary>How often each item is a target.</summary>
    public int[] TargetCounts(int items)
    {
        int[] counts = new int[items];
        for (int window = 0; window < Count; window++)
            foreach (int target in Take(window, hides: false).Targets) counts[target]++;
        return counts;
    }

    /// <summary>A window: its tokens, and for each the item that comes next and its action, from 1; 0 where there is none.</summary>
    /// <param name="window">Which.</param>
    /// <param name="hides">Whether actions and times are left out.</param>
    public (EventSequence Sequence, int[] Targets, int[] Actions) Take(int window, bool hides)
    {
        (int person, int start, int end) = _windows[window];
        History all = _histories[person];
        int first = _people[person] is null ? start + 1 : start;
        int[] actions = all.Actions.Length == 0 ? new int[end - first] : [.. all.Actions[first..end].ToArray().Select(action => 1 + action)];
        Range seen = start..(end - 1);
        var events = new History(all.Items[seen], hides || all.Times.Length == 0 ? default : all.Times[seen], default, hides || all.Actions.Length == 0 ? default : all.Actions[seen]);
        return (new EventSequence(_people[person], events, [.. actions], person), all.Items[first..end].ToArray(), actions);
    }
}
