using System.Diagnostics;
using System.Globalization;
using Cicerone.Benchmarks.Studies;

namespace Cicerone.Benchmarks;

/// <summary>
/// <c>scale FOLDER [PEOPLE [EVENTS [ITEMS [HEAP]]]]</c>: writes a crowd (by default a million people with some 100 events each, on 4,000 items) as partitioned Parquet, splits it bucket by bucket, learns popularity,
/// EASE and SASRec from the split and tests them, each by the command in a process of its own whose heap has a limit (512 MiB), and at last tries the split in memory, which must fail. What each stage took and held is kept in
/// <c>stages.tsv</c>: a call again goes on with the stages that are not done.
/// </summary>
internal static class CrowdScale
{
    private const int UsualPeople = 1_000_000, UsualEvents = 100, UsualItems = 4_000, UsualHeap = 512;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public static void Run(string[] args)
    {
        string folder = args is [var first, ..] ? first : throw new ArgumentException("scale FOLDER [PEOPLE [EVENTS [ITEMS [HEAP]]]]", nameof(args));
        int people = Study.Number(args, 1, UsualPeople), events = Study.Number(args, 2, UsualEvents), items = Study.Number(args, 3, UsualItems), heap = Study.Number(args, 4, UsualHeap);
        Directory.CreateDirectory(folder);
        string At(string name) => Path.Combine(folder, name);
        (string Out, string[] Call)[] stages =
        [
            ("crowd", ["data", "simulate", "crowd", "--users", $"{people}", "--items", $"{items}", "--events", $"{events}"]),
            ("split", ["data", "split", "--data", At("crowd"), "--stream"]),
            ("popularity", ["fit", "popularity", "--split", At("split"), "--stream"]),
            ("ease", ["fit", "ease", "--split", At("split"), "--stream"]),
            ("sasrec", ["fit", "sasrec", "--split", At("split"), "--stream", "--resume", "--set", "targets=all", "epochs=1", "width=32", "dropout=0.1", "loss=sampled-softmax", "batch-size=64"]),
            ("in-memory", ["data", "split", "--data", At("crowd")]),
        ];
        string table = At("stages.tsv");
        if (!File.Exists(table)) File.WriteAllText(table, "stage\tended\tseconds\tprocessor seconds\tmost MB held\n");
        HashSet<string> done = [.. File.ReadLines(table).Select(line => line.Split('\t')[0])];
        foreach ((string name, string[] call) in stages.Where(stage => !done.Contains(stage.Out)))
        {
            (int code, TimeSpan clock, TimeSpan processor, long most) = Measured([.. call, "--out", At(name)], heap);
            if (code != 0 && name != "in-memory") throw new CiceroneException($"The stage '{name}' ended with {code}; it says why above. The same call goes on from there.");
            File.AppendAllText(table, string.Create(CultureInfo.InvariantCulture, $"{name}\t{(code == 0 ? "well" : $"with {code}")}\t{clock.TotalSeconds:0}\t{processor.TotalSeconds:0}\t{most / 1e6:0}\n"));
        }
        Console.WriteLine($"A heap of {heap} MiB:");
        Console.Write(File.ReadAllText(table));
    }

    /// <summary>Runs the command; what it holds is looked at now and then, and the system itself keeps the most.</summary>
    private static (int Code, TimeSpan Clock, TimeSpan Processor, long Most) Measured(string[] call, int heap)
    {
        Console.WriteLine($"cicerone {string.Join(' ', call)}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cicerone.Cli.dll"), .. call]) { UseShellExecute = false };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{(long)heap << 20:X}";
        long began = Stopwatch.GetTimestamp(), most = 0;
        TimeSpan processor = TimeSpan.Zero;
        using Process process = Process.Start(start)!;
        while (!process.WaitForExit(BetweenLooks))
        {
            process.Refresh();
            try
            {
                (most, processor) = (Math.Max(most, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                break; // it ended between the two looks
            }
        }
        process.WaitForExit();
        return (process.ExitCode, Stopwatch.GetElapsedTime(began), processor, most);
    }
}
