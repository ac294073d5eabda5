using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Data.Formats;
using CsCheck;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet.Tests;

public sealed class ParquetFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-").FullName;

    static ParquetFilesTests() => ParquetFiles.Register();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Registering_twice_adds_it_once()
    {
        ParquetFiles.Register();
        Assert.Single(InteractionFormats.All, format => format.Name == "parquet");
        Assert.Single(InteractionWriters.All, writer => writer.Name == "parquet");
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        Gen<string> id = Gen.Char["ab\t\"\n\r, é\uFEFF0"].Array[1, 4].Select(letters => new string(letters));
        Gen.Select(id, id, Gen.Long[-1_000_000, 4_000_000_000_000], Gen.Float[-100, 100], id).Array[1, 20].Sample(events =>
        {
            var builder = new InteractionLogBuilder();
            foreach ((string user, string item, long time, float value, string action) in events) builder.Add(user, item, time, value, action);
            InteractionLog log = builder.Build();
            var items = new ItemTable(log.Items, new Dictionary<string, string?[]> { ["title"] = [.. log.Items.Ids.Select((id, i) => i % 3 == 0 ? null : $"\"{id}")] });
            InteractionWriters.Named("parquet").Write(_folder, log, items);
            Dataset read = Dataset.Open(_folder, new ReadOptions { Strict = true });
            Assert.Equal("parquet", read.Format);
            Assert.Equal(Events(log), Events(read.Log));
            Assert.Equal(log.Items.Ids, read.Items.Items.Ids);
            Assert.Equal(items.Column("title"), read.Items.Column("title"));
        }, iter: 50, threads: 1);
    }

    [Fact]
    public async Task Numbers_of_any_type_are_read_row_groups_are_joined_and_an_absent_value_is_a_bad_row()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var schema = new ParquetSchema(new DataField<int>("user_id"), new DataField<long>("item_id"), new DataField<double?>("rating"), new DataField<long>("timestamp"), new ListField("tags", new DataField<int>("element")));
        string path = Path.Combine(_folder, "a.parquet");
        await using (FileStream file = File.Create(path))
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: stop))
        {
            for (int i = 0; i < 2; i++)
            {
                using ParquetRowGroupWriter group = writer.CreateRowGroup();
                await group.WriteAsync<int>(schema.DataFields[0], new[] { 1, 2 }.AsMemory(), cancellationToken: stop);
                await group.WriteAsync<long>(schema.DataFields[1], new[] { 10L + i, 20 }.AsMemory(), cancellationToken: stop);
                await group.WriteAsync<double>(schema.DataFields[2], new double?[] { 4.5, i == 0 ? null : 3 }.AsMemory(), cancellationToken: stop);
                await group.WriteAsync<long>(schema.DataFields[3], new[] { 881250949L, 881250950 }.AsMemory(), cancellationToken: stop);
                int level = schema.DataFields[4].MaxDefinitionLevel;
                await group.WriteAllPartsAsync<int>(schema.DataFields[4], new[] { 7, 8 }.AsMemory(), new[] { level, level }.AsMemory(), new[] { 0, 0 }.AsMemory(), stop);
            }
        }
        Dataset read = Dataset.Open(path, new ReadOptions());
        Assert.Equal(["1 10 881250949000 4.5", "1 11 881250949000 4.5", "2 20 881250950000 3"], Events(read.Log));
        Assert.Equal((2, "column 3 (rating) is not a number"), (Assert.Single(read.Report.BadRows).Line, read.Report.BadRows[0].Reason));
        Assert.Contains(read.Report.Notes, note => note.EndsWith("were not read: tags", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_files_are_refused_and_never_hang()
    {
        var builder = new InteractionLogBuilder();
        for (int i = 0; i < 50; i++) builder.Add($"{i % 7}", $"{i % 11}", i, i);
        InteractionLog log = builder.Build();
        InteractionWriters.Named("parquet").Write(_folder, log, ItemTable.Without(log.Items));
        string path = Path.Combine(_folder, "interactions.parquet");
        byte[] whole = File.ReadAllBytes(path);
        var random = new RandomSource(5);
        var clock = Stopwatch.StartNew();
        int refused = 0;
        for (int round = 0; clock.Elapsed < TimeSpan.FromSeconds(3); round++)
        {
            byte[] mutant = [.. whole];
            for (int i = 0; i <= random.NextInt(3); i++) mutant[4 + random.NextInt(mutant.Length - 4)] = (byte)random.NextInt(256);
            File.WriteAllBytes(path, random.NextInt(4) == 0 ? mutant[..(4 + random.NextInt(mutant.Length - 4))] : mutant);
            TimeSpan start = clock.Elapsed;
            try
            {
                Dataset.Open(path, new ReadOptions());
            }
            catch (CiceroneException fault)
            {
                Assert.Contains(path, fault.Message, StringComparison.Ordinal);
                refused++;
            }
            Assert.True(clock.Elapsed - start < TimeSpan.FromSeconds(10), $"round {round} took {clock.Elapsed - start}");
        }
        Assert.True(refused > 20, $"{refused} refused");
    }

    private static string[] Events(InteractionLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(row => $"{log.Users[log.User[row]]} {log.Items[log.Item[row]]} {log.Time[row]} {log.Value[row]}{(log.HasActions ? $" {log.Actions[log.Action[row]]}" : "")}")];
}
