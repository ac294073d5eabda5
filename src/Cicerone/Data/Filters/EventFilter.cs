namespace Cicerone.Data.Filters;

/// <summary>A step of preparation that leaves events out, and tells how many.</summary>
public abstract class EventFilter
{
    private protected EventFilter() { }

    /// <summary>What it does, with its options: "at least 5 events for each person and item".</summary>
    public abstract string Summary { get; }

    /// <summary>
    /// The events that pass, in their order and over the same vocabularies; <see cref="Compaction"/> drops the ids that
    /// have no event any more.
    /// </summary>
    /// <exception cref="CiceroneException">The log lacks the column that the filter looks at.</exception>
    public FilterResult Apply(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        bool[] kept = new bool[log.Count];
        Mark(log, kept);
        InteractionLog left = log.Select([.. Enumerable.Range(0, log.Count).Where(row => kept[row])]);
        return new FilterResult(left, Summary, log.Count - left.Count, Distinct(log.User, log.Users) - Distinct(left.User, log.Users), Distinct(log.Item, log.Items) - Distinct(left.Item, log.Items));
    }

    /// <summary>Marks the rows that pass; none is marked before.</summary>
    private protected abstract void Mark(InteractionLog log, Span<bool> kept);

    private protected static CiceroneException Lacks(string what, string option) => new($"The data have no {what}, which {option} looks at. Leave it out, or say with --columns where they are.");

    private protected static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new CiceroneException($"The least number of events for each {name} is {value}, but must be at least 1.");

    /// <summary>How many events each id has.</summary>
    private protected static int[] Counts(ReadOnlySpan<int> indices, Vocabulary ids)
    {
        int[] counts = new int[ids.Count];
        foreach (int index in indices) counts[index]++;
        return counts;
    }

    private static int Distinct(ReadOnlySpan<int> indices, Vocabulary ids) => Counts(indices, ids).Count(count => count > 0);
}
