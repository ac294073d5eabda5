using System.Globalization;
using Cicerone.Data;

namespace Cicerone.Simulation;

/// <summary>
/// A small world whose truth is known: readers with tastes; books with genres, moods, authors, series and covers; a long tail,
/// an order in what is read next, seasons, breaks after which the world is another, and clicks that were slips. Every reader's
/// events are made on their own from the seed, so that a world of any size streams: memory grows with the number of books only.
/// </summary>
public sealed class Bookshop
{
    /// <summary>Index of the reader whose story the tour tells.</summary>
    public const int Ada = 0;

    /// <summary>How many numbers describe a cover.</summary>
    public const int CoverWidth = 16;

    private const double NextVolume = 0.7, SameAuthor = 0.15, Purchases = 0.4, MoodPatience = 0.6, CoverNoise = 0.5;
    private const ulong BookParts = 2UL << 40, ReaderParts = 3UL << 40, OrderParts = 4UL << 40, CoverParts = 5UL << 40, StyleParts = 6UL << 40;
    private const int FewestEvents = 5, MostTries = 20, Hour = 3_600_000;
    private static readonly int Genres = BookshopWords.Genres.Count;
    private static readonly string[] Columns = ["title", "author", "genre", "mood", "themes", "series", "blurb"];

    private readonly BookshopOptions _options;
    private readonly BookshopCalendar _calendar;
    private readonly BookshopWriters _writers;
    private readonly BookshopShelves _shelves;

    /// <summary>A world of the given size.</summary>
    public Bookshop(BookshopOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _calendar = new BookshopCalendar(options.Breaks, options.SeasonSwing, options.SeasonShift);
        _writers = new BookshopWriters(options.Books, options.Seed);
        _shelves = new BookshopShelves([.. Enumerable.Range(0, options.Books).Select(_writers.GenreOf)], options.BooksChange ? options.Breaks + 1 : 1, options.Seed);
    }

    /// <summary>How many readers there are.</summary>
    public int ReaderCount => _options.Readers;

    /// <summary>How many books there are.</summary>
    public int BookCount => _options.Books;

    /// <summary>The size and seed, as a report names the world, and how it changes where that is not as usual.</summary>
    public string Name => $"bookshop(users={_options.Readers}, items={_options.Books}, seed={_options.Seed}{Changes(_options)})";

    /// <summary>The moments, in Unix milliseconds, after which the seasons come at other times and other books sell: the truth.</summary>
    public IReadOnlyList<long> Breaks => _calendar.Breaks;

    /// <summary>External id of a reader.</summary>
    public static string ReaderId(int reader) => reader == Ada ? "ada" : $"reader-{reader}";

    /// <summary>External id of a book.</summary>
    public static string BookId(int book) => $"book-{book + 1}";

    /// <summary>Genre of a book: an index into <see cref="BookshopWords.Genres"/>.</summary>
    public int GenreOf(int book) => _writers.GenreOf(book);

    /// <summary>Mood of a book: an index into <see cref="BookshopWords.Moods"/>.</summary>
    public int MoodOf(int book) => RandomSource.For(_options.Seed, BookParts + (ulong)_writers.Beginning(book)).NextInt(BookshopWords.Moods.Count);

    /// <summary>The next volume of a book's series; −1 when there is none.</summary>
    public int Sequel(int book) => _writers.Sequel(book);

    /// <summary>All that can be read of a book.</summary>
    public Book Book(int book)
    {
        (string[] nouns, string[] themes) = BookshopWords.ByGenre[GenreOf(book)];
        RandomSource random = RandomSource.For(_options.Seed, StyleParts + (ulong)book);
        int volume = _writers.VolumeOf(book), first = random.NextInt(themes.Length), second = (first + 1 + random.NextInt(themes.Length - 1)) % themes.Length;
        string genre = BookshopWords.Genres[GenreOf(book)], mood = BookshopWords.Moods[MoodOf(book)], author = BookshopNames.Author(_writers.AuthorOf(book));
        string series = volume == 0 ? "" : $"{BookshopNames.Title(_writers.Beginning(book), nouns)} Chronicle";
        string place = volume == 0 ? $"{genre} that stands alone." : $"{genre}: book {volume} of {series}.";
        string blurb = $"{place} {author} writes of {themes[first]} and of {themes[second]} in a {mood} voice.";
        return new Book(BookId(book), BookshopNames.Title(book, nouns), author, genre, mood, [themes[first], themes[second]], series, volume, blurb);
    }

    /// <summary>The cover of a book.</summary>
    public Cover Cover(int book)
    {
        RandomSource random = RandomSource.For(_options.Seed, CoverParts + (ulong)book);
        bool wrong = random.NextDouble() < _options.WrongCovers;
        int genre = wrong ? (GenreOf(book) + 1 + random.NextInt(Genres - 1)) % Genres : GenreOf(book);
        RandomSource byGenre = RandomSource.For(CoverParts, (ulong)genre), byMood = RandomSource.For(CoverParts, (ulong)(Genres + MoodOf(book)));
        float[] descriptor = new float[CoverWidth];
        for (int i = 0; i < CoverWidth; i++) descriptor[i] = (float)(byGenre.NextNormal() + 0.5 * byMood.NextNormal() + CoverNoise * random.NextNormal());
        return new Cover(descriptor, wrong);
    }

    /// <summary>A reader and the truth of their taste. Ada likes mysteries above all, and a little poetry, and both hopeful.</summary>
    public Reader Reader(int reader)
    {
        double[] taste = new double[Genres];
        if (reader == Ada)
        {
            (taste[0], taste[6]) = (0.8, 0.2);
            return new Reader(ReaderId(reader), taste, Mood: 0);
        }
        RandomSource random = RandomSource.For(_options.Seed, ReaderParts + (ulong)reader);
        int likes = 1 + random.NextInt(3);
        for (int i = 0; i < likes; i++) taste[random.NextInt(Genres)] += 0.2 + random.NextDouble();
        double sum = taste.Sum();
        return new Reader(ReaderId(reader), [.. taste.Select(share => share / sum)], random.NextInt(BookshopWords.Moods.Count));
    }

    /// <summary>What a reader did, oldest first. No book occurs twice, and nobody reads more than half of what they like.</summary>
    public IEnumerable<BookshopEvent> EventsOf(int reader)
    {
        RandomSource random = RandomSource.For(_options.Seed, OrderParts + (ulong)reader);
        Reader who = Reader(reader);
        int liked = Enumerable.Range(0, Genres).Where(genre => who.Taste[genre] > 0).Sum(_shelves.Count), count = Math.Min(EventCount(random), Math.Max(1, liked / 2));
        long time = reader == Ada ? BookshopCalendar.Opening : BookshopCalendar.Arrival(random);
        var met = new HashSet<int>();
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            time += random.NextInt(4) == 0 ? 1 + (long)(-Math.Log(1 - random.NextDouble()) * 240 * Hour) : 1 + random.NextInt(Hour / 2);
            if (i > 0 && time >= BookshopCalendar.Closing) yield break;
            bool slips = random.NextDouble() < _options.Accidents || (reader == Ada && i == count - 1); // her last is the slip that the tour tells of
            (int book, Motive motive) = Choose(random, who, time, last, slips);
            for (int tries = 0; tries < MostTries && met.Contains(book); tries++) (book, motive) = Choose(random, who, time, last: -1, slips);
            if (!met.Add(book)) continue;
            bool purchase = motive != Motive.Accident && random.NextDouble() < Purchases;
            yield return new BookshopEvent(reader, book, time, purchase, motive);
            if (motive != Motive.Accident) last = book;
        }
    }

    /// <summary>Books that the shop has announced and nobody could choose yet: the next ones of a larger shop.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<Book> Announced(int count)
    {
        var larger = new Bookshop(_options with { Books = _options.Books + count });
        return [.. Enumerable.Range(BookCount, count).Select(larger.Book)];
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

    /// <summary>What is known of the books, in their order.</summary>
    public ItemTable ToTable()
    {
        var items = new Vocabulary(Enumerable.Range(0, BookCount).Select(BookId));
        return Table(items, [.. Enumerable.Range(0, BookCount)]);
    }

    /// <summary>The cells of a book in the columns of a table of items.</summary>
    internal static string[] Cells(Book book) => [book.Title, book.Author, book.Genre, book.Mood, string.Join("; ", book.Themes), book.Series, book.Blurb];

    /// <summary>Names of those columns.</summary>
    internal static IReadOnlyList<string> ColumnNames => Columns;

    private ItemTable Table(Vocabulary items, int[] place)
    {
        string?[][] cells = [.. Columns.Select(_ => new string?[items.Count])];
        for (int index = 0; index < BookCount; index++)
        {
            string[] row = Cells(Book(index));
            for (int column = 0; column < cells.Length; column++) cells[column][place[index]] = row[column];
        }
        return new ItemTable(items, Columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static string Changes(BookshopOptions options)
    {
        BookshopOptions usual = new();
        bool same = options.Breaks == usual.Breaks && options.SeasonSwing == usual.SeasonSwing && options.SeasonShift == usual.SeasonShift && options.BooksChange == usual.BooksChange;
        return same ? "" : string.Create(CultureInfo.InvariantCulture, $", breaks={options.Breaks}, season-swing={options.SeasonSwing:0.###}, season-shift={options.SeasonShift:0.###}, books-change={(options.BooksChange ? "true" : "false")}");
    }

    private (int Book, Motive Motive) Choose(RandomSource random, Reader who, long time, int last, bool slips)
    {
        int era = _options.BooksChange ? _calendar.EraOf(time) : 0;
        if (slips) return (_shelves.Pick(random, Disliked(random, who.Taste), era), Motive.Accident);
        if (last >= 0 && Sequel(last) is >= 0 and int sequel && random.NextDouble() < NextVolume) return (sequel, Motive.Series);
        if (last >= 0 && random.NextDouble() < SameAuthor) return (_writers.Beginning(_writers.SameAuthor(random, last)), Motive.Author);
        int genre = Draw(random, who.Taste, time), book = _shelves.Pick(random, genre, era);
        if (MoodOf(book) != who.Mood && random.NextDouble() < MoodPatience) book = _shelves.Pick(random, genre, era);
        return (_writers.Beginning(book), Motive.Taste); // nobody who wants a book begins its series in the middle
    }

    /// <summary>A genre of the reader's taste, those in season more often.</summary>
    private int Draw(RandomSource random, IReadOnlyList<double> taste, long time)
    {
        Span<double> wanted = stackalloc double[Genres];
        double sum = 0;
        for (int genre = 0; genre < Genres; genre++)
            if (taste[genre] > 0) sum += wanted[genre] = taste[genre] * _calendar.Season(genre, time);
        double left = random.NextDouble() * sum;
        int drawn = 0;
        for (int genre = 0; genre < Genres; genre++)
        {
            if (wanted[genre] == 0) continue;
            drawn = genre;
            if ((left -= wanted[genre]) < 0) break;
        }
        return drawn;
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
}
