using System.Diagnostics;
using System.IO.Compression;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Benchmarks;

/// <summary>
/// Whole models on one thread: <c>gowalla FOLDER ALGORITHM [option=value …]</c>, where the folder holds LightGCN's
/// <c>train.txt(.gz)</c> and <c>test.txt(.gz)</c>. Times are processor time of the process.
/// </summary>
internal static class Gowalla
{
    public static void Run(string[] arguments)
    {
        var settings = arguments[2..].Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        InteractionLog empty = new InteractionLogBuilder().Build();
        InteractionLog train = Read(arguments[0], "train", empty), test = Read(arguments[0], "test", train), none = train.Select([]);
        var split = new Split("files", train, none, test, SplitRules.FullHistory);
        ItemTable items = ItemTable.Without(train.Items);
        Algorithm algorithm = new AlgorithmTable(AlgorithmTable.ClosedForm)[arguments[1]];
        IModel model = null!;
        Time("fit", () => model = algorithm.Fit(new TrainingData(train, items), settings, new FitContext { Threads = 1 }));
        if (model is IEmbeds embeds) RankAlone(embeds, Catalogue.Of(train, items), Histories.Of(train), train);
        EvaluationResult result = null!;
        double seconds = Time("evaluation", () => result = Evaluator.Evaluate((IRanker)model, Catalogue.Of(train, items), split, SplitPart.Test, new EvaluationOptions { Threads = 1, Cutoffs = [20], BatchSize = 252 }));
        Console.WriteLine($"{arguments[1]}: recall@20 {result.Means["recall@20"]:0.0000} ndcg@20 {result.Means["ndcg@20"]:0.0000}, {train.Users.Count / seconds:0} people/s with metrics");
    }

    /// <summary>The ranking of all people, without finding their vectors and without metrics.</summary>
    private static void RankAlone(IEmbeds model, Catalogue catalogue, Histories histories, InteractionLog log)
    {
        Query[] queries = [.. Enumerable.Range(0, histories.Count).Select(person => Query.OfPerson(log.Users, person, histories[person], seed: 1))];
        ReadOnlyMemory<int>[] seen = [.. queries.Select(query => query.History.Items)];
        float[] vectors = new float[queries.Length * model.ItemVectors.Width];
        Time("vectors of people", () => model.Embed(queries, vectors));
        model.ItemVectors.TopK(vectors.AsSpan(0, model.ItemVectors.Width), [queries[0]], catalogue, new TopKRequest(20), new TopKResult(1, 20)); // packs the items
        for (int run = 0; run < 3; run++)
        {
            double batch = Time("top-20 of all people", () => model.ItemVectors.TopK(vectors, queries, catalogue, new TopKRequest(20, seen), new TopKResult(queries.Length, 20)));
            Console.WriteLine($"  {queries.Length / batch:0} people a second");
        }
        const int Singles = 4000;
        double single = Time($"{Singles} people one by one", () =>
        {
            for (int q = 0; q < Singles; q++)
                model.ItemVectors.TopK(vectors.AsSpan(q * model.ItemVectors.Width, model.ItemVectors.Width), [queries[q]], catalogue, new TopKRequest(20, [seen[q]]), new TopKResult(1, 20));
        });
        Console.WriteLine($"  {Singles / single:0} people a second");
    }

    private static double Time(string what, Action work)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        work();
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        Console.WriteLine($"{what}: {seconds:0.00} CPU s, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        return seconds;
    }

    /// <summary>The events of a part, over the vocabularies of another log.</summary>
    public static InteractionLog Read(string folder, string part, InteractionLog like)
    {
        string path = Path.Combine(folder, part + ".txt");
        using Stream file = File.Exists(path) ? File.OpenRead(path) : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var lines = new StreamReader(file);
        var log = new InteractionLogBuilder(like.Users, like.Items, like.Actions);
        while (lines.ReadLine() is { } line)
        {
            string[] ids = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (string item in ids.AsSpan(1)) log.Add(ids[0], item);
        }
        return log.Build();
    }
}
