using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Server.Tests;

/// <summary>A bookshop of two shelves: people mostly read from one of them. Small enough to fit a model in each test class.</summary>
internal static class Shop
{
    private const int PeopleOfAShelf = 12, ReadOfOwn = 7;

    private static readonly (string Id, string Title, string Author)[] Books =
    [
        ("dune", "Dune", "Frank Herbert"), ("solaris", "Solaris", "Stanisław Lem"), ("ubik", "Ubik", "Philip K. Dick"),
        ("neuromancer", "Neuromancer", "William Gibson"), ("hyperion", "Hyperion", "Dan Simmons"), ("left-hand", "The Left Hand of Darkness", "Ursula K. Le Guin"),
        ("roadside", "Roadside Picnic", "Arkady & Boris Strugatsky"), ("foundation", "Foundation", "Isaac Asimov"), ("kindred", "Kindred", "Octavia E. Butler"),
        ("time-machine", "The Time Machine", "H. G. Wells"),
        ("moonstone", "The Moonstone", "Wilkie Collins"), ("styles", "The Mysterious Affair at Styles", "Agatha Christie"), ("big-sleep", "The Big Sleep", "Raymond Chandler"),
        ("falcon", "The Maltese Falcon", "Dashiell Hammett"), ("gaudy-night", "Gaudy Night", "Dorothy L. Sayers"), ("maigret", "Pietr the Latvian", "Georges Simenon"),
        ("baskervilles", "The Hound of the Baskervilles", "Arthur Conan Doyle"), ("ripley", "The Talented Mr Ripley", "Patricia Highsmith"), ("laidlaw", "Laidlaw", "William McIlvanney"),
        ("rose", "The Name of the Rose", "Umberto Eco"),
    ];

    private static readonly string[] Names =
    [
        "ada", "alan", "barbara", "claude", "donald", "edsger", "frances", "grace", "hedy", "ivan", "joan", "karen",
        "lotfi", "margaret", "niklaus", "ole", "peter", "radia", "sophie", "tim", "ursula", "vera", "wendy", "zoë",
    ];

    /// <summary>The algorithms the tests' hosts know.</summary>
    public static AlgorithmTable Algorithms { get; } = new(AlgorithmTable.ClosedForm);

    /// <summary>What was read: ada and everyone at an even place like the first shelf, the others the second.</summary>
    public static InteractionLog Log { get; } = Read();

    /// <summary>A model of it.</summary>
    public static Recommender Recommender { get; } = Fit();

    private static InteractionLog Read()
    {
        var chance = new RandomSource(7);
        var log = new InteractionLogBuilder();
        long hour = 490_000; // in the year 2025
        int shelf = Books.Length / 2;
        for (int person = 0; person < 2 * PeopleOfAShelf; person++)
        {
            int[] own = [.. Enumerable.Range(person % 2 * shelf, shelf)];
            chance.Shuffle<int>(own);
            int foreign = (person + 1) % 2 * shelf + chance.NextInt(shelf);
            foreach (int book in (int[])[.. own[..ReadOfOwn], foreign])
                log.Add(Names[person], Books[book].Id, time: (hour += 1 + chance.NextInt(9)) * 3_600_000, action: "bought");
        }
        return log.Build();
    }

    private static Recommender Fit()
    {
        var byId = Books.ToDictionary(book => book.Id);
        ItemTable items = new(Log.Items, new Dictionary<string, string?[]>
        {
            ["title"] = [.. Log.Items.Ids.Select(id => byId[id].Title)],
            ["author"] = [.. Log.Items.Ids.Select(id => byId[id].Author)],
        });
        var settings = new Dictionary<string, string> { ["regularisation"] = "5" };
        var model = (IRanker)Algorithms["ease"].Fit(new TrainingData(Log, items), settings, new FitContext { Seed = 1, Threads = 1 });
        var card = new ModelCard { Algorithm = "ease", Options = Algorithms["ease"].Complete(settings), Seed = ulong.MaxValue, TrainingEvents = Log.Count, Metrics = new Dictionary<string, double> { ["ndcg@10"] = 0.5 } };
        return new Recommender(model, Catalogue.Of(Log, items), card);
    }
}
