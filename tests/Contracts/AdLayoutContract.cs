using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every layout of TencentGR's data must do.</summary>
public abstract class AdLayoutContract : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-ads-").FullName;
    private readonly SmallAds _ads = new();

    protected abstract AdLayout Layout { get; }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Everything_that_is_written_is_read_back()
    {
        Assert.Equal(7, Layout.Write(_ads, At("a"), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(Told(_ads), Told(AdLayouts.Open(At("a"))));
    }

    [Fact]
    public void What_was_read_is_written_with_the_same_bytes()
    {
        Layout.Write(_ads, At("a"), cancellation: TestContext.Current.CancellationToken);
        Layout.Write(Layout.Open(At("a")), At("b"), cancellation: TestContext.Current.CancellationToken);
        string[] files = [.. Directory.EnumerateFiles(At("a"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(At("a"), file)).Order(StringComparer.Ordinal)];
        Assert.Equal(files, Directory.EnumerateFiles(At("b"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(At("b"), file)).Order(StringComparer.Ordinal));
        foreach (string file in files) Assert.True(File.ReadAllBytes(Path.Combine(At("a"), file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(At("b"), file))), file);
    }

    [Fact]
    public void The_contests_files_come_through_and_back()
    {
        AdLayouts.Contest.Write(_ads, At("a"), cancellation: TestContext.Current.CancellationToken);
        Layout.Write(AdLayouts.Open(At("a")), At("b"), cancellation: TestContext.Current.CancellationToken);
        AdLayouts.Contest.Write(AdLayouts.Open(At("b")), At("c"), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Told(_ads), Told(AdLayouts.Open(At("c"))));
        Assert.Equal(File.ReadAllBytes(Path.Combine(At("a"), "seq.jsonl")), File.ReadAllBytes(Path.Combine(At("c"), "seq.jsonl")));
    }

    [Fact]
    public void Reading_goes_on_where_it_was_broken_off()
    {
        Layout.Write(_ads, At("a"), cancellation: TestContext.Current.CancellationToken);
        AdData data = Layout.Open(At("a"));
        for (int skip = 0; skip <= 5; skip++)
        {
            IEnumerable<AdHistory> rest = data.Histories(skip);
            for (int times = 0; times < 2; times++) Assert.Equal(_ads.Histories(skip).Select(Told), rest.Select(Told));
        }
    }

    [Fact]
    public void Its_folder_is_a_data_set_with_raw_ids()
    {
        Layout.Write(_ads, At("a"), cancellation: TestContext.Current.CancellationToken);
        Dataset data = Dataset.Open(At("a"), new ReadOptions { Strict = true });
        Assert.Equal(["user_a 20000000014 exposure 1746077791000", "user_a 20000000007 click 1746077791000", "user_a 20000000014 conversion 1746077800000", "user_c creative x exposure 4000000000000"],
            Enumerable.Range(0, data.Log.Count).Select(row => $"{data.Log.Users[data.Log.User[row]]} {data.Log.Items[data.Log.Item[row]]} {data.Log.Actions[data.Log.Action[row]]} {data.Log.Time[row]}"));
    }

    [Fact]
    public void Test_people_and_candidates_may_be_missing()
    {
        Layout.Write(_ads, At("a"), cancellation: TestContext.Current.CancellationToken);
        foreach (string name in (string[])["predict_seq.jsonl", "predict_seq_offsets.pkl", "user_action_type.json", "predict_set.jsonl"]) File.Delete(Path.Combine(At("a"), name));
        if (Directory.Exists(Path.Combine(At("a"), "candidate"))) Directory.Delete(Path.Combine(At("a"), "candidate"), recursive: true);
        AdData data = Layout.Open(At("a"));
        Assert.Empty(data.TestPeople());
        Assert.Empty(data.Wanted);
        Assert.Empty(data.Candidates());
    }

    protected string At(string name) => Path.Combine(_folder, name);

    /// <summary>Everything that data hold, a line each.</summary>
    protected static IReadOnlyList<string> Told(AdData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return
        [
            $"users {string.Join('|', data.Indexer.Users)}", $"items {string.Join('|', data.Indexer.Items)}",
            .. data.Indexer.Features.OrderBy(feature => feature.Key, StringComparer.Ordinal).Select(feature => $"feature {feature.Key} {string.Join('|', feature.Value)}"),
            .. data.Histories().Select(Told),
            .. data.Profiles().Select(one => $"profile {one.User} {Told(one.Features)}"),
            .. data.Items().Select(one => $"item {one.Item} {Told(one.Features)}"),
            .. data.Candidates().Select(one => $"candidate {one.Creative} {one.RetrievalId} {Told(one.Features)}"),
            .. data.VectorKinds.SelectMany(kind => data.Vectors(kind).Select(vector => $"{kind.Name} {vector.Creative} {string.Join(' ', vector.Values)}")),
            .. data.TestPeople().Select(one => $"test {one.User} {Told(one.Profile)} {string.Join('|', one.Events.Select(each => $"{each.Item} {Told(each.Features)} {each.Action} {each.Time}"))}"),
            .. data.Wanted.Select(one => $"wanted {one.Key} {one.Value}"),
        ];
    }

    private static string Told(AdHistory history) => $"history {history.User} {string.Join(' ', history.Items)}; {string.Join(' ', history.Actions)}; {string.Join(' ', history.Times)}";

    private static string Told(AdFeatures features) =>
        string.Join(' ', features.Ids.Order(StringComparer.Ordinal).Select(id => $"{id}={string.Join(',', features[id].Select(value => value.IsUnseen ? $"'{value.Text}'" : value.Text))}"));
}
