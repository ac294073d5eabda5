using Cicerone.Data;
using Cicerone.Data.Formats;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>Writes Parquet in row groups that take little memory to read.</summary>
internal sealed class ParquetFolderWriter : InteractionWriter
{
    private const int RowsOfGroup = 100_000;

    public override string Name => "parquet";

    public override string Summary => "interactions.parquet and items.parquet; times as timestamps in UTC.";

    internal override void WriteEvents(string path, InteractionLog log)
    {
        List<TableColumn<int>> columns =
        [
            new TextColumn<int>("user", row => log.Users[log.User[row]]),
            new TextColumn<int>("item", row => log.Items[log.Item[row]]),
        ];
        if (log.HasTimes) columns.Add(new ValueColumn<int, DateTime>(new DateTimeDataField("time", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Millis, isNullable: false), row => Moment.Utc(log.Time[row])));
        if (log.HasValues) columns.Add(new ValueColumn<int, float>(new DataField<float>("value"), row => log.Value[row]));
        if (log.HasActions) columns.Add(new TextColumn<int>("action", row => log.Actions[log.Action[row]]));
        new ParquetTable<int>(columns, RowsOfGroup).Write(path, Enumerable.Range(0, log.Count));
    }

    private protected override void WriteFiles(string folder, InteractionLog log, ItemTable items)
    {
        WriteEvents(Path.Combine(folder, "interactions.parquet"), log);
        string[] names = [.. LogRows.Header(items, "item").Skip(1)];
        TableColumn<int>[] cells = [new TextColumn<int>("item", row => items.Items[row]), .. names.Select(name => items.Column(name)).Zip(names, (column, name) => new TextColumn<int>(name, row => column[row]))];
        new ParquetTable<int>(cells, RowsOfGroup).Write(Path.Combine(folder, "items.parquet"), Enumerable.Range(0, items.Items.Count));
    }
}
