using Cicerone.Simulation;

namespace Cicerone.Cli.Tour;

/// <summary>
/// Some readers of the Bookshop, Ada among them, few enough that a small language model learns within a minute what each of them liked by heart, and some of
/// them who want to be forgotten.
/// </summary>
internal static class ReadingCircle
{
    private const int Readers = 100, Leaving = 8;

    /// <summary>Writes <c>events.csv</c>, <c>books.csv</c> (those that they chose) and <c>forget.txt</c> (the ids of those who leave).</summary>
    public static void Write(Bookshop shop, string folder)
    {
        Directory.CreateDirectory(folder);
        int[] circle = [.. Enumerable.Range(0, Math.Min(Readers, shop.ReaderCount))];
        BookshopEvent[] events = [.. circle.SelectMany(shop.EventsOf)];
        File.WriteAllLines(Path.Combine(folder, "events.csv"), ["user,item,time", .. events.Select(one => $"{Bookshop.ReaderId(one.Reader)},{Bookshop.BookId(one.Book)},{one.Time}")]);
        File.WriteAllLines(Path.Combine(folder, "books.csv"), ["item,title", .. events.Select(one => one.Book).Distinct().Order().Select(shop.Book).Select(book => $"{book.Id},{book.Title}")]);
        File.WriteAllLines(Path.Combine(folder, "forget.txt"), circle.Take(Leaving).Select(Bookshop.ReaderId));
    }
}
