using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>A column inside of a list or of a structure: any number of values a row, or none where there is no list or structure.</summary>
internal sealed class NestedColumn<TRow, T>(Field whole, DataField column, Func<TRow, T[]?> of) : TableColumn<TRow>(whole, column) where T : struct
{
    public override async ValueTask WriteAsync(ParquetRowGroupWriter group, TRow[] rows)
    {
        var values = new List<T>();
        List<int> defined = [], repeated = [];
        foreach (TRow row in rows)
        {
            T[]? some = of(row);
            if (some is not { Length: > 0 })
            {
                defined.Add(some is null ? 0 : 1); // no list, or an empty one
                repeated.Add(0);
                continue;
            }
            values.AddRange(some);
            for (int place = 0; place < some.Length; place++)
            {
                defined.Add(Column.MaxDefinitionLevel);
                repeated.Add(place == 0 ? 0 : 1);
            }
        }
        await group.WriteAllPartsAsync<T>(Column, values.ToArray().AsMemory(), defined.ToArray().AsMemory(), Column.MaxRepetitionLevel > 0 ? repeated.ToArray().AsMemory() : null, default);
    }
}
