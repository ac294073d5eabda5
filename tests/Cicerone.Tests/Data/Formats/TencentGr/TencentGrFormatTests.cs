using System.IO.Compression;
using System.Text.Json;
using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Tests.Data.Formats.TencentGr;

public sealed class TencentGrFormatTests : IDisposable
{
    private static readonly AdIndexer Indexer = new(["user_a", "user_b"], ["20003222652", "555"], new Dictionary<string, IReadOnlyList<string>> { ["101"] = ["9", "x"] });
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_read_with_raw_ids_actions_times_and_features()
    {
        Indexer.Write(Path.Combine(_folder.Path, AdIndexer.FileName));
        _folder.Write("seq.jsonl", "[[1,2,null,{},0,1746077791],[1,1,null,{},1,1746077800],[1,null,{\"103\":1},null,null,1746077800]]\n[[2,1,null,{},2,1746077900]]\n[[2,1,null,{},9,0]]\n");
        _folder.Write("item_feat_dict.json", """{"1":{"101":2,"112":19},"2":{"101":1}}""");
        Dataset data = Dataset.Open(_folder.Path, new ReadOptions());
        Assert.Equal("tencentgr", data.Format);
        Assert.Equal(["user_a", "user_b"], data.Log.Users.Ids);
        Assert.Equal(["20003222652", "555"], data.Items.Items.Ids);
        Assert.Equal([1, 0, 0], data.Log.Item.ToArray());
        Assert.Equal(["exposure", "click", "conversion"], data.Log.Action.ToArray().Select(action => data.Log.Actions[action]));
        Assert.Equal(1746077791_000, data.Log.Time[0]);
        Assert.Equal(["19", null], data.Items.Column("112"));
        Assert.Equal(1, data.Report.BadRowCount);
        Assert.Contains("the action 9", data.Report.BadRows[0].Reason, StringComparison.Ordinal);
        Assert.Equal("1", data.People[0]["103"]);
        Assert.Empty(data.People[1]);
    }

    [Fact]
    public void Without_an_indexer_ids_are_indices_and_it_is_said()
    {
        Dataset data = Dataset.Open(_folder.Write("seq.jsonl", "[[1,2,null,{},0,1746077791]]\n"), new ReadOptions());
        Assert.Equal(["2"], data.Items.Items.Ids);
        Assert.Contains(data.Report.Notes, note => note.Contains("no indexer.pkl", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_items_stream_and_a_damaged_table_is_refused()
    {
        string events = _folder.Write("seq.jsonl", "[[1,2,null,{},0,1746077791]]\n"), items = string.Join(',', Enumerable.Range(1, 20_000).Select(item => $"\"{item}\":{{\"101\":{item % 7},\"106\":[1,{item}]}}"));
        string table = _folder.Write("item_feat_dict.json", $"{{{items}}}");
        ItemTable read = Dataset.Open(_folder.Path, new ReadOptions()).Items;
        Assert.Equal(20_000, read.Items.Count);
        Assert.Equal("1 19999", read.Column("106")[read.Items.Index("19999", "item")]);
        foreach (string damaged in (string[])[$"{{{items}", $"{{{items[..100_000]}", $"{{{items},,}}"])
        {
            _folder.Write("item_feat_dict.json", damaged);
            Assert.Contains(table, Assert.Throws<CiceroneException>(() => Dataset.Open(_folder.Path, new ReadOptions())).Message, StringComparison.Ordinal);
        }
        Assert.NotNull(events);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"u":{"a":1},"i":{},"f":{}}""")]
    public void An_indexer_is_what_it_says(string kind)
    {
        string path = Path.Combine(_folder.Path, AdIndexer.FileName);
        using (var pickle = new Cicerone.Data.Formats.Pickles.PickleWriter(path))
        {
            void Table(string name, long index) => pickle.Dictionary(index == 0 ? [] : [() => { pickle.Text(name); pickle.Number(index); }]);
            if (kind == "{}") pickle.Dictionary([]);
            else pickle.Dictionary([() => { pickle.Text("u"); Table("a", 2); }, () => { pickle.Text("i"); Table("", 0); }, () => { pickle.Text("f"); Table("", 0); }]);
        }
        Assert.Contains(path, Assert.Throws<CiceroneException>(() => AdIndexer.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_indexer_comes_back_as_it_is()
    {
        using Stream zipped = File.OpenRead(SharedData.Path("data/tencentgr-1k-partial/indexer.json.gz")), stream = new GZipStream(zipped, CompressionMode.Decompress);
        using JsonDocument json = JsonDocument.Parse(stream);
        string[] Ids(JsonElement table) => [.. table.EnumerateObject().OrderBy(entry => entry.Value.GetInt32()).Select(entry => entry.Name)];
        JsonElement root = json.RootElement;
        var published = new AdIndexer(Ids(root.GetProperty("u")), Ids(root.GetProperty("i")), root.GetProperty("f").EnumerateObject().ToDictionary(feature => feature.Name, feature => (IReadOnlyList<string>)Ids(feature.Value)));
        string path = Path.Combine(_folder.Path, AdIndexer.FileName);
        published.Write(path);
        AdIndexer read = AdIndexer.Read(path);
        Assert.Equal((865, 58_734, 22), (read.Users.Count, read.Items.Count, read.Features.Count));
        Assert.Equal(published.Users, read.Users);
        Assert.Equal(published.Items, read.Items);
        foreach ((string feature, IReadOnlyList<string> values) in published.Features) Assert.Equal(values, read.Features[feature]);
    }

    [Fact]
    public void The_published_vectors_are_those_of_the_converted_table()
    {
        string folder = SharedData.Path("data/tencentgr-1k-partial/emb_81_32_raw");
        using var archive = new ZipArchive(File.OpenRead(SharedData.Path("data/tencentgr-1k-partial/emb_81_32.npz")));
        long[] ids = Array<long>(archive, "creative_id.npy");
        float[] vectors = Array<float>(archive, "emb.npy");
        FeatureMatrix read = new FeatureFile("mm81", folder).Read(ItemTable.Without(new Vocabulary(ids.Select(id => $"{id}"))));
        Assert.Equal(32, read.Width);
        Assert.InRange(read.KnownCount, 1_000, ids.Length);
        for (int item = 0; item < ids.Length; item++)
            if (read.IsKnown(item)) Assert.Equal(vectors.AsSpan(item * 32, 32), read[item]);
        Assert.Contains(read.Remarks, remark => remark.StartsWith("1 rows", StringComparison.Ordinal));
    }

    private static T[] Array<T>(ZipArchive archive, string name) where T : struct
    {
        using Stream stream = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        ReadOnlySpan<byte> whole = bytes.ToArray();
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(whole[(10 + BitConverter.ToUInt16(whole[8..]))..]).ToArray();
    }
}
