using Cicerone.Data.Formats;

namespace Cicerone.Parquet;

/// <summary>Parquet files with a column each for people, items and so on.</summary>
internal sealed class ParquetFormat : TableFormat
{
    public override string Name => "parquet";

    public override string Summary => "Parquet, columns by their usual names or by --columns.";

    public override TableRows Open(FileSample sample, ReadOptions options, bool latin1) => new ParquetRows(sample.File);

    internal override string? Refusal(FileSample sample, ReadOptions options) =>
        sample.Bytes.AsSpan().StartsWith("PAR1"u8) ? null : "it does not begin as Parquet files do";
}
