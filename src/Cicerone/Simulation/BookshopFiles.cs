using System.Globalization;

namespace Cicerone.Simulation;

/// <summary>
/// Writes a <see cref="Bookshop"/> as files that Cicerone reads: <c>events.csv</c>, <c>books.csv</c>, <c>covers.csv</c> and <c>announced.csv</c>
/// (the books and a few more, which nobody could choose yet), and beside them, in <c>truth/</c>, what no model may see: the motive of each event, the taste of each reader, the covers that are
/// wrong, and the moments of the breaks.
/// </summary>
public static class BookshopFiles
{
    private const int Announced = 12;

    /// <summary>Writes the files, event by event.</summary>
    /// <param name="shop">The world.</param>
    /// <param name="folder">Where to; made when needed.</param>
    /// <param name="progress">Told the share of readers done.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>How many events were written.</returns>
    public static long Write(Bookshop shop, string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        string truth = Directory.CreateDirectory(Path.Combine(folder, "truth")).FullName;
        Book[] books = [.. Enumerable.Range(0, shop.BookCount).Select(shop.Book)];
        WriteBooks(books, Path.Combine(folder, "books.csv"));
        WriteBooks([.. books, .. shop.Announced(Announced)], Path.Combine(folder, "announced.csv"));
        WriteCovers(shop, Path.Combine(folder, "covers.csv"), Path.Combine(truth, "wrong-covers.csv"));
        File.WriteAllLines(Path.Combine(truth, "breaks.csv"), ["time", .. shop.Breaks.Select(time => $"{time}")]);
        using StreamWriter events = File.CreateText(Path.Combine(folder, "events.csv"));
        using StreamWriter motives = File.CreateText(Path.Combine(truth, "motives.csv"));
        using StreamWriter tastes = File.CreateText(Path.Combine(truth, "tastes.csv"));
        events.WriteLine("user,item,time,action");
        motives.WriteLine("user,item,motive");
        tastes.WriteLine($"user,mood,{string.Join(',', BookshopWords.Genres)}");
        long written = 0;
        for (int reader = 0; reader < shop.ReaderCount; reader++)
        {
            cancellation.ThrowIfCancellationRequested();
            (string id, IReadOnlyList<double> taste, int mood) = shop.Reader(reader);
            tastes.WriteLine($"{id},{BookshopWords.Moods[mood]},{string.Join(',', taste.Select(share => share.ToString("0.####", CultureInfo.InvariantCulture)))}");
            foreach (BookshopEvent one in shop.EventsOf(reader))
            {
                string book = Bookshop.BookId(one.Book);
                events.WriteLine($"{id},{book},{one.Time},{one.Action}");
                motives.WriteLine($"{id},{book},{one.Motive.ToString().ToLowerInvariant()}");
                written++;
            }
            if (reader % 1024 == 0) progress?.Report((double)reader / shop.ReaderCount);
        }
        progress?.Report(1);
        return written;
    }

    private static void WriteBooks(Book[] shelf, string path)
    {
        using StreamWriter books = File.CreateText(path);
        books.WriteLine($"item,{string.Join(',', Bookshop.ColumnNames)}");
        foreach (Book book in shelf) books.WriteLine($"{book.Id},{string.Join(',', Bookshop.Cells(book))}"); // its words hold no comma and no quote
    }

    private static void WriteCovers(Bookshop shop, string path, string wrongPath)
    {
        using StreamWriter covers = File.CreateText(path), wrong = File.CreateText(wrongPath);
        covers.WriteLine($"item,{string.Join(',', Enumerable.Range(1, Bookshop.CoverWidth).Select(number => $"c{number}"))}");
        wrong.WriteLine("item");
        for (int book = 0; book < shop.BookCount; book++)
        {
            Cover cover = shop.Cover(book);
            covers.WriteLine($"{Bookshop.BookId(book)},{string.Join(',', cover.Descriptor.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture)))}");
            if (cover.IsWrong) wrong.WriteLine(Bookshop.BookId(book));
        }
    }
}
