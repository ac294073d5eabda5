using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Language.Conversations;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Models;

namespace Cicerone.Language.Tests.Conversations;

/// <summary>Books of three genres and three moods, everybody's last of the genre and mood of the others; and what is made of them.</summary>
internal sealed class SmallShop
{
    public static readonly string[] Genres = ["Mystery", "Romance", "Travel"], Moods = ["dark", "hopeful", "funny"];

    private const int Books = 27, People = 40;

    public SmallShop(SmtpoOptions options)
    {
        Options = options;
        Items = new ItemTable(new Vocabulary(Enumerable.Range(0, Books).Select(book => $"b{book}")), new Dictionary<string, string?[]>
        {
            ["title"] = [.. Enumerable.Range(0, Books).Select(book => $"The Book {(char)('A' + book)}")],
            ["genre"] = [.. Enumerable.Range(0, Books).Select(book => Genres[book % 3])],
            ["mood"] = [.. Enumerable.Range(0, Books).Select(book => Moods[book / 3 % 3])],
        });
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(Items.Items.Ids), new Vocabulary());
        for (int person = 0; person < People; person++)
            for (int event_ = 0; event_ < 4; event_++) log.Add($"p{person}", $"b{person % 9 + 9 * ((person / 9 + event_) % 3)}");
        Log = log.Build();
        Lexicon = new ItemLexicon(Items);
        Words = TalkWords.Learn(Lexicon, Books, options);
        Truth = new Truth(Words, Lexicon);
        var data = new TrainingData(Log, Items);
        World = new TalkWorld(ItemKnn.Fit(data, new ItemKnnOptions(), new FitContext { Threads = 1 }), Catalogue.Of(Log, Items), Lexicon, Words, options.Depth);
    }

    public SmtpoOptions Options { get; }

    public ItemTable Items { get; }

    public InteractionLog Log { get; }

    public ItemLexicon Lexicon { get; }

    public TalkWords Words { get; }

    public Truth Truth { get; }

    public TalkWorld World { get; }

    public TrainingData Data => new(Log, Items);

    /// <summary>A guide over a model, or over item neighbourhoods.</summary>
    public Guide Guide(IRanker? model = null, int length = 5)
    {
        IRanker ranker = model ?? ItemKnn.Fit(Data, new ItemKnnOptions(), new FitContext { Threads = 1 });
        var card = new ModelCard { Algorithm = "smtpo", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = Log.Count };
        return new Guide(new Recommender(ranker, Catalogue.Of(Log, Items), card), options: new ConversationOptions { ListLength = length });
    }

    /// <summary>The token of a value.</summary>
    public int Token(string value) => Words.Token(Genres.Contains(value) ? "genre" : "mood", value);

    public static Move Want(string value) => new(MoveKind.Want, Column: Genres.Contains(value) ? "genre" : "mood", Value: value);

    public static Move Less(string value) => Want(value) with { Kind = MoveKind.AvoidSoftly };
}
