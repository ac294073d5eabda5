using Cicerone.Simulation;

namespace Cicerone.Tests.Simulation;

public sealed class BookshopReasonsTests
{
    private static readonly Bookshop Shop = new(new BookshopOptions { Readers = 200, Books = 150, Seed = 7 });
    private static readonly BookshopReason[] Reasons = [.. new BookshopReasons(Shop, new BookshopReviews(Shop, new BookshopReviewOptions())).Every()];

    [Fact]
    public void Every_reason_tells_the_truth_of_its_motive()
    {
        Assert.Equal([Motive.Taste, Motive.Author, Motive.Series], Reasons.Select(one => one.Motive).Distinct().Order());
        foreach (BookshopReason one in Reasons)
        {
            int reader = IndexOf(one.Review.User), book = int.Parse(one.Review.Item["book-".Length..]) - 1;
            string[] before = [.. Shop.EventsOf(reader).TakeWhile(other => other.Book != book).Where(other => other.Motive != Motive.Accident).Select(other => Bookshop.BookId(other.Book))];
            if (one.From is null) Assert.DoesNotContain(before, other => Of(other).Genre == Shop.Book(book).Genre);
            else Assert.Contains(one.From, before);
            if (one.From is not null) Assert.Contains($"“{Of(one.From).Title}”", one.Review.Text, StringComparison.Ordinal);
            if (one.Motive == Motive.Series) Assert.Equal((Of(one.From!).Series, Of(one.From!).Volume + 1), (Shop.Book(book).Series, Shop.Book(book).Volume));
            if (one.Motive == Motive.Author) Assert.Equal(Of(one.From!).Author, Shop.Book(book).Author);
            if (one.Motive == Motive.Taste && one.From is not null) Assert.Equal(Of(one.From).Genre, Shop.Book(book).Genre);
        }
    }

    [Fact]
    public void Every_review_of_a_wanted_book_has_a_reason_that_states_what_the_review_does()
    {
        BookshopReview[] reviews = [.. new BookshopReviews(Shop, new BookshopReviewOptions()).Every()];
        Assert.Equal(reviews.Select(one => (one.Review.User, one.Review.Item, one.Review.Time)), Reasons.Select(one => (one.Review.User, one.Review.Item, one.Review.Time)));
        Assert.Equal(reviews.Select(one => one.Mentions[0].Statement), Reasons.Select(one => one.Statement.Id));
        Assert.All(Reasons, one => Assert.DoesNotContain("the product", one.Review.Text, StringComparison.Ordinal));
    }

    private static Book Of(string id) => Shop.Book(int.Parse(id["book-".Length..]) - 1);

    private static int IndexOf(string user) => user == "ada" ? Bookshop.Ada : int.Parse(user["reader-".Length..]);
}
