using System.Diagnostics;
using System.Globalization;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Parquet;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks;

/// <summary>
/// <c>tencentgr-scale FOLDER [USERS]</c>: writes a market of advertisements in TencentGR's Parquet layout (by default a million people with some 90 events each, and an advertisement for every four people), unless the folder
/// has one, and reads the histories back, streamed. It prints events a second, sizes, and the most memory that each stage held: call it twice for the memory of reading alone.
/// </summary>
internal static class TencentGrScale
{
    private const int UsualUsers = 1_000_000, PeopleOfAd = 4, FewestAds = 4_000, PeopleBetweenLooks = 1_000;

    public static void Run(string[] args)
    {
        ParquetFiles.Register();
        string folder = args is [var first, ..] ? first : throw new ArgumentException("tencentgr-scale FOLDER [USERS]", nameof(args));
        int users = args is [_, var typed] ? int.Parse(typed, CultureInfo.InvariantCulture) : UsualUsers;
        AdLayout layout = AdLayouts.Named("parquet");
        if (!layout.Fits(folder)) Write(folder, users, layout);
        Read(layout.Open(folder));
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

    private static void Tell(string what, long events, long start, TimeSpan used, long memory)
    {
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, processor = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds;
        Console.WriteLine($"{what}: {events:N0} events, {seconds:N1} s by the clock ({events / seconds:N0} events/s), {processor:N1} s of processors ({events / processor:N0} events/s), at most {memory / 1e6:N0} MB");
    }

    private static long Bytes(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) : new FileInfo(path).Length;
}
