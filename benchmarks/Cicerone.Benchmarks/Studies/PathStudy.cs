using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Data.Formats;
using Cicerone.Data.Reviews;
using Cicerone.Kernels;
using Cicerone.Language.Paths.Search;
using Cicerone.Metrics.Texts;
using Cicerone.Models;
using Cicerone.Neural.Generative.SemanticIds;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>paths FOLDER [SEED …]</c>: MMP-Refer. The Bookshop, whose motives are known (<see cref="PathShopStudy"/>); where they are there, the joint codes on lfm2k-multimodal, and paths alone on the pairs of XRec's
/// Yelp. What is in the folder is not computed again.
/// </summary>
internal static class PathStudy
{
    private const string Lfm = "../shared/data/lfm2k-multimodal", Yelp = "../shared/data/xrec-yelp";
    private static readonly FitContext OneThread = new() { Threads = 1 };

    public static void Run(string[] arguments)
    {
        Directory.CreateDirectory(arguments[0]);
        PathShopStudy.Run(arguments[0], Study.Seeds(arguments, 1, 1, 2, 3));
        if (Directory.Exists(Lfm)) Once(arguments[0], "lfm2k", Codes);
        if (Directory.Exists(Yelp)) Once(arguments[0], "yelp", Pairs);
    }

    /// <summary>Tells a part of the study, and keeps what it told.</summary>
    public static void Once(string folder, string part, Func<IEnumerable<string>> tell)
    {
        string file = Path.Combine(folder, $"{part}.txt");
        var told = new List<string>();
        foreach (string line in File.Exists(file) ? File.ReadLines(file) : tell())
        {
            told.Add(line);
            Console.WriteLine(line);
        }
        if (!File.Exists(file)) File.WriteAllLines(file, told);
    }

    /// <summary>How far codes of three levels are used, and what each level leaves over.</summary>
    public static IEnumerable<string> TellCodes(string name, SemanticIdTable ids, float[] latents)
    {
        Codebooks books = ids.Codebooks;
        double[] errors = [.. Enumerable.Range(1, books.Levels).Select(levels => new SemanticIdTable(new Codebooks(books.Width, books.Codes, [.. Enumerable.Range(0, levels).Select(level => books.Table(level, first: 0).ToArray())]),
            [.. Enumerable.Range(0, ids.Count).SelectMany(item => ids[item][..levels].ToArray())]).Error(latents))];
        yield return PathFigures.Line($"{name}: {ids.Count:N0} items, use of codes {string.Join(", ", Enumerable.Range(0, books.Levels).Select(level => (ids.Perplexity(level) / books.Codes).ToString("0.00")))}, error of latent vectors after each level {string.Join(", ", errors.Select(error => error.ToString("0.000")))}, collisions {ids.CollisionRate():0.000}");
    }

    /// <summary>Text, sound and both jointly, with tags as what items agree in. The text vectors were made of the tags.</summary>
    private static IEnumerable<string> Codes()
    {
        var world = MultimodalWorld.Open(Lfm);
        FeatureMatrix[] kinds = [.. world.Features.Where(features => world.CleanOf(features) == features)];
        Dictionary<int, HashSet<string>> tags = Tags(world.Items.Items);
        double? Agree(int one, int other) => tags.TryGetValue(one, out HashSet<string>? first) && tags.TryGetValue(other, out HashSet<string>? second) ? (double)first.Intersect(second).Count() / first.Union(second).Count() : null;
        foreach ((string name, FeatureMatrix[] some) in ((string, FeatureMatrix[])[])[("text", kinds[..1]), ("sound", kinds[1..]), ("text and sound", kinds)])
        {
            var network = RqVae.Fit(some, new SemanticIdOptions { Levels = 3, Codes = 64, Repair = false }, new RqVaeOptions { Latent = 32 }, OneThread);
            SemanticIdTable ids = network.IdsOf(some);
            foreach (string line in TellCodes($"lfm2k, codes of {name}", ids, network.Encode(some))) yield return line;
            float[] items = new float[ids.Count * 32];
            for (int item = 0; item < ids.Count; item++) ids.Codebooks.Decode(ids[item], items.AsSpan(item * 32, 32));
            var chosen = SparseMatrix.PeopleByItems(world.Split.Train);
            var graph = new PathGraph(chosen, items, Means(chosen, items, 32), 32, alike: 10, OneThread.Parallel);
            PathRequest[] requests = [.. Requests(world.Split.Test, chosen, items, 32).Take(2_000)];
            foreach (string line in PathFigures.Tell($"lfm2k, paths on {name}", graph, fewer: null, requests, Agree)) yield return line;
        }
    }

    /// <summary>Paths between the people and places of XRec's test explanations, on factors learned without these pairs; and what its texts score beside their references.</summary>
    private static IEnumerable<string> Pairs()
    {
        IReadOnlyList<Explanation> explained = ExplanationFile.Read(Path.Combine(Yelp, "test.jsonl.gz"));
        InteractionLog log = Dataset.Open(Path.Combine(Yelp, "pairs_trn.csv.gz"), new ReadOptions()).Log;
        HashSet<(string, string)> pairs = [.. explained.Select(one => (one.User, one.Item))];
        InteractionLog train = log.Select([.. Enumerable.Range(0, log.Count).Where(row => !pairs.Contains((log.Users[log.User[row]], log.Items[log.Item[row]])))]);
        yield return PathFigures.Line($"yelp: {log.Count:N0} training pairs, of which {log.Count - train.Count:N0} are test pairs too and were left out; {explained.Count:N0} explanations, {explained.Count(one => log.Users.TryIndex(one.User, out _) && log.Items.TryIndex(one.Item, out _)):N0} of known people and places");
        Als factors = Als.Fit(new TrainingData(train, ItemTable.Without(train.Items)), new AlsOptions { Factors = 32, Iterations = 8 }, OneThread);
        var chosen = SparseMatrix.PeopleByItems(train);
        float[] people = Embed(factors, Histories.Of(train));
        var graph = new PathGraph(chosen, factors.ItemVectors.ToArray(), people, factors.ItemVectors.Width, alike: 10, OneThread.Parallel);
        InteractionLog fewer = train.Select([.. Enumerable.Range(0, train.Count).Where(row => RandomSource.Mix((ulong)row) % 100 != 0)]);
        var without = new PathGraph(SparseMatrix.PeopleByItems(fewer), factors.ItemVectors.ToArray(), people, factors.ItemVectors.Width, alike: 10, OneThread.Parallel);
        PathRequest[] requests = [.. explained.Where(one => train.Users.TryIndex(one.User, out int user) && train.Items.TryIndex(one.Item, out _) && chosen.Indices(user).Length > 0)
            .Select(one => (User: train.Users.Index(one.User, "person"), Item: train.Items.Index(one.Item, "item")))
            .Select(pair => new PathRequest(pair.User, chosen.Indices(pair.User).ToArray(), people[(pair.User * graph.Width)..((pair.User + 1) * graph.Width)], pair.Item))];
        Dictionary<int, HashSet<string>> summaries = explained.Where(one => train.Items.TryIndex(one.Item, out _)).GroupBy(one => one.Item).ToDictionary(group => train.Items.Index(group.Key, "item"), group => TextWords.Of(group.First().ItemSummary).Where(word => word.Length > 4).ToHashSet());
        double? Agree(int one, int other) => summaries.TryGetValue(one, out HashSet<string>? first) && summaries.TryGetValue(other, out HashSet<string>? second) ? (double)first.Intersect(second).Count() / first.Union(second).Count() : null;
        foreach (string line in PathFigures.Tell("yelp, paths", graph, without, requests, Agree)) yield return line;
        IReadOnlyList<(string Text, string Reference)> written = ExplanationFile.ReadWritten(Path.Combine(Yelp, "xrec_outputs.jsonl.gz"));
        yield return PathFigures.Line($"yelp, XRec's own {written.Count:N0} texts: {TextTable.Tell([.. written.Select(one => one.Text)], [.. written.Select(one => one.Reference)])}");
    }

    private static float[] Embed(Als factors, Histories histories)
    {
        Query[] queries = [.. Enumerable.Range(0, histories.Count).Select(person => new Query(histories[person], person, TieKey: 0))];
        float[] people = new float[queries.Length * factors.ItemVectors.Width];
        factors.Embed(queries, people);
        return people;
    }

    private static IEnumerable<PathRequest> Requests(InteractionLog test, SparseMatrix chosen, float[] items, int width)
    {
        for (int row = 0; row < test.Count; row++)
        {
            int[] own = [.. chosen.Indices(test.User[row]).ToArray().Where(item => item != test.Item[row])];
            if (own.Length > 0) yield return new PathRequest(test.User[row], own, Mean(own, items, width), test.Item[row]);
        }
    }

    private static float[] Means(SparseMatrix chosen, float[] items, int width) => [.. Enumerable.Range(0, chosen.Rows).SelectMany(person => Mean(chosen.Indices(person), items, width))];

    private static float[] Mean(ReadOnlySpan<int> rows, float[] items, int width)
    {
        float[] mean = new float[width];
        foreach (int row in rows)
            for (int i = 0; i < width; i++) mean[i] += items[row * width + i] / rows.Length;
        return mean;
    }

    /// <summary>The tags of each item. Rows of both files of interactions are the same, one with the items' first ids.</summary>
    private static Dictionary<int, HashSet<string>> Tags(Vocabulary items)
    {
        Dictionary<string, HashSet<string>> byFirstId = File.ReadLines(Path.Combine(Lfm, "artist_tags_text.tsv")).Skip(1).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1].Split(',').ToHashSet());
        var tags = new Dictionary<int, HashSet<string>>();
        foreach ((string row, string first) in File.ReadLines(Path.Combine(Lfm, "lfm2k.inter")).Zip(File.ReadLines(Path.Combine(Lfm, "lfm2k_og_ids.inter"))).Skip(1))
            if (items.TryIndex(row.Split('\t')[1], out int item) && byFirstId.TryGetValue(first.Split('\t')[1], out HashSet<string>? of)) tags[item] = of;
        return tags;
    }
}
