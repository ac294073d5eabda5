using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Kernels;
using Cicerone.Language.Paths.Search;
using Cicerone.Metrics.Significance;

namespace Cicerone.Language.Tests.Paths;

/// <summary>Paths in a small Bookshop whose vectors are made of words: those of books, and for people the mean of their books.</summary>
public sealed class PathSearchTests
{
    private static readonly PathSearchOptions Options = new();
    private static readonly FeatureMatrix Vectors = new HashedText(32).Read(PathShop.Shared.Items);
    private static readonly PathGraph Graph = GraphOf(PathShop.Shared.Log);

    [Fact]
    public void Every_path_is_one_and_none_goes_along_the_edge_it_explains()
    {
        int hops = 0;
        foreach (PathRequest request in Requests())
            foreach (ChoicePath path in new PathSearch(Graph, Options).Find(request))
            {
                Assert.Null(PathCheck.Fault(path, request, Graph, Options));
                hops = Math.Max(hops, path.Hops);
            }
        Assert.True(hops >= 3, $"The longest path has {hops} hops.");
    }

    [Fact]
    public void Long_paths_are_found_only_where_there_is_no_short_one()
    {
        PathGraph apart = GraphOf(PathShop.Shared.Log, alike: 1);
        PathSearchOptions many = Options with { LeastPeople = 8 };
        ChoicePath[] found = [.. Requests().SelectMany(request => new PathSearch(apart, many).Find(request).Select(path => (request, path)).Select(one =>
        {
            Assert.Null(PathCheck.Fault(one.path, one.request, apart, many));
            return one.path;
        }))];
        Assert.Contains(found, path => path.Hops == 5);
        Assert.Contains(found, path => path.IsFallback);
    }

    [Fact]
    public void The_same_is_found_again_and_most_of_it_when_a_hundredth_of_the_events_is_missing()
    {
        InteractionLog log = PathShop.Shared.Log;
        PathGraph fewer = GraphOf(log.Select([.. Enumerable.Range(0, log.Count).Where(row => RandomSource.Mix((ulong)row) % 100 != 0)]));
        double[] shared = [.. Requests().Select(request =>
        {
            IReadOnlyList<ChoicePath> first = new PathSearch(Graph, Options).Find(request), again = new PathSearch(Graph, Options).Find(request);
            Assert.Equal(first.Select(Told), again.Select(Told));
            string[] one = [.. first.Select(path => string.Join(' ', path.Items))], other = [.. new PathSearch(fewer, Options).Find(request).Select(path => string.Join(' ', path.Items))];
            return (double)one.Intersect(other).Count() / one.Union(other).Count();
        })];
        Assert.True(shared.Average() >= 0.7, $"{shared.Average():0.000} of the paths are the same.");
        static string Told(ChoicePath path) => $"{string.Join(' ', path.Items)} over {string.Join(' ', path.People)}: {path.Score}";
    }

    [Fact]
    public void Paths_are_nearer_to_the_target_than_walks_of_the_same_length_and_are_no_tours_of_hubs()
    {
        var walks = new RandomPaths(Graph, Options.LeastPeople, seed: 1);
        (ChoicePath Path, ChoicePath Walk)[] pairs = [.. Requests().SelectMany(request => new PathSearch(Graph, Options).Find(request).Where(path => !path.IsFallback)
            .Select(path => (path, walk: walks.Like(path, request))).Where(pair => pair.walk is not null).Select(pair => (pair.path, pair.walk!)))];
        double[] differences = [.. pairs.Select(pair => Nearness(pair.Path) - Nearness(pair.Walk))];
        Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
        Assert.True(interval.Low > 0, $"The cosine is {differences.Average():+0.000;-0.000} ({interval.Low:0.000} to {interval.High:0.000}) nearer.");
        double hubs = pairs.Average(pair => Degree(pair.Path)), walked = pairs.Average(pair => Degree(pair.Walk));
        Assert.True(hubs < walked + 0.3, $"Mean log-degree {hubs:0.00}, of walks {walked:0.00}.");
        static double Nearness(ChoicePath path) => path.Items.SkipLast(1).Average(item => Graph.Cosine(item, path.Items[^1]));
        static double Degree(ChoicePath path) => path.Items.SkipLast(1).Average(item => Math.Log(1 + Graph.Choosers.Indices(item).Length));
    }

    [Fact]
    public void Who_chose_nothing_else_has_no_path_and_what_nothing_connects_says_so()
    {
        var search = new PathSearch(Graph, Options);
        Assert.Empty(search.Find(new PathRequest(null, [5], new float[Graph.Width], 5)));
        var apart = new PathSearch(GraphOf(PathShop.Shared.Log, alike: 1), Options with { LeastPeople = 1_000 });
        PathRequest request = Requests().First(request => !request.Chosen.Any(item => Graph.Alike[item][0] == request.Target));
        ChoicePath fallback = apart.Find(request).Single(path => path.IsFallback || path.Hops == 2);
        Assert.Equal(request.Target, fallback.Items[^1]);
    }

    private static PathGraph GraphOf(InteractionLog log, int alike = 5)
    {
        var chosen = SparseMatrix.PeopleByItems(log);
        float[] people = [.. Enumerable.Range(0, chosen.Rows).SelectMany(person => Mean(chosen.Indices(person).ToArray()))];
        return new PathGraph(chosen, Vectors.ToArray(), people, Vectors.Width, alike, new ParallelOptions { MaxDegreeOfParallelism = 1 });
    }

    private static float[] Mean(int[] items)
    {
        float[] mean = new float[Vectors.Width];
        foreach (int item in items)
            for (int i = 0; i < mean.Length; i++) mean[i] += Vectors[item][i] / items.Length;
        return mean;
    }

    /// <summary>Why everybody's last book: the training edge is there, and must not be used.</summary>
    private static IEnumerable<PathRequest> Requests()
    {
        Histories histories = Histories.Of(PathShop.Shared.Log);
        for (int person = 0; person < histories.Count; person++)
        {
            int[] items = histories[person].DistinctItems();
            if (items.Length < 2) continue;
            yield return new PathRequest(person, items[..^1], Mean(items[..^1]), items[^1]);
        }
    }
}
