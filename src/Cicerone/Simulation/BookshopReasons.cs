using Cicerone.Data.Reviews;

namespace Cicerone.Simulation;

/// <summary>
/// Why readers of a <see cref="Bookshop"/> chose what they reviewed, each in a sentence of their own that tells the truth: the motive, the earlier book it came from, and what the
/// review states first. They stand for the explanations that studies of explainable recommendation take from reviews.
/// </summary>
/// <param name="shop">The shop.</param>
/// <param name="reviews">Its reviews: every one has a reason.</param>
public sealed class BookshopReasons(Bookshop shop, BookshopReviews reviews)
{
    /// <summary>The reasons of a reader, in the order of their events.</summary>
    public IEnumerable<BookshopReason> Of(int reader)
    {
        Dictionary<string, BookshopReview> written = reviews.Of(reader).ToDictionary(one => one.Review.Item);
        var before = new List<Book>();
        foreach (BookshopEvent one in shop.EventsOf(reader).Where(one => one.Motive != Motive.Accident))
        {
            Book book = shop.Book(one.Book);
            if (written.TryGetValue(book.Id, out BookshopReview? review)) yield return Tell(book, review, before);
            before.Add(book);
        }
    }

    /// <summary>All reasons, reader by reader.</summary>
    public IEnumerable<BookshopReason> Every() => Enumerable.Range(0, shop.ReaderCount).SelectMany(Of);

    private static BookshopReason Tell(Book book, BookshopReview review, List<Book> before)
    {
        Book? from = review.Motive == Motive.Taste ? Likest(book, before) : before[^1];
        GoldStatement statement = BookshopStatements.All[review.Mentions[0].Statement];
        string told = statement.Text.Replace("the product's", "its", StringComparison.Ordinal).Replace("the product", "it", StringComparison.Ordinal);
        return new BookshopReason(review.Review with { Text = $"{Because(book, review.Motive, from)}, and {told}." }, review.Motive, from?.Id, statement);
    }

    private static string Because(Book book, Motive motive, Book? from)
    {
        string genre = book.Genre.ToLowerInvariant();
        return (motive, from) switch
        {
            (Motive.Series, _) => $"It goes on where “{from!.Title}” ended",
            (Motive.Author, _) => $"It is by {book.Author}, as “{from!.Title}” is",
            (_, null) => $"It is a {book.Mood} {genre} book",
            _ when from.Mood == book.Mood => $"It is a {book.Mood} {genre} book like “{from.Title}”",
            _ => $"It is {genre} like “{from.Title}”, only {book.Mood}",
        };
    }

    /// <summary>The earlier book of the same genre that shares most with a book, of equals the latest; null where there is none.</summary>
    private static Book? Likest(Book book, List<Book> before) => before.Where(other => other.Genre == book.Genre).Reverse()
        .MaxBy(other => (other.Mood == book.Mood ? 2 : 0) + (other.Author == book.Author ? 2 : 0) + other.Themes.Intersect(book.Themes).Count());
}

/// <summary>Why a reader of the <see cref="Bookshop"/> chose a book, with the truth.</summary>
/// <param name="Review">Who, of what, and the reason in words; its text is not that of the reader's review.</param>
/// <param name="Motive">The motive.</param>
/// <param name="From">Id of the book it came from; null where the reader had none of that genre.</param>
/// <param name="Statement">What it states of the book.</param>
public sealed record BookshopReason(Review Review, Motive Motive, string? From, GoldStatement Statement);
