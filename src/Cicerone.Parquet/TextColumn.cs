using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>Text, or none.</summary>
internal sealed class TextColumn<TRow>(DataField column, Func<TRow, string?> of) : TableColumn<TRow>(column, column)
{
    public TextColumn(string name, Func<TRow, string?> of) : this(new DataField<string>(name), of) { }

    public override async ValueTask WriteAsync(ParquetRowGroupWriter group, TRow[] rows) => await group.WriteAsync(Column, (IReadOnlyCollection<string>)[.. rows.Select(of)!]);
}
