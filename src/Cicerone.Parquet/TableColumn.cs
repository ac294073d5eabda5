using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>A column to be written.</summary>
/// <param name="whole">The field of the schema that the column is, or is inside of.</param>
/// <param name="column">The column.</param>
internal abstract class TableColumn<TRow>(Field whole, DataField column)
{
    public Field Whole => whole;

    protected DataField Column => column;

    public abstract ValueTask WriteAsync(ParquetRowGroupWriter group, TRow[] rows);
}
