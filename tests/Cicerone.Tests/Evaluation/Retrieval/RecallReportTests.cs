using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation.Retrieval;
using Cicerone.Models;
using Cicerone.Tests.Data.Formats;

namespace Cicerone.Tests.Evaluation.Retrieval;

public sealed class RecallReportTests : IDisposable
{
    private const int Width = 4, Items = 300, Queries = 20;
    private readonly TemporaryFolder _folder = new();
    private readonly Vectors _model = new();

    public RecallReportTests()
    {
        var items = new Vocabulary(Enumerable.Range(0, Items).Select(item => $"item {item}"));
        Catalogue = new Catalogue(ItemTable.Without(items), new int[Items]).Restrict(Enumerable.Range(0, Items).Where(item => item % 3 != 1));
        VectorExchange.Write(_folder.Path, _model, Catalogue, [.. Enumerable.Range(0, Queries).Select(q => ($"q{q}", Query.OfStranger(items, History.Of(q), seed: 1)))]);
    }

    private Catalogue Catalogue { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_exact_answer_is_found_whole_and_its_halves_by_half()
    {
        RecallReport exact = RecallReport.Of(_folder.Path, Lists((best, _) => best));
        Assert.Equal((Queries, 200, 20), (exact.Queries, exact.Items, exact.Length));
        Assert.Equal(["recall@1", "recall@10", "recall@20"], exact.Recall.Keys);
        Assert.All(exact.Recall.Values, recall => Assert.Equal(1, recall));
        RecallReport half = RecallReport.Of(_folder.Path, Lists((best, q) => [.. best.Take(10), .. best.Take(5), 1_000_000, .. Worst(q)]));
        Assert.Equal([1, 1, 0.5], half.Recall.Values);
        Assert.Equal((0.5, Queries, 5L * Queries), (half.Least, (int)half.Unknown, half.Repeated));
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_told()
    {
        string list = Path.Combine(_folder.Path, "short.u64bin");
        BinaryVectors.WriteIds(list, 10, new ulong[30]);
        Assert.Contains("answers 3 queries", Assert.Throws<CiceroneException>(() => RecallReport.Of(_folder.Path, list)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_called_by_their_names() =>
        Assert.Equal(["item 0", "item 2", "item 3"], File.ReadLines(Path.Combine(_folder.Path, VectorExchange.ItemNames)).Take(3));

    private static IEnumerable<ulong> Worst(int query) => Ranked(query).TakeLast(4);

    private static IEnumerable<ulong> Ranked(int query) =>
        Enumerable.Range(0, Items).Where(item => item % 3 != 1).OrderByDescending(item => Enumerable.Range(0, Width).Sum(k => (double)Vectors.Item(item, k) * Vectors.Person(query, k))).Select(item => (ulong)item);

    private string Lists(Func<ulong[], int, IEnumerable<ulong>> of)
    {
        string path = Path.Combine(_folder.Path, "list.u64bin");
        BinaryVectors.WriteIds(path, 20, [.. Enumerable.Range(0, Queries).SelectMany(q => of([.. Ranked(q).Take(20)], q))]);
        return path;
    }

    private sealed class Vectors : IEmbeds
    {
        public ItemVectors ItemVectors { get; } = new([.. Enumerable.Range(0, Items * Width).Select(i => Item(i / Width, i % Width))], Width);

        public static float Item(int item, int k) => (float)new RandomSource((ulong)(item * Width + k)).NextNormal();

        public static float Person(int query, int k) => (float)new RandomSource((ulong)(100_000 + query * Width + k)).NextNormal();

        public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
        {
            for (int q = 0; q < queries.Length; q++)
                for (int k = 0; k < Width; k++) vectors[q * Width + k] = Person(queries[q].History.Items.Span[0], k);
        }

        public void Save(ModelWriter folder) => throw new NotSupportedException();
    }
}
