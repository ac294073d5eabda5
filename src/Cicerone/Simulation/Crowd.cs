using Cicerone.Data;
using Cicerone.Data.Formats;

namespace Cicerone.Simulation;

/// <summary>
/// Any number of people who choose for a month: each mostly from one shelf of items, some items far more often than others, and within a visit often the item that comes after
/// the last. It is there for its size: it is written day by day as partitioned Parquet, and a person's day is drawn from the seed alone, so that nothing of the crowd is in memory.
/// </summary>
/// <param name="options">Its size.</param>
public sealed class Crowd(CrowdOptions options)
{
    private const int Days = 30, ItemsOfShelf = 100, EventsOfPart = 500_000;
    private const double ShortestVisits = 5, AtHome = 0.9, GoesOn = 0.5;
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly int _shelves = Math.Max(1, options.Items / ItemsOfShelf);
    private readonly double _visitLength = Math.Max(ShortestVisits, 2 * options.MeanEvents / Days);

    /// <summary>Writes <c>items.csv</c>, with the shelf of each item as its category, and a folder a day with parts. It is written aside and moved into place whole.</summary>
    /// <param name="folder">Where to; not there yet, or empty.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops the writing; nothing is left.</param>
    /// <returns>How many events there are.</returns>
    public long Write(string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        long events = 0;
        FolderAside.Fill(folder, replaces: false, aside =>
        {
            DelimitedText.WriteFile(Path.Combine(aside, "items.csv"), ',', ["item", "category"], Enumerable.Range(0, options.Items).Select(item => (string?[])[$"i{item}", $"shelf {ShelfOf(item)}"]));
            for (int day = 0; day < Days; day++)
            {
                events += WriteDay(day, Path.Combine(aside, $"day={First.AddDays(day):yyyy-MM-dd}"), cancellation);
                progress?.Report((day + 1.0) / Days);
            }
        });
        return events;
    }

    private long WriteDay(int day, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        InteractionWriter parquet = InteractionWriters.Named("parquet");
        long events = 0;
        int part = 0;
        var log = new InteractionLogBuilder();
        for (int person = 0; person < options.People; person++)
        {
            AddVisit(person, day, log);
            if (log.Count < EventsOfPart && person + 1 < options.People) continue;
            cancellation.ThrowIfCancellationRequested();
            parquet.WriteEvents(Path.Combine(folder, $"part-{part++:00000}.parquet"), log.Build());
            events += log.Count;
            log = new InteractionLogBuilder();
        }
        return events;
    }

    /// <summary>Adds what a person does on a day: mostly nothing.</summary>
    private void AddVisit(int person, int day, InteractionLogBuilder log)
    {
        var habits = RandomSource.For(options.Seed, (ulong)person);
        int home = habits.NextInt(_shelves);
        double zeal = Math.Exp(habits.NextNormal() / 2 - 0.125); // of mean 1
        var random = RandomSource.For(RandomSource.Mix(options.Seed ^ (ulong)(day + 1)), (ulong)person);
        if (random.NextDouble() >= zeal * options.MeanEvents / (Days * _visitLength)) return;
        string user = $"u{person}";
        long time = First.AddDays(day).ToUnixTimeMilliseconds() + random.NextInt(80_000) * 1000L;
        int item = Draw(home, random);
        do
        {
            log.Add(user, $"i{item}", time);
            time += 1000 * (1 + random.NextInt(100));
            item = random.NextDouble() < GoesOn ? Next(item) : Draw(home, random);
        }
        while (random.NextDouble() < 1 - 1 / _visitLength);
    }

    /// <summary>An item of the home shelf, or now and then of another; the first of a shelf are chosen most.</summary>
    private int Draw(int home, RandomSource random)
    {
        int shelf = random.NextDouble() < AtHome ? home : random.NextInt(_shelves);
        double place = random.NextDouble();
        return StartOf(shelf) + (int)(place * place * (StartOf(shelf + 1) - StartOf(shelf)));
    }

    /// <summary>The item after another on its shelf, and after the last the first.</summary>
    private int Next(int item)
    {
        int shelf = ShelfOf(item);
        return item + 1 < StartOf(shelf + 1) ? item + 1 : StartOf(shelf);
    }

    private int ShelfOf(int item) => Math.Min(item / ItemsOfShelf, _shelves - 1);

    private int StartOf(int shelf) => shelf < _shelves ? shelf * ItemsOfShelf : options.Items;
}
