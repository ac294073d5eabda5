using System.Globalization;

namespace Cicerone.Simulation;

/// <summary>
/// Writes a <see cref="Bookshop"/> as files that Cicerone reads: <c>events.csv</c> and <c>books.csv</c>, and beside them, in
/// <c>truth/</c>, what no model may see: the motive of each event and the taste of each reader.
/// </summary>
public static class BookshopFiles
{
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
        WriteBooks(shop, Path.Combine(folder, "books.csv"));
        using StreamWriter events = File.CreateText(Path.Combine(folder, "events.csv"));
        using StreamWriter motives = File.CreateText(Path.Combine(truth, "motives.csv"));
        using StreamWriter tastes = File.CreateText(Path.Combine(truth, "tastes.csv"));
        events.WriteLine("user,item,time,action");
        motives.WriteLine("user,item,motive");
        tastes.WriteLine($"user,{string.Join(',', BookshopWords.Genres)}");
        long written = 0;
        for (int reader = 0; reader < shop.ReaderCount; reader++)
        {
            cancellation.ThrowIfCancellationRequested();
            string id = Bookshop.ReaderId(reader);
            tastes.WriteLine($"{id},{string.Join(',', shop.Reader(reader).Taste.Select(share => share.ToString("0.####", CultureInfo.InvariantCulture)))}");
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

    private static void WriteBooks(Bookshop shop, string path)
    {
        using StreamWriter books = File.CreateText(path);
        books.WriteLine("item,title,author,genre,series,blurb");
        for (int index = 0; index < shop.BookCount; index++)
        {
            Book book = shop.Book(index); // its words hold no comma and no quote
            books.WriteLine($"{book.Id},{book.Title},{book.Author},{book.Genre},{book.Series},{book.Blurb}");
        }
    }
}
