using Cicerone.Data.Dialogues;

namespace Cicerone.Simulation.Conversations;

/// <summary>
/// People who talk in the <see cref="Bookshop"/>, each with one book in mind. Books lie in circles that are liked together and that nothing
/// written tells; the book in mind is of the circle of the books that a seeker has liked, and what they say of it first may be wrong.
/// Everybody is made on their own from the seed.
/// </summary>
public sealed class BookshopSeekers
{
    private const int Liked = 3, MostTurns = 3;
    private const int PastBooks = 6, MostTries = 100;
    private const double SameInPast = 0.5;
    private const ulong CircleParts = 7UL << 40, PairParts = 8UL << 40, SeekerParts = 9UL << 40, TalkParts = 10UL << 40, PastParts = 11UL << 40;
    private static readonly string[] Greetings = ["Hello!", "Hi.", "Good evening."];
    private static readonly string[] Likings = ["I liked {0}.", "I loved {0}.", "Lately I have enjoyed {0}."];
    private static readonly string[] Hints = ["I would like something {0}.", "Do you have anything {0}?", "I am in the mood for something {0}."];

    private readonly BookshopSeekerOptions _options;
    private readonly int[][] _circles;

    /// <summary>The seekers of a world.</summary>
    public BookshopSeekers(BookshopSeekerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Shop = new Bookshop(new BookshopOptions { Books = options.Books, Seed = options.Seed });
        _circles = [.. Enumerable.Range(0, options.Circles).Select(circle => Enumerable.Range(0, options.Books).Where(book => CircleOf(book) == circle).ToArray()).Where(books => books.Length > Liked)];
        if (_circles.Length == 0) throw new CiceroneException($"{options.Books} books in {options.Circles} circles leave none with more than {Liked}; give more books or fewer circles.");
    }

    /// <summary>The books.</summary>
    public Bookshop Shop { get; }

    /// <summary>The circle a book lies in.</summary>
    public int CircleOf(int book) => RandomSource.For(_options.Seed, CircleParts + (ulong)book).NextInt(_options.Circles);

    /// <summary>Whether no training dialogue looks for books of this genre and mood.</summary>
    public bool IsHeldOut(int genre, int mood) => RandomSource.For(_options.Seed, PairParts + (ulong)(genre * BookshopWords.Moods.Count + mood)).NextDouble() < _options.HeldOut;

    /// <summary>A seeker.</summary>
    /// <param name="number">Any; the same number is the same seeker.</param>
    public BookshopSeeker Seeker(int number)
    {
        RandomSource random = RandomSource.For(_options.Seed, SeekerParts + (ulong)number);
        int[] circle = [.. _circles[random.NextInt(_circles.Length)]];
        random.Shuffle<int>(circle);
        int target = circle[Liked];
        string attribute = random.NextInt(2) == 0 ? "genre" : "mood";
        bool misleads = random.NextDouble() < _options.Misleading;
        int genre = Shop.GenreOf(target), mood = Shop.MoodOf(target);
        string hint = attribute == "genre" ? Pick(random, BookshopWords.Genres, genre, misleads) : Pick(random, BookshopWords.Moods, mood, misleads);
        return new BookshopSeeker($"seeker-{number}", target, circle[..Liked], attribute, hint, misleads, IsHeldOut(genre, mood)) { Past = Past(number, target) };
    }

    /// <summary>Six books of any circle; half of them are of the target's genre, half of its mood.</summary>
    private int[] Past(int number, int target)
    {
        RandomSource random = RandomSource.For(_options.Seed, PastParts + (ulong)number);
        var past = new List<int>();
        while (past.Count < PastBooks)
        {
            bool sameGenre = random.NextDouble() < SameInPast, sameMood = random.NextDouble() < SameInPast;
            int book = random.NextInt(_options.Books);
            for (int tries = 0; tries < MostTries && (book == target || (sameGenre && Shop.GenreOf(book) != Shop.GenreOf(target)) || (sameMood && Shop.MoodOf(book) != Shop.MoodOf(target))); tries++) book = random.NextInt(_options.Books);
            if (book != target) past.Add(book);
        }
        return [.. past];
    }

    /// <summary>The first seekers that training dialogues may be of: those whose book is of no held-out pair.</summary>
    public IEnumerable<int> Training() => Enumerable.Range(0, int.MaxValue).Where(number => !Seeker(number).IsHeldOut);

    /// <summary>What a seeker says first.</summary>
    public string Opening(BookshopSeeker seeker)
    {
        ArgumentNullException.ThrowIfNull(seeker);
        RandomSource random = RandomSource.For(_options.Seed, TalkParts + RandomSource.Hash(seeker.Id));
        string books = string.Join(" and ", seeker.Liked.Take(2).Select(book => $"“{Shop.Book(book).Title}”"));
        return $"{Greetings[random.NextInt(Greetings.Length)]} {string.Format(null, Likings[random.NextInt(Likings.Length)], books)} {string.Format(null, Hints[random.NextInt(Hints.Length)], seeker.Hint.ToLowerInvariant())}";
    }

    /// <summary>A dialogue of a seeker with a recommender who comes nearer to the book turn by turn, and names it in the end.</summary>
    /// <param name="number">The seeker.</param>
    /// <param name="items">Takes the books that are mentioned.</param>
    public Dialogue Talk(int number, DialogueItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        BookshopSeeker seeker = Seeker(number);
        RandomSource random = RandomSource.For(_options.Seed, TalkParts + (ulong)number);
        var opinions = new Dictionary<int, Opinion>();
        List<DialogueTurn> turns = [new(Speaker.Seeker, Opening(seeker), [.. seeker.Liked.Take(2).Select(book => Mention(book, new Opinion(Suggested: false, Seen: true, Liked: true)))])];
        int wrongs = random.NextInt(MostTurns);
        for (int turn = 0; turn < wrongs; turn++)
        {
            int wrong = random.NextInt(_options.Books);
            if (wrong == seeker.Target || seeker.Liked.Contains(wrong)) continue;
            turns.Add(new DialogueTurn(Speaker.Recommender, $"Do you know “{Shop.Book(wrong).Title}”?", [Mention(wrong, new Opinion(Suggested: true, Seen: null, Liked: false))]));
            turns.Add(new DialogueTurn(Speaker.Seeker, Correction(seeker, wrong), []));
        }
        turns.Add(new DialogueTurn(Speaker.Recommender, $"Then take “{Shop.Book(seeker.Target).Title}”.", [Mention(seeker.Target, new Opinion(Suggested: true, Seen: false, Liked: true))]));
        turns.Add(new DialogueTurn(Speaker.Seeker, "That is the one, thank you.", []));
        return Dialogue.Of(seeker.Id, turns) with { Opinions = opinions, Accepted = true };

        int Mention(int book, Opinion opinion)
        {
            int item = items.Add(Bookshop.BookId(book), Shop.Book(book).Title);
            opinions[item] = opinion;
            return item;
        }
    }

    private string Correction(BookshopSeeker seeker, int wrong)
    {
        Book book = Shop.Book(wrong), target = Shop.Book(seeker.Target);
        return book.Genre != target.Genre ? $"No {book.Genre.ToLowerInvariant()}, rather {target.Genre.ToLowerInvariant()}."
            : book.Mood != target.Mood ? $"Not so {book.Mood}, rather {target.Mood}."
            : $"Something about {target.Themes[0]}.";
    }

    private static string Pick(RandomSource random, IReadOnlyList<string> values, int right, bool misleads) => values[misleads ? (right + 1 + random.NextInt(values.Count - 1)) % values.Count : right];
}

/// <summary>Somebody who looks for one book.</summary>
/// <param name="Id">External id.</param>
/// <param name="Target">The book in mind.</param>
/// <param name="Liked">Books of its circle that they have read and liked.</param>
/// <param name="Attribute">What their first hint is about: genre or mood.</param>
/// <param name="Hint">What they say of it.</param>
/// <param name="Misleads">Whether that is wrong.</param>
/// <param name="IsHeldOut">Whether no training dialogue looks for books of the target's genre and mood.</param>
public sealed record BookshopSeeker(string Id, int Target, IReadOnlyList<int> Liked, string Attribute, string Hint, bool Misleads, bool IsHeldOut)
{
    /// <summary>What they have read before and do not tell, oldest first: books like the target more often than by chance, by which a simulated person goes who does not know it.</summary>
    public IReadOnlyList<int> Past { get; init; } = [];
}
