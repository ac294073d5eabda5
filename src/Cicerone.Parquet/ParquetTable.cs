using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>Writes rows of any kind as Parquet. A row group is held at a time.</summary>
/// <param name="columns">What rows become; columns inside of lists and structures follow one another.</param>
/// <param name="rowsOfGroup">Rows of a group.</param>
internal sealed class ParquetTable<TRow>(IReadOnlyList<TableColumn<TRow>> columns, int rowsOfGroup)
{
    private readonly ParquetSchema _schema = new(columns.Select(column => column.Whole).Distinct());

    /// <summary>Writes one file.</summary>
    public void Write(string path, IEnumerable<TRow> rows) => WriteAsync(path, rows).GetAwaiter().GetResult();

    /// <summary>Writes a folder of parts, each aside and then moved into its place; without a row, one empty part.</summary>
    public void WriteParts(string folder, int rowsOfPart, IEnumerable<TRow> rows)
    {
        Directory.CreateDirectory(folder);
        using IEnumerator<TRow> all = rows.GetEnumerator();
        bool more = all.MoveNext();
        for (int part = 0; more || part == 0; part++)
        {
            string path = Path.Combine(folder, $"part-{part:00000}.parquet");
            Write(path + ".new", Some());
            File.Move(path + ".new", path, overwrite: true);
        }

        IEnumerable<TRow> Some()
        {
            for (int row = 0; row < rowsOfPart && more; row++, more = all.MoveNext()) yield return all.Current;
        }
    }

    private async Task WriteAsync(string path, IEnumerable<TRow> rows)
    {
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(_schema, file);
        foreach (TRow[] some in rows.Chunk(rowsOfGroup))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach (TableColumn<TRow> column in columns) await column.WriteAsync(group, some);
            group.CompleteValidate();
        }
    }
}
