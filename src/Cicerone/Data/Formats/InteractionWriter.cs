namespace Cicerone.Data.Formats;

/// <summary>A format that events and items are written in, as a folder that <see cref="Dataset.Open"/> reads back.</summary>
public abstract class InteractionWriter
{
    private protected InteractionWriter() { }

    /// <summary>Its name: <c>recbole</c>, <c>csv</c> …</summary>
    public abstract string Name { get; }

    /// <summary>Which files it writes, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>Writes the events in their order, and every item with its columns in the order of the vocabulary.</summary>
    /// <param name="folder">Created where it does not exist; files of the same names are replaced.</param>
    /// <param name="log">At least one event.</param>
    /// <param name="items">What is known of the log's items.</param>
    /// <exception cref="CiceroneException">There is nothing to write, or the format cannot hold something.</exception>
    public void Write(string folder, InteractionLog log, ItemTable items)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Items != log.Items) throw new ArgumentException("The table is of other items than the log's.", nameof(items));
        if (log.Count == 0) throw new CiceroneException($"There are no events to write to {folder}.");
        Directory.CreateDirectory(folder);
        WriteFiles(folder, log, items);
    }

    /// <summary>Writes events alone as one file, which may be a part of many; of no events, what says which columns there would be.</summary>
    internal abstract void WriteEvents(string path, InteractionLog log);

    private protected abstract void WriteFiles(string folder, InteractionLog log, ItemTable items);
}
