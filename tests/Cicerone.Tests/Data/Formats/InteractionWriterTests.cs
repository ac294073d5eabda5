using Cicerone.Data;
using Cicerone.Data.Formats;
using CsCheck;

namespace Cicerone.Tests.Data.Formats;

public sealed class InteractionWriterTests
{
    public static TheoryData<string> Writers => [.. InteractionWriters.All.Select(writer => writer.Name)];

    [Theory, MemberData(nameof(Writers))]
    public void What_was_written_is_read_back(string name)
    {
        Gen<string> id = Gen.Char["ab\t\"\n\r, :;|é\uFEFF0"].Array[1, 4].Select(letters => new string(letters));
        Gen.Select(id, id, Gen.Long[-1_000_000, 4_000_000_000_000], Gen.Float[-100, 100], id).Array[1, 20].Sample(events =>
        {
            var builder = new InteractionLogBuilder();
            foreach ((string user, string item, long time, float value, string action) in events) builder.Add(user, item, time, value, action);
            InteractionLog log = builder.Build();
            var items = new ItemTable(log.Items, new Dictionary<string, string?[]> { ["title"] = [.. log.Items.Ids.Select((id, i) => i % 3 == 0 ? null : $"\"{id}")], ["note: more"] = new string?[log.Items.Count] });

            using var folder = new TemporaryFolder();
            InteractionWriters.Named(name).Write(folder.Path, log, items);
            Dataset read = Dataset.Open(folder.Path, new ReadOptions { Strict = true });
            Assert.Equal(DatasetTests.Events(log), DatasetTests.Events(read.Log));
            Assert.Equal(log.Items.Ids, read.Items.Items.Ids);
            Assert.Equal(items.Column("title"), read.Items.Column("title"));
        }, iter: 200);
    }

    [Theory, MemberData(nameof(Writers))]
    public void A_log_of_people_and_items_alone_stays_so(string name)
    {
        var builder = new InteractionLogBuilder();
        builder.Add("ann", "a");
        InteractionLog log = builder.Build();
        using var folder = new TemporaryFolder();
        InteractionWriters.Named(name).Write(folder.Path, log, ItemTable.Without(log.Items));
        InteractionLog read = Dataset.Open(folder.Path, new ReadOptions()).Log;
        Assert.False(read.HasTimes || read.HasValues || read.HasActions);
    }

    [Fact]
    public void RecBole_files_look_as_RecBole_wants_them()
    {
        var builder = new InteractionLogBuilder();
        builder.Add("ann", "a", time: 881_250_949_250, value: 3.5f);
        InteractionLog log = builder.Build();
        using var folder = new TemporaryFolder();
        string shop = Path.Combine(folder.Path, "shop");
        InteractionWriters.Named("recbole").Write(shop, log, new ItemTable(log.Items, new Dictionary<string, string?[]> { ["title"] = ["The A"] }));
        Assert.Equal("user_id:token\titem_id:token\ttimestamp:float\trating:float\nann\ta\t881250949.25\t3.5\n", File.ReadAllText(Path.Combine(shop, "shop.inter")));
        Assert.Equal("item_id:token\ttitle:token_seq\na\tThe A\n", File.ReadAllText(Path.Combine(shop, "shop.item")));
    }

    [Fact]
    public void A_column_that_would_be_taken_for_ids_is_refused()
    {
        var builder = new InteractionLogBuilder();
        builder.Add("ann", "a");
        InteractionLog log = builder.Build();
        using var folder = new TemporaryFolder();
        var items = new ItemTable(log.Items, new Dictionary<string, string?[]> { ["item"] = ["x"] });
        Assert.Contains("would be read back as the ids", Assert.Throws<CiceroneException>(() => InteractionWriters.Named("recbole").Write(folder.Path, log, items)).Message, StringComparison.Ordinal);
    }
}
