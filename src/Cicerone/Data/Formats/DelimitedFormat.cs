namespace Cicerone.Data.Formats;

/// <summary>A format of delimited text.</summary>
internal abstract class DelimitedFormat : TableFormat
{
    /// <summary>How a file is laid out; null, with the reason, when it is not in this format.</summary>
    public abstract TableShape? Shape(FileSample sample, ReadOptions options, out string? refusal);

    public override TableRows Open(FileSample sample, ReadOptions options, bool latin1) =>
        new DelimitedRows(sample.File, Shape(sample, options, out _)!, latin1);

    internal override string? Refusal(FileSample sample, ReadOptions options)
    {
        Shape(sample, options, out string? refusal);
        return refusal;
    }
}
