using Cicerone.Data;
using Cicerone.Data.Formats;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>Writes Parquet, a million rows a row group.</summary>
internal sealed class ParquetFolderWriter : InteractionWriter
{
    private const int RowsOfGroup = 1_000_000;

    public override string Name => "parquet";

    public override string Summary => "interactions.parquet and items.parquet; times as timestamps in UTC.";

    private protected override void WriteFiles(string folder, InteractionLog log, ItemTable items)
    {
        List<Column> columns =
        [
            new Text("user", row => log.Users[log.User[row]]),
            new Text("item", row => log.Items[log.Item[row]]),
        ];
        if (log.HasTimes) columns.Add(new Value<DateTime>(new DateTimeDataField("time", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: false), row => Moment.Utc(log.Time[row])));
        if (log.HasValues) columns.Add(new Value<float>(new DataField<float>("value"), row => log.Value[row]));
        if (log.HasActions) columns.Add(new Text("action", row => log.Actions[log.Action[row]]));
        WriteAsync(Path.Combine(folder, "interactions.parquet"), columns, log.Count).GetAwaiter().GetResult();

        string[] names = [.. LogRows.Header(items, "item").Skip(1)];
        Column[] cells = [new Text("item", row => items.Items[row]), .. names.Select(name => items.Column(name)).Zip(names, (column, name) => new Text(name, row => column[row]))];
        WriteAsync(Path.Combine(folder, "items.parquet"), cells, items.Items.Count).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(string path, IReadOnlyList<Column> columns, int rows)
    {
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file);
        for (int start = 0; start < rows; start += RowsOfGroup)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            foreach (Column column in columns) await column.WriteAsync(group, start, Math.Min(RowsOfGroup, rows - start));
            group.CompleteValidate();
        }
    }

    private abstract record Column(DataField Field)
    {
        public abstract ValueTask WriteAsync(ParquetRowGroupWriter group, int start, int count);
    }

    private sealed record Text(string Name, Func<int, string?> Of) : Column(new DataField<string>(Name))
    {
        public override async ValueTask WriteAsync(ParquetRowGroupWriter group, int start, int count) =>
            await group.WriteAsync(Field, (IReadOnlyCollection<string>)[.. Enumerable.Range(start, count).Select(Of)!]);
    }

    private sealed record Value<T>(DataField OfType, Func<int, T> Of) : Column(OfType) where T : struct
    {
        public override async ValueTask WriteAsync(ParquetRowGroupWriter group, int start, int count)
        {
            T[] values = [.. Enumerable.Range(start, count).Select(Of)];
            await group.WriteAsync<T>(Field, values.AsMemory());
        }
    }
}
