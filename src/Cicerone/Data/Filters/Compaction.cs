namespace Cicerone.Data.Filters;

/// <summary>Drops the people, items and actions that have no event, so that they are neither counted nor recommended.</summary>
public static class Compaction
{
    /// <summary>The same events over vocabularies of the ids that occur, in their old order, with the table of those items.</summary>
    /// <param name="log">Events.</param>
    /// <param name="items">What is known of the log's items.</param>
    public static (InteractionLog Log, ItemTable Items) Of(InteractionLog log, ItemTable items)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Items != log.Items) throw new ArgumentException("The table is of other items than the log's.", nameof(items));
        int[] people = Occurring(log.User, log.Users.Count), kept = Occurring(log.Item, log.Items.Count);
        Vocabulary users = Ids(log.Users, people), left = Ids(log.Items, kept), actions = new();
        var compact = new InteractionLogBuilder(users, left, actions);
        for (int row = 0; row < log.Count; row++)
            compact.Add(log.Users[log.User[row]], log.Items[log.Item[row]], log.HasTimes ? log.Time[row] : null, log.HasValues ? log.Value[row] : null, log.HasActions ? log.Actions[log.Action[row]] : null);
        return (compact.Build(), new ItemTable(left, items.Columns.ToDictionary(name => name, name => kept.Select(item => items.Column(name)[item]).ToArray())));
    }

    private static int[] Occurring(ReadOnlySpan<int> indices, int count)
    {
        bool[] met = new bool[count];
        foreach (int index in indices) met[index] = true;
        return [.. Enumerable.Range(0, count).Where(index => met[index])];
    }

    private static Vocabulary Ids(Vocabulary ids, int[] kept) => new(kept.Select(index => ids[index]));
}
