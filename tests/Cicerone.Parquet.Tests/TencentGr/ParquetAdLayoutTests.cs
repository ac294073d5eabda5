using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Simulation;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet.Tests.TencentGr;

public sealed class ParquetAdLayoutTests : AdLayoutContract
{
    static ParquetAdLayoutTests() => ParquetFiles.Register();

    protected override AdLayout Layout => AdLayouts.Named("parquet");

    [Fact]
    public void A_market_is_the_same_in_both_layouts()
    {
        var options = new AdMarketOptions { Users = 60, Items = 300, Conversions = true, Seed = 5 };
        long events = AdMarketFiles.Write(options, At("contest"), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(events, AdMarketFiles.Write(options, At("parquet"), Layout, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(Told(AdLayouts.Open(At("contest"))), Told(AdLayouts.Open(At("parquet"))));
        Assert.True(File.Exists(Path.Combine(At("parquet"), "truth", "answers.csv")));
    }

    [Fact]
    public void A_data_set_of_either_layout_knows_the_same_of_items()
    {
        var options = new AdMarketOptions { Users = 60, Items = 300, Seed = 5 };
        AdMarketFiles.Write(options, At("contest"), cancellation: TestContext.Current.CancellationToken);
        AdMarketFiles.Write(options, At("parquet"), Layout, cancellation: TestContext.Current.CancellationToken);
        ItemTable contest = Dataset.Open(At("contest"), new ReadOptions { Strict = true }).Items, release = Dataset.Open(At("parquet"), new ReadOptions { Strict = true }).Items;
        Assert.Contains("117", release.Columns);
        foreach (string column in contest.Columns)
            Assert.Equal(contest.Items.Ids.Select((id, item) => (id, contest.Column(column)[item])).Order(), release.Items.Ids.Select((id, item) => (id, release.Column(column)[item])).Order());
    }

    [Fact]
    public void Parts_and_row_groups_are_joined_and_passed_over()
    {
        IEnumerable<AdHistory> people = Enumerable.Range(1, 23).Select(user => new AdHistory(user, [user], [AdAction.Click], [user]));
        var item = new DataField<long>("item_id");
        var action = new DataField<int>("action_type");
        var time = new DataField<long>("timestamp");
        var list = new ListField("seq", new StructField("element", item, action, time));
        new ParquetTable<AdHistory>(
        [
            new ValueColumn<AdHistory, long>(new DataField<long>("user_id"), one => one.User), new NestedColumn<AdHistory, long>(list, item, one => [one.Items[0]]),
            new NestedColumn<AdHistory, int>(list, action, one => [(int)one.Actions[0]]), new NestedColumn<AdHistory, long>(list, time, one => one.Times),
        ], rowsOfGroup: 4).WriteParts(Path.Combine(At("a"), "seq"), rowsOfPart: 10, people);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(At("a"), "seq")).Length);
        AdData data = Layout.Open(At("a"));
        for (int skip = 0; skip < 26; skip++) Assert.Equal(Enumerable.Range(1, 23).Skip(skip), data.Histories(skip).Select(one => one.User));
    }

    [Fact]
    public async Task Candidates_are_read_by_either_spelling_and_vectors_as_text()
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        var schema = new ParquetSchema(new DataField<long>("creative_id"), new DataField<long>("reid_creative_id"), new DataField<long>("retrieval_id"),
            new StructField("101", new DataField<long>("feature_value"), new DataField<bool>("is_str")));
        string path = Path.Combine(At("a"), "candidate", "part-00000.parquet");
        await WriteAsync(path, schema, async (group, fields) =>
        {
            CancellationToken stop = TestContext.Current.CancellationToken;
            for (int i = 0; i < 3; i++) await group.WriteAsync<long>(fields[i], new[] { 100L + i, 200 }.AsMemory(), cancellationToken: stop);
            int whole = fields[3].MaxDefinitionLevel;
            await group.WriteAllPartsAsync<long>(fields[3], new[] { 7L }.AsMemory(), new[] { whole, 0 }.AsMemory(), null, stop);
            await group.WriteAllPartsAsync<bool>(fields[4], new[] { true }.AsMemory(), new[] { whole, 0 }.AsMemory(), null, stop);
        });
        AdCandidate[] read = [.. Layout.Open(At("a")).Candidates()];
        Assert.Equal(["100", "200"], read.Select(one => one.Creative));
        Assert.Equal([102, 200], read.Select(one => one.RetrievalId));
        Assert.Equal([new AdValue("7", IsUnseen: true)], read[0].Features["101"]);
        Assert.Empty(read[1].Features.Ids);

        string vectors = Path.Combine(At("a"), "mm_emb", "emb_82_2_parquet", "part-00000.parquet");
        await WriteAsync(vectors, new ParquetSchema(new DataField<long>("anonymous_cid"), new DataField<string>("emb")), async (group, fields) =>
        {
            await group.WriteAsync<long>(fields[0], new[] { 5L, 6 }.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
            await group.WriteAsync(fields[1], (IReadOnlyCollection<string>)["[1, 2.5]", "[1]"]);
        });
        IEnumerable<AdVector> rows = Layout.Open(At("a")).Vectors(new AdVectorKind("82", 2));
        Assert.Equal([1, 2.5f], rows.First().Values);
        Assert.Contains("1 numbers, where 2", Assert.Throws<CiceroneException>(() => rows.ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_without_a_column_is_not_dropped_in_silence()
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        AdLayouts.Contest.Write(Layout.Open(At("a")), At("b"), cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(At("b"), "item_feat_dict.json"), """{"1":{"777":1}}""");
        Assert.Contains("'777'", Assert.Throws<CiceroneException>(() => Layout.Write(AdLayouts.Open(At("b")), At("c"), cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_parts_are_refused()
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        string path = Path.Combine(At("a"), "seq", "part-00000.parquet");
        byte[] whole = File.ReadAllBytes(path);
        var random = new RandomSource(3);
        int refused = 0;
        for (int round = 0; round < 60; round++)
        {
            byte[] mutant = [.. whole];
            for (int i = 0; i < 3; i++) mutant[4 + random.NextInt(mutant.Length - 4)] = (byte)random.NextInt(256);
            File.WriteAllBytes(path, round % 4 == 0 ? mutant[..(4 + random.NextInt(mutant.Length - 4))] : mutant);
            try
            {
                _ = Layout.Open(At("a")).Histories().Count();
            }
            catch (CiceroneException fault)
            {
                Assert.Contains(path, fault.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > 15, $"{refused} refused");
    }

    private static async Task WriteAsync(string path, ParquetSchema schema, Func<ParquetRowGroupWriter, DataField[], Task> columns)
    {
        await using FileStream file = File.Create(path);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: TestContext.Current.CancellationToken);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await columns(group, schema.DataFields);
    }
}
