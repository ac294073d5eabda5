using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>Events and items as rows of text, to be written.</summary>
internal static class LogRows
{
    /// <summary>The names of the columns a log has.</summary>
    public static IReadOnlyList<string> Header(InteractionLog log)
    {
        List<string> header = [ColumnRoles.UserName, ColumnRoles.ItemName];
        if (log.HasTimes) header.Add(ColumnRoles.TimeName);
        if (log.HasValues) header.Add(ColumnRoles.ValueName);
        if (log.HasActions) header.Add(ColumnRoles.ActionName);
        return header;
    }

    /// <summary>The events in their order.</summary>
    /// <param name="log">Events.</param>
    /// <param name="time">How a time in Unix milliseconds is written.</param>
    public static IEnumerable<string?[]> Of(InteractionLog log, Func<long, string> time)
    {
        int columns = Header(log).Count;
        for (int row = 0; row < log.Count; row++)
        {
            string?[] fields = new string?[columns];
            int at = 0;
            fields[at++] = log.Users[log.User[row]];
            fields[at++] = log.Items[log.Item[row]];
            if (log.HasTimes) fields[at++] = time(log.Time[row]);
            if (log.HasValues) fields[at++] = log.Value[row].ToString("R", CultureInfo.InvariantCulture);
            if (log.HasActions) fields[at] = log.Actions[log.Action[row]];
            yield return fields;
        }
    }

    /// <summary>The names of the columns of a table, that of ids first.</summary>
    /// <exception cref="CiceroneException">A name would be taken for that of the ids, or cannot stand in a header.</exception>
    public static IReadOnlyList<string> Header(ItemTable table, string id)
    {
        string[] header = [id, .. table.Columns];
        if (ColumnRoles.ItemId(header) != 0) throw new CiceroneException($"The item column '{header[ColumnRoles.ItemId(header)]}' would be read back as the ids of the items. Rename it.");
        if (header.FirstOrDefault(name => name.AsSpan().ContainsAny('\r', '\n', '\0')) is { } broken) throw new CiceroneException($"The item column '{broken}' has a line break in its name, which no header can hold. Rename it.");
        return header;
    }

    /// <summary>The items in the order of their indices.</summary>
    public static IEnumerable<string?[]> Of(ItemTable table)
    {
        IReadOnlyList<string?>[] columns = [.. table.Columns.Select(table.Column)];
        return Enumerable.Range(0, table.Items.Count).Select(item => columns.Select(column => column[item]).Prepend(table.Items[item]).ToArray());
    }
}
