using System.Diagnostics;
using System.Globalization;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Subgraphs;
using Cicerone.Metrics.Significance;

namespace Cicerone.Benchmarks.Studies;

/// <summary>How good found paths are: whether they are any, how near they are to the target against walks of equal length, how quickly they come, and whether they come again.</summary>
internal static class PathFigures
{
    private const int Masked = 200, MaskSteps = 10;

    /// <summary>Tells the figures of some requests, a line each.</summary>
    /// <param name="name">What they are of.</param>
    /// <param name="graph">What is searched.</param>
    /// <param name="fewer">The same without a hundredth of its events; null does not tell stability.</param>
    /// <param name="requests">Whom and what to connect.</param>
    /// <param name="agreement">How far two items agree in something that the vectors were not made of, 0 to 1; null where nothing is known.</param>
    public static IEnumerable<string> Tell(string name, PathGraph graph, PathGraph? fewer, IReadOnlyList<PathRequest> requests, Func<int, int, double?>? agreement)
    {
        var options = new PathSearchOptions();
        var search = new PathSearch(graph, options);
        foreach (PathRequest request in requests.Take(Masked)) search.Find(request); // the compiler has its time
        (IReadOnlyList<ChoicePath>[] found, double seconds) = Timed(() => requests.Select(search.Find).ToArray());
        int faults = requests.Zip(found).Sum(one => one.Second.Count(path => PathCheck.Fault(path, one.First, graph, options) is not null));
        int paths = found.Sum(one => one.Count), fallbacks = found.Count(one => one.Any(path => path.IsFallback));
        yield return Line($"{name}: {requests.Count:N0} pairs, {paths:N0} paths, {faults} not valid; hops {string.Join(", ", found.SelectMany(one => one).Where(path => !path.IsFallback).CountBy(path => path.Hops).OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value:N0}"))}; fallback {(double)fallbacks / requests.Count:0.000} of the pairs, none {found.Count(one => one.Count == 0)}; {1000 * seconds / requests.Count:0.000} CPU-ms a pair");
        var walks = new RandomPaths(graph, options.LeastPeople, seed: 1);
        var pairs = requests.Zip(found).SelectMany(one => one.Second.Where(path => !path.IsFallback).Select(path => (Path: path, Walk: walks.Like(path, one.First)))).Where(pair => pair.Walk is not null).ToArray();
        yield return $"  cosine of items on the path and the target: {Told(pairs.Select(pair => ((double?)Mean(pair.Path, graph.Cosine), (double?)Mean(pair.Walk!, graph.Cosine))))}";
        if (agreement is not null) yield return $"  agreement in what was withheld: {Told(pairs.Select(pair => (MeanKnown(pair.Path, agreement), MeanKnown(pair.Walk!, agreement))))}";
        yield return Line($"  mean log(1 + degree) of these items: {pairs.Average(pair => Mean(pair.Path, (item, _) => (float)Math.Log(1 + graph.Choosers.Indices(item).Length))):0.00}, of walks {pairs.Average(pair => Mean(pair.Walk!, (item, _) => (float)Math.Log(1 + graph.Choosers.Indices(item).Length))):0.00}");
        if (fewer is not null)
        {
            var again = new PathSearch(fewer, options);
            bool same = requests.Zip(found).All(one => search.Find(one.First).Select(Key).SequenceEqual(one.Second.Select(Key)));
            yield return Line($"  found again: {(same ? "the same" : "NOT the same")}; without a hundredth of the events Jaccard {requests.Zip(found).Where(one => one.Second.Count > 0).Average(one => Jaccard(one.Second.Select(Items), again.Find(one.First).Select(Items))):0.000}");
        }
        yield return Mask(graph, requests, found, seconds / requests.Count);
    }

    /// <summary>What of it took processor time, in seconds.</summary>
    public static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        T result = work();
        return (result, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
    }

    /// <summary>A line of figures.</summary>
    public static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Two arms and their difference with its interval.</summary>
    public static string Told(IEnumerable<(double? One, double? Other)> pairs)
    {
        (double One, double Other)[] known = [.. pairs.Where(pair => pair.One is not null && pair.Other is not null).Select(pair => (pair.One!.Value, pair.Other!.Value))];
        if (known.Length == 0) return "nothing is known";
        double[] differences = [.. known.Select(pair => pair.One - pair.Other)];
        Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
        return Line($"{known.Average(pair => pair.One):0.0000} against {known.Average(pair => pair.Other):0.0000}, {differences.Average():+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} to {interval.High:+0.0000;-0.0000}), {known.Length:N0} pairs");
    }

    private static string Mask(PathGraph graph, IReadOnlyList<PathRequest> requests, IReadOnlyList<ChoicePath>[] found, double seconds)
    {
        Subgraph[] graphs = [.. requests.Take(Masked).Zip(found).Select(one => Subgraph.Of(graph, one.First, one.Second))];
        var explainer = new MaskExplainer(MaskSteps);
        explainer.Path(graphs[0], graph.Width, seed: 1);
        (int[][] masked, double took) = Timed(() => graphs.Select(one => explainer.Path(one, graph.Width, seed: 1)).ToArray());
        double same = graphs.Zip(masked).Average(one => one.Second.SequenceEqual(explainer.Path(one.First, graph.Width, seed: 2)) ? 1 : 0);
        return Line($"  a mask learned in {MaskSteps} steps on {graphs.Average(one => one.Count):0} nodes: {1000 * took / graphs.Length:0.00} CPU-ms a pair, {took / graphs.Length / seconds:0} times as long; another seed gives the same path for {same:0.000}");
    }

    private static double Mean(ChoicePath path, Func<int, int, float> figure) => path.Items.SkipLast(1).Average(item => figure(item, path.Items[^1]));

    private static double? MeanKnown(ChoicePath path, Func<int, int, double?> figure) => path.Items.SkipLast(1).Average(item => figure(item, path.Items[^1]));

    private static string Items(ChoicePath path) => string.Join(' ', path.Items);

    private static string Key(ChoicePath path) => $"{Items(path)} {string.Join(' ', path.People)} {path.Score}";

    private static double Jaccard(IEnumerable<string> one, IEnumerable<string> other)
    {
        HashSet<string> first = [.. one], second = [.. other];
        int both = first.Count(second.Contains);
        return (double)both / (first.Count + second.Count - both);
    }
}
