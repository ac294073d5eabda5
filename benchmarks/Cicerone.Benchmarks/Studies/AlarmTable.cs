using System.Globalization;
using Cicerone.Data;
using Cicerone.Evaluation.Drift;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>drift [READERS] [SEEDS]</c>: the demand alarm over Bookshops of 1,000 books that are watched from the 40th week on: in how many it fires and
/// in which weeks, in worlds where nothing changes, where seasons move, and where other books sell after a year; and the timing term before
/// and after (three seeds).
/// </summary>
internal static class AlarmTable
{
    private const int Watched = 40, Broken = 52, FirstScored = 8;
    private const long Week = 7L * 24 * 3_600_000;

    private static readonly (string Name, BookshopOptions World)[] Worlds =
    [
        ("nothing changes", new BookshopOptions { Breaks = 0 }),
        ("seasons 4 months later", new BookshopOptions { BooksChange = false, SeasonShift = 4.0 / 12 }),
        ("seasons 6 months later", new BookshopOptions { BooksChange = false, SeasonShift = 6.0 / 12 }),
        ("other books", new BookshopOptions { SeasonShift = 0 }),
        ("both", new BookshopOptions()),
    ];

    public static void Run(string[] arguments)
    {
        int readers = Study.Number(arguments, 0, 4_000), seeds = Study.Number(arguments, 1, 10);
        foreach ((string name, BookshopOptions world) in Worlds)
        {
            var fired = new List<long>();
            int early = 0;
            var timing = new List<string>();
            for (int seed = 1; seed <= seeds; seed++)
            {
                var shop = new Bookshop(world with { Readers = readers, Seed = (ulong)seed });
                (InteractionLog log, ItemTable items) = shop.ToLog();
                long first = log.Time.ToArray().Min();
                var study = new DemandStudy(log, items.Column("genre"), first + Watched * Week, new DriftOptions());
                if (study.Alarm.FiredAt is { } moment)
                {
                    fired.Add((moment - first) / Week);
                    if (shop.Breaks is [var broken, ..] && moment < broken) early++;
                }
                if (seed <= 3) timing.Add(string.Create(CultureInfo.InvariantCulture, $"{study.Score(FirstScored, Broken)[0].Timing:0.00} to {study.Score(Broken, study.Demand.Starts.Count)[0].Timing:0.00}"));
            }
            Console.WriteLine($"{name,-24} fires in {fired.Count} of {seeds}{(fired.Count == 0 ? "" : $", weeks {string.Join(' ', fired.Order())}, {early} of them before the break")}; timing {string.Join(", ", timing)}");
        }
    }
}
