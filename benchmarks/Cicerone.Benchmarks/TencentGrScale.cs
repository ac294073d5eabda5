using System.Diagnostics;
using Cicerone.Benchmarks.Studies;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Models;
using Cicerone.Neural.Generative;
using Cicerone.Parquet;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks;

/// <summary>
/// <c>tencentgr-scale FOLDER [USERS [STEPS]]</c>: writes a market of advertisements in TencentGR's Parquet layout (by default a million people with some 80 events each, and an advertisement for every four people), unless the folder
/// has one, reads the histories back, streamed, and trains the recipe on it for so many steps, over all advertisements with their fields and vectors, and as many people as those steps see. It prints events a second, sizes, and the
/// most memory that each stage held: call it twice for the memory of reading alone.
/// </summary>
internal static class TencentGrScale
{
    private const int UsualUsers = 1_000_000, UsualSteps = 1_000, PeopleOfAd = 4, FewestAds = 4_000, PeopleBetweenLooks = 1_000;

    public static void Run(string[] args)
    {
        ParquetFiles.Register();
        string folder = args is [var first, ..] ? first : throw new ArgumentException("tencentgr-scale FOLDER [USERS [STEPS]]", nameof(args));
        int users = Study.Number(args, 1, UsualUsers), steps = Study.Number(args, 2, UsualSteps);
        AdLayout layout = AdLayouts.Named("parquet");
        if (!layout.Fits(folder)) Write(folder, users, layout);
        Read(layout.Open(folder));
        if (steps > 0) Train(layout.Open(folder), steps);
        foreach (string part in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)) Console.WriteLine($"  {Path.GetFileName(part),-14} {Bytes(part) / 1e6,10:N1} MB");
    }

    private static void Write(string folder, int users, AdLayout layout)
    {
        var options = new AdMarketOptions { Users = users, Items = Math.Max(FewestAds, users / PeopleOfAd), Conversions = true };
        (long start, TimeSpan used) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        long events = AdMarketFiles.Write(options, folder, layout);
        Tell($"{options.Name} written", events, start, used, Process.GetCurrentProcess().PeakWorkingSet64);
    }

    private static void Read(AdData data)
    {
        (long start, TimeSpan used) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        long events = 0, people = 0, most = 0;
        foreach (AdHistory history in data.Histories())
        {
            events += history.Items.Length;
            if (people++ % PeopleBetweenLooks == 0) most = Math.Max(most, Environment.WorkingSet);
        }
        Tell($"{people:N0} training people read", events, start, used, most);
    }

    private static void Train(AdData data, int steps)
    {
        var options = new TencentGrOptions { Epochs = 1 };
        (long start, TimeSpan used) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        TrainingData training = TrainingOf(data, steps * options.BatchSize);
        Tell($"{training.Log.Users.Count:N0} people and {training.Items.Items.Count:N0} advertisements made ready", training.Log.Count, start, used, Environment.WorkingSet);
        (start, used) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var watch = new MemoryWatch();
        TencentGr.Fit(training, options, new FitContext { Seed = 1, Threads = 1, Progress = watch });
        Tell($"{steps:N0} steps of {options.BatchSize} people, last mean loss {watch.Loss:0.00}", training.Log.Count, start, used, watch.Most);
    }

    /// <summary>The first people's events, with what is known of all advertisements.</summary>
    private static TrainingData TrainingOf(AdData data, int people)
    {
        AdIndexer indexer = data.Indexer;
        Vocabulary users = new(indexer.Users.Take(people)), items = new(indexer.Items);
        string[] actions = [.. Enum.GetValues<AdAction>().Select(action => action.ToString().ToLowerInvariant())];
        var log = new InteractionLogBuilder(users, items, new Vocabulary(actions));
        foreach (AdHistory history in data.Histories().Take(people))
            for (int place = 0; place < history.Items.Length; place++)
                log.Add(users[history.User - 1], items[history.Items[place] - 1], 1000 * history.Times[place], action: actions[(int)history.Actions[place]]);
        var columns = new Dictionary<string, string?[]>();
        foreach ((int item, AdFeatures features) in data.Items())
            foreach (string id in features.Ids)
            {
                if (!columns.TryGetValue(id, out string?[]? cells)) columns.Add(id, cells = new string?[items.Count]);
                cells[item - 1] = string.Join(' ', features[id].Select(value => value.Text));
            }
        return new TrainingData(log.Build(), new ItemTable(items, columns)) { Features = [.. data.VectorKinds.Select(kind => Vectors(data, kind, items))] };
    }

    private static FeatureMatrix Vectors(AdData data, AdVectorKind kind, Vocabulary items)
    {
        float[] values = new float[items.Count * kind.Width];
        bool[] known = new bool[items.Count];
        foreach (AdVector vector in data.Vectors(kind))
        {
            if (!items.TryIndex(vector.Creative, out int item) || vector.Values.Length == 0) continue; // candidates that nobody met have vectors too
            vector.Values.CopyTo(values, item * kind.Width);
            known[item] = true;
        }
        return new FeatureMatrix(kind.Name, items, kind.Width, values, known);
    }

    private static void Tell(string what, long events, long start, TimeSpan used, long memory)
    {
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, processor = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds;
        Console.WriteLine($"{what}: {events:N0} events, {seconds:N1} s by the clock ({events / seconds:N0} events/s), {processor:N1} s of processors ({events / processor:N0} events/s), at most {memory / 1e6:N0} MB");
    }

    private static long Bytes(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) : new FileInfo(path).Length;

    private sealed class MemoryWatch : IProgress<FitProgress>
    {
        public long Most { get; private set; }

        public double Loss { get; private set; }

        public void Report(FitProgress value)
        {
            Most = Math.Max(Most, Environment.WorkingSet);
            if (value.Epoch is { } epoch) Loss = epoch.Loss;
        }
    }
}
