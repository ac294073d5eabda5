using Cicerone.Data;
using Cicerone.Data.Formats;

namespace Cicerone.Cli.Commands;

/// <summary>What <c>data describe</c> tells of a data set.</summary>
/// <param name="Format">The format it was read as.</param>
/// <param name="Users">People with at least one event.</param>
/// <param name="Items">Items with at least one event.</param>
/// <param name="ItemsListed">Items in all, those without events included.</param>
/// <param name="Events">Events.</param>
/// <param name="BadRows">Rows that could not be read.</param>
/// <param name="Density">Share of all (person, item) pairs that occur.</param>
/// <param name="EventsPerUser">Fewest, median and most events of a person.</param>
/// <param name="EventsPerItem">Fewest, median and most events of an item that has any.</param>
/// <param name="From">Time of the first event; null without times.</param>
/// <param name="To">Time of the last event.</param>
/// <param name="Values">Events by value, at most twenty values; null without values or where there are more.</param>
/// <param name="Actions">Events by action; null without actions.</param>
/// <param name="ItemColumns">Columns of the table of items.</param>
/// <param name="TitleColumn">The column that titles come from.</param>
/// <param name="Sha256">Hash of the file or files.</param>
internal sealed record DatasetDescription(string Format, int Users, int Items, int ItemsListed, int Events, long BadRows, double Density,
    int[] EventsPerUser, int[] EventsPerItem, DateTimeOffset? From, DateTimeOffset? To,
    IReadOnlyDictionary<string, int>? Values, IReadOnlyDictionary<string, int>? Actions,
    IReadOnlyCollection<string> ItemColumns, string? TitleColumn, string Sha256)
{
    private const int MostValues = 20;

    /// <summary>Describes what was read, or what filters left of it.</summary>
    public static DatasetDescription Of(Dataset data, InteractionLog log, ItemTable items)
    {
        int[] perUser = Counts(log.User, log.Users.Count), perItem = Counts(log.Item, log.Items.Count);
        long pairs = log.Users.Count * (long)perItem.Length;
        return new DatasetDescription(data.Format, perUser.Length, perItem.Length, log.Items.Count, log.Count, data.Report.BadRowCount,
            pairs == 0 ? 0 : DistinctPairs(log) / (double)(perUser.Length * (long)perItem.Length), Spread(perUser), Spread(perItem),
            log.HasTimes ? At(log.Time, latest: false) : null, log.HasTimes ? At(log.Time, latest: true) : null,
            Histogram(log), log.HasActions ? ByAction(log) : null, items.Columns, items.TitleColumn, data.Sha256);
    }

    /// <summary>The description as rows of a table.</summary>
    public IEnumerable<string[]> Lines(string path)
    {
        yield return ["data", $"{path}, read as {Format}"];
        yield return ["people", $"{Users:N0}, with {EventsPerUser[0]:N0} to {EventsPerUser[2]:N0} events, median {EventsPerUser[1]:N0}"];
        yield return ["items", $"{Items:N0}, with {EventsPerItem[0]:N0} to {EventsPerItem[2]:N0} events, median {EventsPerItem[1]:N0}{(ItemsListed > Items ? $"; {ItemsListed - Items:N0} more without events" : "")}"];
        yield return ["events", $"{Events:N0}; {Density:P3} of all pairs of people and items"];
        yield return ["times", From is null ? "none: the order of the file is the order of events" : $"{From:yyyy-MM-dd HH:mm:ss} to {To:yyyy-MM-dd HH:mm:ss} UTC"];
        if (Values is not null) yield return ["values", Told(Values)];
        if (Actions is not null) yield return ["actions", Told(Actions)];
        if (ItemColumns.Count > 0) yield return ["item columns", $"{string.Join(", ", ItemColumns)}{(TitleColumn is null ? "; none is a title" : $"; titles from {TitleColumn}")}"];
        yield return ["bad rows", $"{BadRows:N0}"];
        yield return ["SHA-256", Sha256];
    }

    private static string Told(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value:N0}"));

    /// <summary>How often each index occurs, in ascending order; those that never do are left out.</summary>
    private static int[] Counts(ReadOnlySpan<int> indices, int count)
    {
        int[] counts = new int[count];
        foreach (int index in indices) counts[index]++;
        return [.. counts.Where(events => events > 0).Order()];
    }

    private static int[] Spread(int[] sorted) => sorted.Length == 0 ? [0, 0, 0] : [sorted[0], sorted[sorted.Length / 2], sorted[^1]];

    private static int DistinctPairs(InteractionLog log)
    {
        var pairs = new HashSet<long>(log.Count);
        for (int row = 0; row < log.Count; row++) pairs.Add(((long)log.User[row] << 32) | (uint)log.Item[row]);
        return pairs.Count;
    }

    private static DateTimeOffset At(ReadOnlySpan<long> times, bool latest)
    {
        long found = times[0];
        foreach (long time in times) found = latest ? Math.Max(found, time) : Math.Min(found, time);
        return DateTimeOffset.FromUnixTimeMilliseconds(found);
    }

    private static Dictionary<string, int>? Histogram(InteractionLog log)
    {
        if (!log.HasValues) return null;
        var counts = new SortedDictionary<float, int>();
        foreach (float value in log.Value)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
            if (counts.Count > MostValues) return null;
        }
        return counts.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
    }

    private static Dictionary<string, int> ByAction(InteractionLog log)
    {
        int[] counts = new int[log.Actions.Count];
        foreach (byte action in log.Action) counts[action]++;
        return Enumerable.Range(0, counts.Length).ToDictionary(action => log.Actions[action], action => counts[action]);
    }
}
