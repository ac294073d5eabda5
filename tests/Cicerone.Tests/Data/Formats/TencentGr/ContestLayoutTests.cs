using System.Diagnostics;
using Cicerone.Contracts;
using Cicerone.Data.Formats.Pickles;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Tests.Data.Formats.TencentGr;

public sealed class ContestLayoutTests : AdLayoutContract
{
    /// <summary>What the contest's own loader does with a folder, in its order: offsets, lines, indices, features, vectors, candidates. NumPy is stood in for.</summary>
    private const string Loader = """
        import json, pickle, struct, sys
        class ndarray:
            def __setstate__(self, state): self.values = list(struct.unpack('<%df' % state[1][0], state[4]))
        class dtype:
            def __init__(self, *kind): pass
            def __setstate__(self, state): assert state[1] == '<', state
        class Reader(pickle.Unpickler):
            def find_class(self, module, name):
                return {('numpy', 'ndarray'): ndarray, ('numpy', 'dtype'): dtype, ('numpy.core.multiarray', '_reconstruct'): lambda kind, shape, code: kind()}[(module, name)]
        folder = sys.argv[1] + '/'
        def load(name): return Reader(open(folder + name, 'rb')).load()
        def lines(name):
            with open(folder + name + '.jsonl', 'rb') as file:
                for offset in load(name + '_offsets.pkl'):
                    file.seek(offset)
                    yield json.loads(file.readline())
        indexer = load('indexer.pkl')
        raw = {index: creative for creative, index in indexer['i'].items()}
        features = json.load(open(folder + 'item_feat_dict.json'))
        vectors = load('creative_emb/emb_81_3.pkl')
        for line in lines('seq'):
            for user, item, profile, known, action, time in line:
                if item: print(user, item, raw[item], known == features[str(item)], action, time, vectors[str(raw[item])].values if str(raw[item]) in vectors else None)
                else: print(user, profile)
        for line in lines('predict_seq'): print([record[1] for record in line])
        for line in open(folder + 'predict_set.jsonl'): print(json.loads(line))
        print(json.load(open(folder + 'user_action_type.json')), indexer['u'], len(indexer['f']['121']) + 1)
        """;

    protected override AdLayout Layout => AdLayouts.Contest;

    [Fact]
    public async Task Python_walks_a_folder_as_the_contests_loader_does()
    {
        string? interpreter = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(interpreter is not null, "needs python3, which './test' installs.");
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        using var python = Process.Start(new ProcessStartInfo(interpreter!, ["-X", "utf8", "-c", Loader, At("a")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> fault = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await fault);
        Assert.Equal("""
            1 2 20000000014 True 0 1746077791 None
            1 1 20000000007 True 1 1746077791 [0.5, -2.0, 3.25]
            1 2 20000000014 True 2 1746077800 None
            1 {'103': 1, '106': [2, 5]}
            2 {}
            3 3 creative x True 0 4000000000 []
            3 {'104': 2, '110': [4]}
            [2, 20000000021, None]
            [1, None]
            {'creative_id': 20000000014, 'retrieval_id': 0, 'features': {'101': 2}}
            {'creative_id': 'creative x', 'retrieval_id': 1, 'features': {}}
            {'creative_id': 20000000021, 'retrieval_id': 2, 'features': {'101': 1, '121': '9xq'}}
            {'user_d': 2, 'é\t5': 1} {'user_a': 1, 'é\t2': 2, 'user_c': 3} 4
            """, output.Trim().ReplaceLineEndings(Environment.NewLine));
    }

    [Fact]
    public void Offsets_are_read_as_a_list_and_as_a_dictionary()
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        string path = Path.Combine(At("a"), "seq_offsets.pkl");
        long[] offsets = LineOffsets.Read(path);
        byte[] lines = File.ReadAllBytes(Path.Combine(At("a"), "seq.jsonl"));
        Assert.All(offsets, offset => Assert.True(offset == 0 || lines[offset - 1] == (byte)'\n'));
        using (var pickle = new PickleWriter(path))
            pickle.Dictionary(offsets.Select((offset, line) => (Action)(() => { pickle.Number(line); pickle.Number(offset); })));
        Assert.Equal(offsets, LineOffsets.Read(path));
        Assert.Equal([3], Layout.Open(At("a")).Histories(skip: 2).Select(history => history.User));
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(0, -1, 5)]
    [InlineData(0, 100_000, 200_000)]
    public void Offsets_that_belong_to_no_line_are_refused(long first, long second, long third)
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        string path = Path.Combine(At("a"), "seq_offsets.pkl");
        using (var pickle = new PickleWriter(path)) pickle.List([() => pickle.Number(first), () => pickle.Number(second), () => pickle.Number(third)]);
        Assert.Contains(path, Assert.Throws<CiceroneException>(() => Layout.Open(At("a")).Histories(skip: 1).ToList()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seq.jsonl", "[[1,9,null,{},0,1]]\n[[1,\"x\",null,{},0,1]]\n", "seq.jsonl, line 2")]
    [InlineData("predict_set.jsonl", "{\"creative_id\":1,\"retrieval_id\":-1,\"features\":{}}", "line 1")]
    [InlineData("predict_set.jsonl", "{\"creative_id\":1}", "'retrieval_id'")]
    [InlineData("user_action_type.json", "{\"a\":3}", "'a'")]
    [InlineData("user_action_type.json", "[]", "no object")]
    [InlineData("item_feat_dict.json", "{\"x\":{}}", "'x'")]
    public void A_damaged_file_is_told(string name, string text, string told)
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(At("a"), name), text);
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => Told(Layout.Open(At("a")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_an_advertisement_that_the_indexer_lacks_is_not_written()
    {
        Layout.Write(new SmallAds(), At("a"), cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(At("a"), "seq.jsonl"), "[[1,9,null,{},0,1]]\n");
        File.Delete(Path.Combine(At("a"), "seq_offsets.pkl"));
        Assert.Contains("advertisement 9", Assert.Throws<CiceroneException>(() => Layout.Write(Layout.Open(At("a")), At("b"), cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }
}
