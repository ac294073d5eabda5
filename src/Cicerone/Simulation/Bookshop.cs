using Cicerone.Data;

namespace Cicerone.Simulation;

/// <summary>
/// A small world whose truth is known: readers with tastes, books with genres, authors and series, a long tail, an order in
/// what is read next, and clicks that were slips. Every reader's events are made on their own from the seed, so that a world
/// of any size streams: memory grows with the number of books only.
/// </summary>
public sealed class Bookshop
{
    /// <summary>Index of the reader whose story the tour tells.</summary>
    public const int Ada = 0;

    private const double NextVolume = 0.7, SameAuthor = 0.15, Purchases = 0.4;
    private const ulong AuthorParts = 1UL << 40, BookParts = 2UL << 40, ReaderParts = 3UL << 40, OrderParts = 4UL << 40;
    private const int FewestEvents = 5, MostTries = 20, SeriesLength = 4, MostBooksOfAuthor = 15;
    private const long Opening = 1_735_689_600_000, Year = 365L * 24 * 3_600_000, Hour = 3_600_000; // 1 January 2025
    private static readonly int Genres = BookshopWords.Genres.Count;
    private static readonly string[] Columns = ["title", "author", "genre", "series", "blurb"];

    private readonly BookshopOptions _options;
    private readonly int[] _author, _volume; // by book; volume 0: stands alone
    private readonly int[] _firstBook; // by author
    private readonly int[][] _shelf; // books of a genre, most popular first
    private readonly double[][] _reach; // cumulative popularity along a shelf

    /// <summary>A world of the given size.</summary>
    public Bookshop(BookshopOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        (_author, _volume) = (new int[options.Books], new int[options.Books]);
        _firstBook = WriteBooks();
        (_shelf, _reach) = FillShelves();
    }

    /// <summary>How many readers there are.</summary>
    public int ReaderCount => _options.Readers;

    /// <summary>How many books there are.</summary>
    public int BookCount => _options.Books;

    /// <summary>The options and seed, as a report names the world.</summary>
    public string Name => $"bookshop(users={_options.Readers}, items={_options.Books}, seed={_options.Seed})";

    /// <summary>External id of a reader.</summary>
    public static string ReaderId(int reader) => reader == Ada ? "ada" : $"reader-{reader}";

    /// <summary>External id of a book.</summary>
    public static string BookId(int book) => $"book-{book + 1}";

    /// <summary>Genre of a book: an index into <see cref="BookshopWords.Genres"/>.</summary>
    public int GenreOf(int book) => GenreOfAuthor(_author[book]);

    /// <summary>The next volume of a book's series; −1 when there is none.</summary>
    public int Sequel(int book) =>
        _volume[book] > 0 && book + 1 < BookCount && _author[book + 1] == _author[book] && _volume[book + 1] == _volume[book] + 1 ? book + 1 : -1;

    /// <summary>All that can be read of a book.</summary>
    public Book Book(int book)
    {
        int genre = GenreOf(book);
        (string[] nouns, string[] themes) = BookshopWords.ByGenre[genre];
        RandomSource random = RandomSource.For(_options.Seed, BookParts + (ulong)book);
        int volume = _volume[book], first = random.NextInt(themes.Length), second = (first + 1 + random.NextInt(themes.Length - 1)) % themes.Length;
        string author = BookshopNames.Author(_author[book]), series = volume == 0 ? "" : $"{BookshopNames.Title(book - volume + 1, nouns)} Chronicle";
        string place = volume == 0 ? $"{BookshopWords.Genres[genre]} that stands alone." : $"{BookshopWords.Genres[genre]}: book {volume} of {series}.";
        string blurb = $"{place} {author} writes of {themes[first]} and of {themes[second]}.";
        return new Book(BookId(book), BookshopNames.Title(book, nouns), author, BookshopWords.Genres[genre], series, volume, blurb);
    }

    /// <summary>A reader and the truth of their taste. Ada likes mysteries above all, and a little poetry.</summary>
    public Reader Reader(int reader)
    {
        double[] taste = new double[Genres];
        if (reader == Ada)
        {
            (taste[0], taste[6]) = (0.8, 0.2);
            return new Reader(ReaderId(reader), taste);
        }
        RandomSource random = RandomSource.For(_options.Seed, ReaderParts + (ulong)reader);
        int likes = 1 + random.NextInt(3);
        for (int i = 0; i < likes; i++) taste[random.NextInt(Genres)] += 0.2 + random.NextDouble();
        double sum = taste.Sum();
        return new Reader(ReaderId(reader), [.. taste.Select(share => share / sum)]);
    }

    /// <summary>What a reader did, oldest first. No book occurs twice, and nobody reads more than half of what they like.</summary>
    public IEnumerable<BookshopEvent> EventsOf(int reader)
    {
        RandomSource random = RandomSource.For(_options.Seed, OrderParts + (ulong)reader);
        IReadOnlyList<double> taste = Reader(reader).Taste;
        int count = Math.Min(EventCount(random), _shelf.Where((_, genre) => taste[genre] > 0).Sum(books => books.Length) / 2);
        long time = Opening + (long)(random.NextDouble() * Year / 2);
        var met = new HashSet<int>();
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            bool slips = random.NextDouble() < _options.Accidents || (reader == Ada && i == count - 1); // her last is the slip that the tour tells of
            (int book, Motive motive) = Choose(random, taste, last, slips);
            for (int tries = 0; tries < MostTries && met.Contains(book); tries++) (book, motive) = Choose(random, taste, last: -1, slips);
            if (!met.Add(book)) continue;
            time += random.NextInt(4) == 0 ? (long)(-Math.Log(1 - random.NextDouble()) * 240 * Hour) : 1 + random.NextInt((int)Hour / 2);
            bool purchase = motive != Motive.Accident && random.NextDouble() < Purchases;
            yield return new BookshopEvent(reader, book, time, purchase, motive);
            if (motive != Motive.Accident) last = book;
        }
    }

    /// <summary>Everything that happened, reader by reader.</summary>
    public IEnumerable<BookshopEvent> Events() => Enumerable.Range(0, ReaderCount).SelectMany(EventsOf);

    /// <summary>The world as a log and a table of items: books keep their indices, unread ones included.</summary>
    /// <param name="known">Items that keep their indices; null starts without any.</param>
    public (InteractionLog Log, ItemTable Items) ToLog(Vocabulary? known = null)
    {
        Vocabulary items = known ?? new Vocabulary();
        int[] place = new int[BookCount];
        for (int book = 0; book < BookCount; book++) place[book] = items.Add(BookId(book));
        var log = new InteractionLogBuilder(new Vocabulary(), items, new Vocabulary());
        foreach (BookshopEvent one in Events()) log.Add(ReaderId(one.Reader), BookId(one.Book), one.Time, action: one.Action);
        return (log.Build(), Table(items, place));
    }

    private ItemTable Table(Vocabulary items, int[] place)
    {
        Dictionary<string, string?[]> columns = Columns.ToDictionary(name => name, _ => new string?[items.Count]);
        for (int index = 0; index < BookCount; index++)
        {
            Book book = Book(index);
            (columns["title"][place[index]], columns["author"][place[index]], columns["genre"][place[index]]) = (book.Title, book.Author, book.Genre);
            (columns["series"][place[index]], columns["blurb"][place[index]]) = (book.Series, book.Blurb);
        }
        return new ItemTable(items, columns);
    }

    private (int Book, Motive Motive) Choose(RandomSource random, IReadOnlyList<double> taste, int last, bool slips)
    {
        if (slips) return (Pick(random, Disliked(random, taste)), Motive.Accident);
        if (last >= 0 && Sequel(last) is >= 0 and int sequel && random.NextDouble() < NextVolume) return (sequel, Motive.Series);
        if (last >= 0 && random.NextDouble() < SameAuthor) return (Beginning(ByAuthor(random, _author[last])), Motive.Author);
        return (Beginning(Pick(random, Draw(random, taste))), Motive.Taste);
    }

    /// <summary>A book of a genre, popular ones more often.</summary>
    private int Pick(RandomSource random, int genre)
    {
        double[] reach = _reach[genre];
        int place = Array.BinarySearch(reach, random.NextDouble() * reach[^1]);
        return _shelf[genre][Math.Min(place < 0 ? ~place : place + 1, reach.Length - 1)];
    }

    /// <summary>Nobody who wants a book begins its series in the middle.</summary>
    private int Beginning(int book) => _volume[book] > 1 ? book - _volume[book] + 1 : book;

    private int ByAuthor(RandomSource random, int author)
    {
        int end = author + 1 < _firstBook.Length ? _firstBook[author + 1] : BookCount;
        return _firstBook[author] + random.NextInt(end - _firstBook[author]);
    }

    private static int Draw(RandomSource random, IReadOnlyList<double> shares)
    {
        double left = random.NextDouble();
        for (int i = 0; i < shares.Count; i++)
            if ((left -= shares[i]) < 0) return i;
        return shares.Count - 1;
    }

    private static int Disliked(RandomSource random, IReadOnlyList<double> taste)
    {
        int genre = random.NextInt(Genres);
        while (taste[genre] > 0) genre = (genre + 1) % Genres;
        return genre;
    }

    /// <summary>At least the fewest; the rest is exponential, so that a few readers do much.</summary>
    private int EventCount(RandomSource random) =>
        FewestEvents + (int)(-Math.Log(1 - random.NextDouble()) * (_options.MeanEvents - FewestEvents) + 0.5);

    /// <summary>Hands the books to authors, a run of at most 15 each; runs of four or more begin with a series.</summary>
    private int[] WriteBooks()
    {
        int longest = Math.Min(MostBooksOfAuthor, BookCount / Genres); // so that every genre has an author
        var firstBook = new List<int>();
        for (int book = 0; book < BookCount;)
        {
            RandomSource random = RandomSource.For(_options.Seed, AuthorParts + (ulong)firstBook.Count);
            int books = Math.Min(1 + random.NextInt(longest), BookCount - book);
            for (int i = 0; i < books; i++) (_author[book + i], _volume[book + i]) = (firstBook.Count, books >= SeriesLength && i < SeriesLength ? i + 1 : 0);
            firstBook.Add(book);
            book += books;
        }
        return [.. firstBook];
    }

    /// <summary>Every genre's books in an order of popularity drawn by chance; the weight of a place falls as Zipf's law has it.</summary>
    private (int[][] Shelf, double[][] Reach) FillShelves()
    {
        int[][] shelf = [.. Enumerable.Range(0, Genres).Select(genre => Enumerable.Range(0, BookCount).Where(book => GenreOf(book) == genre).ToArray())];
        double[][] reach = new double[Genres][];
        for (int genre = 0; genre < Genres; genre++)
        {
            RandomSource.For(_options.Seed, (ulong)genre).Shuffle(shelf[genre].AsSpan());
            reach[genre] = new double[shelf[genre].Length];
            double sum = 0;
            for (int place = 0; place < reach[genre].Length; place++) reach[genre][place] = sum += 1.0 / (place + 2);
        }
        return (shelf, reach);
    }

    /// <summary>Genres go round, so that even the smallest shop has some of each.</summary>
    private static int GenreOfAuthor(int author) => author % Genres;
}
