using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Protocols;
using Cicerone.Tests.Protocols;
using CsCheck;

namespace Cicerone.Tests.Data.Formats;

public sealed class SplitFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_split_that_was_written_is_read_back_the_same()
    {
        Gen<string> id = Gen.Char["ab\t\"\n\r, ;|é\uFEFF0"].Array[1, 4].Select(letters => new string(letters));
        Gen.Select(id, id, Gen.Long[-1_000_000, 4_000_000_000_000], Gen.Float[-100, 100], id).Array[6, 30].Sample(events =>
        {
            Split written = Split([.. events]);
            using var folder = new TemporaryFolder();
            SplitFolder.Write(folder.Path, written);
            SplitFiles read = SplitFolder.Read(folder.Path, new ReadOptions { Strict = true });
            Assert.Equal(written.Fingerprint(), read.Split.Fingerprint());
            Assert.Equal(written.Protocol, read.Split.Protocol);
            Assert.Equal(written.Train.Users.Ids, read.Split.Train.Users.Ids);
            Assert.Equal(written.Train.Items.Ids, read.Split.Train.Items.Ids);
            Assert.Equal(written.Train.Actions.Ids, read.Split.Train.Actions.Ids);
        }, iter: 300);
    }

    public static TheoryData<string> ProtocolNames => [.. Protocol.All.Select(protocol => protocol.Name)];

    [Theory, MemberData(nameof(ProtocolNames))]
    public void The_split_of_every_protocol_is_read_back_the_same(string protocol)
    {
        Split written = Protocol.Named(protocol).Split(World.Random(seed: 3), seed: 4);
        SplitFolder.Write(_folder.Path, written);
        Assert.Equal(written.Fingerprint(), SplitFolder.Read(_folder.Path, new ReadOptions { Strict = true }).Split.Fingerprint());
    }

    [Fact]
    public void The_columns_of_the_items_are_kept()
    {
        Split split = Split([("ann", "a", 1, 1, "x"), ("ann", "b", 2, 1, "x"), ("bob", "a", 3, 1, "x")]);
        SplitFolder.Write(_folder.Path, split, new ItemTable(split.Train.Items, new Dictionary<string, string?[]> { ["title"] = ["Alpha\tand\nomega", null] }));
        Assert.Equal(["Alpha\tand\nomega", null], SplitFolder.Read(_folder.Path, new ReadOptions()).Items.Column("title"));
    }

    [Fact]
    public void Any_readable_format_will_do_and_validation_may_be_absent()
    {
        _folder.Write("train.txt", "1 10 11\n2 10\n");
        _folder.Write("test.txt", "1 12\n");
        SplitFiles read = SplitFolder.Read(_folder.Path, new ReadOptions());
        Assert.Equal((3, 0, 1), (read.Split.Train.Count, read.Split.Valid.Count, read.Split.Test.Count));
        Assert.Equal(SplitRules.TrainHistory, read.Split.Rules);
        Assert.Contains(read.Report.Notes, note => note.Contains("has no split.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train", "valid", "test")]
    [InlineData("trn", "dev", "tst")]
    [InlineData("u1.base", "u1.val", "u1.test")]
    [InlineData("shop.train", "shop.validation", "shop.test")]
    [InlineData("pairs_train1", "pairs_val1", "pairs_test1")]
    public void The_parts_are_told_by_a_word_of_the_name(string train, string valid, string test)
    {
        foreach ((string name, string item) in new[] { (train, "a"), (valid, "b"), (test, "c") }) _folder.Write($"{name}.csv", $"user,item\nann,{item}\n");
        Split split = SplitFolder.Read(_folder.Path, new ReadOptions()).Split;
        Assert.Equal(["ann a", "ann b", "ann c"], Enum.GetValues<SplitPart>().SelectMany(part => DatasetTests.Events(split[part])));
    }

    [Fact]
    public void Rules_come_from_the_file_and_its_unknown_keys_are_told()
    {
        _folder.Write("train.csv", "user,item\nann,a\n");
        _folder.Write("test.csv", "user,item\nann,b\n");
        _folder.Write("split.json", """{"history": ["train", "valid"], "mask": [], "values": "as they are"}""");
        SplitFiles read = SplitFolder.Read(_folder.Path, new ReadOptions());
        Assert.Equal([SplitPart.Train, SplitPart.Valid], read.Split.Rules.History);
        Assert.Empty(read.Split.Rules.Mask);
        Assert.Contains(read.Report.Notes, note => note.Contains("'values'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"history": ["past"]}""", "names the part 'past', but the parts are train, valid, test and foldin")]
    [InlineData("""{"history": """, "is damaged")]
    [InlineData("[]", "is damaged")]
    [InlineData("""{"history": "train"}""", "is damaged")]
    [InlineData("""{"time": "years"}""", "can only be \"milliseconds\"")]
    public void A_damaged_description_is_refused(string json, string message)
    {
        _folder.Write("train.csv", "user,item\nann,a\n");
        _folder.Write("test.csv", "user,item\nann,b\n");
        _folder.Write("split.json", json);
        Assert.Contains(message, Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_column_of_parts_is_a_split()
    {
        string path = _folder.Write("all.csv", "user,item,part\nann,a,train\nann,b,Test\nann,c,valid\nann,d,maybe\n");
        SplitFiles read = SplitFolder.Read(path, new ReadOptions { Columns = new Dictionary<string, string> { ["split"] = "part" } });
        Assert.Equal(["ann a", "ann c", "ann b"], Enum.GetValues<SplitPart>().SelectMany(part => DatasetTests.Events(read.Split[part])));
        Assert.Equal("column 3 (part) 'maybe' is none of train, valid, test, 0, 1, 2; for labels of another kind, --columns split=COLUMN=LABEL says which are for test, and split=COLUMN=LABEL=LABEL which for validation", Assert.Single(read.Report.BadRows).Reason);
    }

    [Fact]
    public void One_of_several_folds_can_be_for_test()
    {
        string path = _folder.Write("folds.csv", "user,item,fold\nann,a,1\nann,b,2\nann,c,3\n");
        Split split = SplitFolder.Read(path, new ReadOptions { Columns = new Dictionary<string, string> { ["split"] = "fold=2" } }).Split;
        Assert.Equal(["ann a", "ann c", "ann b"], Enum.GetValues<SplitPart>().SelectMany(part => DatasetTests.Events(split[part])));
    }

    [Fact]
    public void Another_fold_can_be_for_validation()
    {
        string path = _folder.Write("folds.csv", "user,item,fold\nann,a,1\nann,b,2\nann,c,3\n");
        SplitFiles Read(string folds) => SplitFolder.Read(path, new ReadOptions { Columns = new Dictionary<string, string> { ["split"] = folds } });
        Split split = Read("fold=2=1").Split;
        Assert.Equal(["ann c", "ann a", "ann b"], Enum.GetValues<SplitPart>().SelectMany(part => DatasetTests.Events(split[part])));
        Assert.Contains("no row labelled '4'", Assert.Throws<CiceroneException>(() => Read("fold=2=4")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_alone_is_no_split()
    {
        _folder.Write("train.csv", "user,item\nann,a\n");
        Assert.Contains("has train.csv, but a split needs a train and a test file", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_one_part_are_named()
    {
        foreach (string name in new[] { "train.csv", "books_train.csv", "test.csv" }) _folder.Write(name, "user,item\nann,a\n");
        Assert.Contains("more than one file of the part 'train': books_train.csv, train.csv", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_of_time_is_one_for_all_parts()
    {
        _folder.Write("train.csv", "user,item,time\nann,a,5\n");
        _folder.Write("test.csv", "user,item,time\nann,b,1600000000000\n");
        Assert.Equal([5], SplitFolder.Read(_folder.Path, new ReadOptions()).Split.Train.Time.ToArray());
    }

    [Fact]
    public void An_id_that_text_cannot_keep_is_refused()
    {
        Split split = Split([("ann", "a\0", 1, 1, "x"), ("ann", "b", 2, 1, "x"), ("bob", "\uD800", 3, 1, "x")]);
        Assert.Contains("NUL", Assert.Throws<CiceroneException>(() => SplitFolder.Write(_folder.Path, split)).Message, StringComparison.Ordinal);
    }

    private string Fault() => Assert.Throws<CiceroneException>(() => SplitFolder.Read(_folder.Path, new ReadOptions())).Message;

    /// <summary>Rows in turn for train, valid and test, with a person and an item nobody met at the end of the vocabularies.</summary>
    private static Split Split((string User, string Item, long Time, float Value, string Action)[] events)
    {
        Vocabulary users = new(), items = new(), actions = new();
        InteractionLogBuilder[] parts = [.. Enum.GetValues<SplitPart>().Select(_ => new InteractionLogBuilder(users, items, actions))];
        for (int i = events.Length - 1; i >= 0; i--) parts[i % 3].Add(events[i].User, events[i].Item, events[i].Time, events[i].Value, events[i].Action);
        if (events.Length > 3) (_, _) = (users.Add("nobody"), items.Add("nothing"));
        return new Split("by-turns(seed=1)", parts[0].Build(), parts[1].Build(), parts[2].Build(), SplitRules.FullHistory);
    }
}
