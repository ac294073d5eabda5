using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>A value in every row.</summary>
internal sealed class ValueColumn<TRow, T>(DataField column, Func<TRow, T> of) : TableColumn<TRow>(column, column) where T : struct
{
    public override async ValueTask WriteAsync(ParquetRowGroupWriter group, TRow[] rows) => await group.WriteAsync<T>(Column, Array.ConvertAll(rows, row => of(row)).AsMemory());
}
