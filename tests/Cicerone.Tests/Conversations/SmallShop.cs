using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Conversations;

/// <summary>Six books and four films' worth of columns: genres, moods, pages and a year, and what people chose.</summary>
internal static class SmallShop
{
    public static readonly string[] Ids = ["night", "lamp", "dragon", "clue", "letter", "star", "dune", "moor"];

    private static readonly string[] Titles = ["The Long Night", "The Broken Lamp", "A Dragon in Town", "The Last Clue", "The Late Letter", "Under the Star", "Dune", "The Silent Moor"];
    private static readonly string[] Genres = ["Mystery", "Mystery", "Fantasy", "Mystery", "Romance", "Romance", "Science fiction", "Mystery|Nature"];
    private static readonly string[] Moods = ["dark", "hopeful", "funny", "dark", "hopeful", "dark", "tense", "dark"];
    private static readonly string[] Pages = ["400", "120", "250", "310", "180", "220", "600", "90"];
    private static readonly string[] Blurbs =
    [
        "A detective follows footprints through a frozen harbour.", "A detective mends a lamp and a marriage in the harbour.", "Dragons open a bakery beside the town hall.", "A detective finds footprints and a forged will.",
        "Letters by the sea bring two rivals together.", "Two rivals meet under a meteor by the sea.", "Dragons of sand and a boy who sees the future of a desert.", "Footprints end in the heather, and no detective comes.",
    ];

    public static ItemTable Items => new(new Vocabulary(Ids), new Dictionary<string, string?[]> { ["title"] = Titles, ["genre"] = Genres, ["mood"] = Moods, ["pages"] = Pages, ["blurb"] = Blurbs });

    public static Recommender Recommender(ItemTable? items = null)
    {
        ItemTable table = items ?? Items;
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(table.Items.Ids), new Vocabulary());
        foreach ((string user, string[] read) in new[] { ("a", new[] { "night", "clue", "moor" }), ("b", ["night", "clue"]), ("c", ["letter", "star"]), ("d", ["dragon", "dune"]), ("e", ["night", "lamp"]), ("f", ["clue", "moor", "star"]) })
            foreach (string item in read) log.Add(user, item);
        InteractionLog events = log.Build();
        ItemKnn model = ItemKnn.Fit(new TrainingData(events, table), new ItemKnnOptions(), new FitContext { Threads = 1 });
        return new Recommender(model, Catalogue.Of(events, table), new ModelCard { Algorithm = "item-knn", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = events.Count });
    }

    public static Guide Guide() => new(Recommender(), options: new ConversationOptions { ListLength = 5 });

    /// <summary>What is said one after the other by somebody new.</summary>
    public static async Task<Conversation> TalkAsync(IConverses guide, params string[] said)
    {
        Conversation conversation = await guide.OpenAsync([], candidates: null, TestContext.Current.CancellationToken);
        foreach (string words in said) conversation = await guide.SayAsync(conversation, words, candidates: null, TestContext.Current.CancellationToken);
        return conversation;
    }

    public static string[] ItemsOf(Conversation conversation) => [.. conversation.Reply.Items.Select(item => item.Item)];
}
