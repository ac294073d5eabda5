using BenchmarkDotNet.Attributes;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks;

/// <summary>The same million events of a Bookshop in three formats, read into a log; beside it, a reader of five lines that splits strings.</summary>
[ShortRunJob]
public class ReaderBenchmark
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-readers-").FullName;

    public ReaderBenchmark()
    {
        (InteractionLog log, ItemTable items) = new Bookshop(new BookshopOptions { Readers = 36_000, Books = 10_000 }).ToLog();
        foreach (string format in (string[])["csv", "recbole"]) InteractionWriters.Named(format).Write(In(format), log, items);
        Histories histories = Histories.Of(log);
        File.WriteAllLines(In("sequences.txt"), Enumerable.Range(0, histories.Count).Select(person => $"{log.Users[person]} {string.Join(' ', histories[person].Items.ToArray().Select(item => log.Items[item]))}"));
        foreach (string file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories)) Console.WriteLine($"  {Path.GetFileName(file)}: {new FileInfo(file).Length / 1e6:0.0} MB, {log.Count:N0} events");
    }

    [Benchmark(Baseline = true, Description = "split strings (CSV)")]
    public int SplitStrings()
    {
        var log = new InteractionLogBuilder();
        foreach (string line in File.ReadLines(Path.Combine(In("csv"), "interactions.csv")).Skip(1))
        {
            string[] fields = line.Split(',');
            log.Add(fields[0], fields[1], DateTimeOffset.Parse(fields[2]).ToUnixTimeMilliseconds(), action: fields[3]);
        }
        return log.Build().Count;
    }

    [Benchmark(Description = "CSV, ISO 8601 times")]
    public int Csv() => Read(Path.Combine(In("csv"), "interactions.csv"));

    [Benchmark(Description = "RecBole atomic, Unix times")]
    public int RecBole() => Read(Path.Combine(In("recbole"), "recbole.inter"));

    [Benchmark(Description = "sequences, no times")]
    public int Sequences() => Read(In("sequences.txt"));

    private static int Read(string path) => Dataset.Open(path, new ReadOptions()).Log.Count;

    private string In(string name) => Path.Combine(_folder, name);

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);
}
