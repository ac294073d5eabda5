using System.Globalization;
using System.IO.Compression;
using Cicerone.Data;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Who chose what in a case of <see cref="CureStudy"/>.</summary>
/// <param name="Log">The events; rated where people said how much they liked something.</param>
/// <param name="Items">The items, with titles.</param>
internal sealed record CureWorld(InteractionLog Log, ItemTable Items)
{
    /// <summary>The kind of item that a person likes best; null where nobody knows.</summary>
    public Func<int, int>? Favourite { get; private init; }

    /// <summary>Readers of the Bookshop, whose tastes are known.</summary>
    public static CureWorld Bookshop(int readers, int books, ulong seed)
    {
        var shop = new Bookshop(new BookshopOptions { Readers = readers, Books = books, Seed = seed });
        var log = new InteractionLogBuilder();
        for (int reader = 0; reader < readers; reader++)
            foreach (BookshopEvent one in shop.EventsOf(reader)) log.Add(Simulation.Bookshop.ReaderId(reader), Simulation.Bookshop.BookId(one.Book), time: one.Time);
        InteractionLog built = log.Build();
        return new CureWorld(built, ItemTable.Without(built.Items)) { Favourite = person => shop.Reader(person).Taste.Index().MaxBy(genre => genre.Item).Index };
    }

    /// <summary>The films that people of ml-1m-ood liked, of all three parts of its file.</summary>
    public static CureWorld Films(string path)
    {
        var log = new InteractionLogBuilder();
        var titles = new Dictionary<string, string>();
        foreach (Func<string, string> of in Rows(path))
        {
            if (of("label") != "1") continue;
            log.Add(of("uid"), of("iid"), time: 1000 * long.Parse(of("timestamp"), CultureInfo.InvariantCulture));
            titles[of("iid")] = of("title");
        }
        return Of(log, titles);
    }

    /// <summary>The ratings of ml-100k, and the titles of its films from the file beside.</summary>
    public static CureWorld Ratings(string path)
    {
        var titles = Rows(Path.ChangeExtension(path, ".item")).ToDictionary(of => of("item_id:token"), of => of("movie_title:token_seq"));
        var log = new InteractionLogBuilder();
        foreach (Func<string, string> of in Rows(path))
            log.Add(of("user_id:token"), of("item_id:token"), value: float.Parse(of("rating:float"), CultureInfo.InvariantCulture), time: 1000 * (long)double.Parse(of("timestamp:float"), CultureInfo.InvariantCulture));
        return Of(log, titles);
    }

    /// <summary>A tenth of some people, to be forgotten: at <c>random</c> (as <c>planted</c> ones are), of one <c>community</c> of taste, or those with the most events (<c>core</c>) or the fewest (<c>edge</c>).</summary>
    /// <param name="set">Which.</param>
    /// <param name="people">Those people, in an order drawn at random.</param>
    public IEnumerable<int> Forgotten(string set, int[] people)
    {
        IEnumerable<int> ByEvents()
        {
            var events = new int[Log.Users.Count];
            foreach (int person in Log.User) events[person]++;
            return people.OrderBy(person => events[person]);
        }
        return (set switch
        {
            "random" or "planted" => people,
            "core" => ByEvents().Reverse(),
            "edge" => ByEvents(),
            "community" when Favourite is not null => people.GroupBy(Favourite).MaxBy(group => group.Count())!,
            _ => throw new CiceroneException($"People to forget are 'random', 'planted', 'core' or 'edge', and of the Bookshop 'community'; not '{set}'."),
        }).Take(people.Length / 10);
    }

    private static CureWorld Of(InteractionLogBuilder log, Dictionary<string, string> titles)
    {
        InteractionLog built = log.Build();
        return new CureWorld(built, new ItemTable(built.Items, new Dictionary<string, string?[]> { ["title"] = [.. built.Items.Ids.Select(id => titles[id])] }));
    }

    /// <summary>The rows of a table, each by the names of its columns.</summary>
    private static IEnumerable<Func<string, string>> Rows(string path)
    {
        using Stream file = File.OpenRead(path), plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        string[] head = reader.ReadLine()!.Split('\t');
        while (reader.ReadLine()?.Split('\t') is { } row)
            yield return name => Array.IndexOf(head, name) is >= 0 and int column ? row[column] : throw new CiceroneException($"{path} has no column '{name}'.");
    }
}
