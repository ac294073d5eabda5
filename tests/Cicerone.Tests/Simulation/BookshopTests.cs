using Cicerone.Data;
using Cicerone.Simulation;

namespace Cicerone.Tests.Simulation;

public sealed class BookshopTests
{
    private readonly Bookshop _shop = new(new BookshopOptions { Readers = 500, Books = 400, Seed = 7 });

    [Fact]
    public void The_same_seed_makes_the_same_world_and_another_seed_another()
    {
        Bookshop again = new(new BookshopOptions { Readers = 500, Books = 400, Seed = 7 }), other = new(new BookshopOptions { Readers = 500, Books = 400, Seed = 8 });
        Assert.Equal(_shop.Events(), again.Events());
        Assert.Equal(_shop.Book(13).Blurb, again.Book(13).Blurb);
        Assert.NotEqual(_shop.Events(), other.Events());
    }

    [Fact]
    public void A_reader_does_the_same_whoever_else_is_there() =>
        Assert.Equal(_shop.EventsOf(17), new Bookshop(new BookshopOptions { Readers = 18, Books = 400, Seed = 7 }).EventsOf(17));

    [Fact]
    public void Readers_follow_their_taste_but_for_their_slips()
    {
        foreach (BookshopEvent one in _shop.Events())
        {
            double share = _shop.Reader(one.Reader).Taste[_shop.GenreOf(one.Book)];
            if (one.Motive == Motive.Taste) Assert.True(share > 0);
            if (one.Motive == Motive.Accident) Assert.True(share == 0 && !one.IsPurchase);
        }
    }

    [Fact]
    public void Slips_are_as_frequent_as_was_asked_for()
    {
        BookshopEvent[] events = [.. _shop.Events()];
        Assert.InRange(events.Count(one => one.Motive == Motive.Accident) / (double)events.Length, 0.03, 0.07);
    }

    [Fact]
    public void The_order_of_reading_tells_what_comes_next()
    {
        int sequels = 0, chances = 0;
        for (int reader = 0; reader < _shop.ReaderCount; reader++)
        {
            BookshopEvent[] events = [.. _shop.EventsOf(reader).Where(one => one.Motive != Motive.Accident)];
            for (int i = 1; i < events.Length; i++)
            {
                if (_shop.Sequel(events[i - 1].Book) is not (>= 0 and int sequel)) continue;
                chances++;
                if (events[i].Book == sequel) sequels++;
            }
        }
        Assert.InRange(sequels / (double)chances, 0.5, 0.8);
    }

    [Fact]
    public void Few_books_are_read_by_many_and_many_by_few()
    {
        (InteractionLog log, _) = new Bookshop(new BookshopOptions { Readers = 2_000, Books = 3_000, Breaks = 0 }).ToLog();
        int[] counts = new int[log.Items.Count];
        foreach (int item in log.Item) counts[item]++;
        int[] sorted = [.. counts.OrderDescending()];
        Assert.InRange(sorted.Take(sorted.Length / 5).Sum() / (double)sorted.Sum(), 0.55, 0.9);
    }

    [Fact]
    public void Nobody_chooses_a_book_twice_and_time_only_goes_forward()
    {
        for (int reader = 0; reader < _shop.ReaderCount; reader++)
        {
            BookshopEvent[] events = [.. _shop.EventsOf(reader)];
            Assert.Equal(events.Length, events.Select(one => one.Book).Distinct().Count());
            for (int i = 1; i < events.Length; i++) Assert.True(events[i].Time > events[i - 1].Time);
        }
    }

    [Fact]
    public void Titles_and_authors_are_distinct_at_any_size()
    {
        Bookshop large = new(new BookshopOptions { Readers = 1, Books = 40_000 });
        Book[] books = [.. Enumerable.Range(0, large.BookCount).Select(large.Book)];
        Assert.Equal(books.Length, books.Select(book => book.Title).Distinct().Count());
        Assert.True(books.Select(book => book.Author).Distinct().Count() > 4_000);
    }

    [Fact]
    public void The_smallest_shop_has_every_genre()
    {
        Bookshop tiny = new(new BookshopOptions { Readers = 30, Books = 50 });
        Assert.Equal(BookshopWords.Genres.Count, Enumerable.Range(0, 50).Select(tiny.GenreOf).Distinct().Count());
        Assert.NotEmpty(tiny.Events());
    }

    [Fact]
    public void A_genre_is_wanted_more_in_its_season()
    {
        Bookshop calm = new(new BookshopOptions { Readers = 4_000, Books = 400, Breaks = 0 });
        double[] byMonth = new double[12], all = new double[12];
        foreach (BookshopEvent one in calm.Events().Where(one => one.Motive == Motive.Taste))
        {
            int month = DateTimeOffset.FromUnixTimeMilliseconds(one.Time).Month - 1;
            all[month]++;
            if (calm.GenreOf(one.Book) == 0) byMonth[month]++;
        }
        Assert.True(byMonth[0] / all[0] > 1.25 * byMonth[6] / all[6]);
    }

    [Fact]
    public void Other_books_sell_after_a_break()
    {
        Bookshop broken = new(new BookshopOptions { Readers = 4_000, Books = 400, Breaks = 1 });
        int[] before = Counts(broken, one => one.Time < broken.Breaks[0]), after = Counts(broken, one => one.Time >= broken.Breaks[0]);
        int[] odd = Counts(broken, one => one.Time < broken.Breaks[0] && one.Reader % 2 == 1), even = Counts(broken, one => one.Time < broken.Breaks[0] && one.Reader % 2 == 0);
        Assert.True(Top(odd).Intersect(Top(even)).Count() > 2 * Top(before).Intersect(Top(after)).Count());

        static int[] Counts(Bookshop shop, Func<BookshopEvent, bool> which)
        {
            int[] counts = new int[shop.BookCount];
            foreach (BookshopEvent one in shop.Events().Where(which)) counts[one.Book]++;
            return counts;
        }
        static IEnumerable<int> Top(int[] counts) => Enumerable.Range(0, counts.Length).OrderByDescending(book => counts[book]).Take(40);
    }

    [Fact]
    public void Covers_look_like_their_genre_but_for_those_that_are_wrong()
    {
        double[][] means = [.. Enumerable.Range(0, BookshopWords.Genres.Count).Select(genre => Mean(_shop, book => _shop.GenreOf(book) == genre && !_shop.Cover(book).IsWrong))];
        int right = 0, wrong = 0, looksRight = 0, looksWrong = 0;
        for (int book = 0; book < _shop.BookCount; book++)
        {
            Cover cover = _shop.Cover(book);
            int nearest = Enumerable.Range(0, means.Length).MinBy(genre => cover.Descriptor.Zip(means[genre], (a, b) => (a - b) * (a - b)).Sum());
            if (cover.IsWrong) (wrong, looksWrong) = (wrong + 1, looksWrong + (nearest == _shop.GenreOf(book) ? 1 : 0));
            else (right, looksRight) = (right + 1, looksRight + (nearest == _shop.GenreOf(book) ? 1 : 0));
        }
        Assert.InRange(wrong / (double)_shop.BookCount, 0.05, 0.15);
        Assert.True(looksRight > 0.9 * right && looksWrong < 0.2 * wrong);

        static double[] Mean(Bookshop shop, Func<int, bool> which)
        {
            Cover[] covers = [.. Enumerable.Range(0, shop.BookCount).Where(which).Select(shop.Cover)];
            return [.. Enumerable.Range(0, Bookshop.CoverWidth).Select(i => covers.Average(cover => (double)cover.Descriptor[i]))];
        }
    }

    [Fact]
    public void Ada_loves_mysteries_and_slips_at_last()
    {
        BookshopEvent[] events = [.. _shop.EventsOf(Bookshop.Ada)];
        Assert.Equal("ada", Bookshop.ReaderId(Bookshop.Ada));
        Assert.Equal(Motive.Accident, events[^1].Motive);
        Assert.True(events.Count(one => _shop.GenreOf(one.Book) == 0) > events.Length / 2);
    }

    [Fact]
    public void A_size_out_of_range_is_refused() =>
        Assert.Contains("50", Assert.Throws<CiceroneException>(() => new BookshopOptions { Books = 3 }).Message, StringComparison.Ordinal);
}
