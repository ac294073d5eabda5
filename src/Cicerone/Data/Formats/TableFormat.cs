namespace Cicerone.Data.Formats;

/// <summary>A format of rows with named columns, fit for events and for tables of items.</summary>
internal abstract class TableFormat : InteractionFormat
{
    /// <summary>Opens the rows of a file that was not refused.</summary>
    /// <param name="sample">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="latin1">Whether text is Latin-1 instead of UTF-8.</param>
    public abstract TableRows Open(FileSample sample, ReadOptions options, bool latin1);

    internal override void Read(FileSample sample, EventSink sink)
    {
        using TableRows rows = Open(sample, sink.Options, latin1: false);
        sink.Read(rows);
    }
}
