using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Evaluation;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Extraction;
using Cicerone.Language.Statements.Files;
using Cicerone.Language.Statements.Ranking;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>statements FOLDER [SEED …]</c>: StaR's whole pipeline on the Bookshop, whose truth is known, and on the reviews of All Beauty where they are there: extraction, merging, rankers
/// in all settings with the probes of leaks. What is in the folder is not computed again.
/// </summary>
internal static class StatementStudy
{
    private const string Beauty = "../shared/data/amazon-all-beauty-reviews/All_Beauty_5.json.gz";
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    public static void Run(string[] arguments)
    {
        int[] seeds = Study.Seeds(arguments, 1, 1);
        TellScale();
        if (File.Exists(Beauty)) TellRanking(Prepare(Path.Combine(arguments[0], "all-beauty"), ReviewFile.Read(Beauty).Reviews), seeds);
        else Console.WriteLine($"{Beauty} is not here: only the Bookshop is studied.");
        BookshopReview[] truth = TellTruth();
        StatementFolder shop = Prepare(Path.Combine(arguments[0], "bookshop"), [.. truth.Select(one => one.Review)]);
        TellClusters(truth);
        TellRanking(shop, seeds);
        TellLayers(shop, seeds[0]);
    }

    /// <summary>Both passes, and merging, with their rates; what is in the folder stays.</summary>
    private static StatementFolder Prepare(string path, IReadOnlyList<Review> reviews)
    {
        var folder = new StatementFolder(path);
        if (folder.Has(StatementFolder.Merged)) return folder;
        (ExtractedReviews extracted, double seconds) = Timed(() => ExtractedReviews.Offline(reviews, OneThread));
        StatementCorpus surface = folder.WriteExtracted(extracted.Reviews);
        Console.WriteLine($"{path}: {reviews.Count:N0} reviews, {reviews.Count / seconds:N0} a second; {extracted.Reviews.Sum(one => one.Candidates.Count):N0} candidates, {surface.Frequencies.Sum():N0} statements in {surface.Reviews.Count:N0} reviews, {surface.Statements.Count:N0} different");
        Console.WriteLine($"  rejected: {string.Join(", ", extracted.Rejected.OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value:N0}"))}");
        (StatementClusters clusters, seconds) = Timed(() => Merge(surface.Statements, new LexiconJudge(), new ClusteringOptions()));
        StatementCorpus merged = surface.Consolidate(clusters);
        ClusterFiles.Write(folder, clusters, surface.Statements, new ClusteringOptions());
        folder.Write(merged, StatementFolder.Merged);
        folder.Write(StatementSplit.Of(merged), merged);
        Console.WriteLine($"  {surface.Statements.Count:N0} statements into {merged.Statements.Count:N0} ({clusters.Reduction:0.0%} fewer), {surface.Statements.Count / seconds:N0} a second; {clusters.Pairs.Count:N0} pairs judged; {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB at most");
        return folder;
    }

    private static BookshopReview[] TellTruth()
    {
        var shop = new Bookshop(new BookshopOptions());
        BookshopReview[] Of(ReviewWording wording) => [.. new BookshopReviews(shop, new BookshopReviewOptions { Wording = wording }).Every()];
        BookshopReview[] usual = Of(ReviewWording.Usual);
        foreach ((string name, ExtractionQuality quality) in ((string, ExtractionQuality)[])[("usual", ExtractionQuality.Of(usual, verify: true)), ("usual, not verified", ExtractionQuality.Of(usual, verify: false)),
            ("other", ExtractionQuality.Of(Of(ReviewWording.Other), verify: true)), ("held out", ExtractionQuality.Of(Of(ReviewWording.HeldOut), verify: true))])
            Console.WriteLine($"extraction, {name} wording: precision {quality.Precision:0.000}, recall {quality.Recall:0.000}, F1 {quality.F1:0.000}");
        Console.WriteLine($"rejected of sentences that state nothing: {string.Join(", ", ExtractionQuality.Rejected(usual).Select(kind => $"{kind.Key} {kind.Value:0.000}"))}");
        return usual;
    }

    private static void TellClusters(BookshopReview[] truth)
    {
        var gold = new Dictionary<Statement, int>();
        foreach (GoldMention mention in truth.SelectMany(one => one.Mentions)) gold.TryAdd(new Statement(StatementNormaliser.Normalise(mention.Text)!, (Sentiment)BookshopStatements.All[mention.Statement].Sentiment), mention.Statement);
        Statement[] statements = [.. gold.Keys];
        foreach ((string name, StatementClusters clusters) in ((string, StatementClusters)[])[("vectors alone", Merge(statements, new Agreeable(), new ClusteringOptions { Refine = false })), ("and the judge", Merge(statements, new LexiconJudge(), new ClusteringOptions { Refine = false })),
            ("and refinement", Merge(statements, new LexiconJudge(), new ClusteringOptions())), ("shingles", MinHashClusters.Merge(statements))])
        {
            ClusterAgreement agreement = ClusterAgreement.Of(clusters.ClusterOf, [.. gold.Values]);
            int near = BookshopStatements.NearPairs().Count(pair => Of(pair.One.Id).Intersect(Of(pair.Other.Id)).Any());
            Console.WriteLine($"merging {statements.Length:N0} wordings, {name}: F1 {agreement.F1:0.000}, B³ {agreement.BCubed:0.000}; {near} of {BookshopStatements.NearPairs().Count()} pairs of near opposites merged");
            IEnumerable<int> Of(int id) => gold.Values.Index().Where(one => one.Item == id).Select(one => clusters.ClusterOf[one.Index]);
        }
    }

    private static void TellRanking(StatementFolder folder, int[] seeds)
    {
        StatementCorpus corpus = folder.Read(StatementFolder.Merged);
        StatementSplit split = folder.ReadSplit(corpus);
        Console.WriteLine($"{folder.Path}: {corpus.Users.Count:N0} people, {corpus.Items.Count:N0} items, {corpus.Reviews.Count:N0} reviews, {corpus.Statements.Count:N0} statements, {corpus.Frequencies.Sum():N0} triplets; {split.Rows(corpus, SplitPart.Test).Length:N0} tested, {split.LeftOut:N0} left out");
        foreach (int seed in seeds)
        {
            string path = Path.Combine(folder.Path, $"evaluation-{seed}.json");
            if (!File.Exists(path))
            {
                TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
                var report = StatementReport.Of(corpus, split, StatementMethods.Compared, new FitContext { Seed = (ulong)seed, Threads = 1 });
                File.WriteAllText(path, report.ToJson().ToJsonString());
                Console.WriteLine($"  seed {seed}: {(Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds:0} CPU-seconds");
            }
            Print(JsonNode.Parse(File.ReadAllText(path))!["settings"]!.AsArray(), seed);
        }
    }

    private static void Print(JsonArray settings, int seed)
    {
        foreach (JsonNode setting in settings.OfType<JsonNode>())
        {
            JsonArray methods = setting["methods"]!.AsArray();
            JsonNode first = methods[0]!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  seed {seed} {setting["name"],-16} coverage {(double)first["coverage"]!:0.000}, {(int)first["scored"]!} of {(int)first["queries"]!} scored, {(double)first["candidates"]!:0.0} candidates, leak {(double)setting["leak"]!:+0.0000;-0.0000}; ndcg@10 {string.Join(", ", methods.Select(method => $"{method!["method"]} {(double)method["metrics"]!["ndcg@10"]!:0.0000}"))}"));
            foreach (JsonNode difference in setting["differences"]!.AsArray().OfType<JsonNode>().Where(one => (bool)setting["headline"]! && ((string)one["against"]! is "exp-gcn" or "bper-plus")))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {difference["of"]} − {difference["against"]}: {(double)difference["mean"]!:+0.0000;-0.0000} ({(double)difference["low"]!:+0.0000;-0.0000} to {(double)difference["high"]!:+0.0000;-0.0000}), Wilcoxon {(double)difference["wilcoxon"]!:0.0000}"));
        }
    }

    /// <summary>ExpGCN with one to four spreads over the graphs of statements.</summary>
    private static void TellLayers(StatementFolder folder, int seed)
    {
        StatementCorpus corpus = folder.Read(StatementFolder.Merged);
        StatementSplit split = folder.ReadSplit(corpus);
        var examples = StatementExamples.Of(corpus, split);
        var evaluator = new StatementEvaluator(corpus, split, examples.Catalogue);
        double Of(IRanker model, SplitPart part, bool ofItem) => evaluator.Evaluate(model, part, new StatementSetting(ofItem, IsClean: true), new EvaluationOptions { Cutoffs = [10], Threads = 1 }).Result.Means["ndcg@10"];
        for (int layers = 1; layers <= 4; layers++)
        {
            string path = Path.Combine(folder.Path, $"layers-{layers}-{seed}.txt");
            if (!File.Exists(path))
            {
                StatementFactors model = ExpGcn.Fit(examples, new ExpGcnOptions { StatementLayers = layers }, new FitContext { Seed = (ulong)seed, Threads = 1 }, ranker => Of(ranker, SplitPart.Valid, ofItem: false));
                File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"exp-gcn, {layers} layers, seed {seed}: ndcg@10 global-clean {Of(model, SplitPart.Test, ofItem: false):0.0000}, item-clean {Of(model, SplitPart.Test, ofItem: true):0.0000}"));
            }
            Console.WriteLine($"  {File.ReadAllText(path)}");
        }
    }

    /// <summary>Ten thousand requests against fifty thousand statements, as ExpGCN scores them.</summary>
    private static void TellScale()
    {
        const int Requests = 10_000, Statements = 50_000, Width = 64, Places = 20, AtOnce = 512;
        var random = new RandomSource(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
        var ranker = new StatementFactors(Draw(Requests * Width), Width, Draw(Width), Width, new ItemVectors(Draw(Statements * 2 * Width), 2 * Width));
        var catalogue = new Catalogue(ItemTable.Without(new Vocabulary(Enumerable.Range(0, Statements).Select(id => $"{id}"))), new int[Statements]);
        Query[] requests = [.. Enumerable.Range(0, Requests).Select(person => new Query(History.Of(), person, (ulong)person) { About = 0 })];
        long before = GC.GetTotalAllocatedBytes(precise: true);
        (_, double seconds) = Timed(() =>
        {
            foreach (Query[] block in requests.Chunk(AtOnce)) ((IRanker)ranker).TopK(block, catalogue, new TopKRequest(Places), new TopKResult(block.Length, Places));
            return 0;
        });
        Console.WriteLine($"{Requests:N0} requests × {Statements:N0} statements, {2 * Width} numbers each: {Requests / seconds:N0} requests a CPU-second, {(GC.GetTotalAllocatedBytes(precise: true) - before) >> 20} MB allocated in all (a matrix of scores would be {(long)Requests * Statements * sizeof(float) >> 20} MB)");
    }

    private static StatementClusters Merge(IReadOnlyList<Statement> statements, IPairJudge judge, ClusteringOptions options) =>
        new StatementClusterer(judge, options).MergeAsync(statements, StatementClusterer.WordVectors(statements, OneThread)).GetAwaiter().GetResult();

    /// <summary>What came of it, and how many seconds of processor time it took.</summary>
    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        T result = work();
        return (result, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
    }

    private sealed class Agreeable : IPairJudge
    {
        public ValueTask<double> JudgeAsync(string one, string other, CancellationToken cancellation = default) => ValueTask.FromResult(1.0);
    }
}
