using Cicerone.Data.Reviews;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Statements;

public sealed class ReviewTests(BookshopCorpus corpus) : IClassFixture<BookshopCorpus>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-reviews-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reviews_are_read_with_the_keys_of_each_edition()
    {
        ReviewFile read = Read("""
            {"reviewerID": "a", "asin": "x", "overall": 5.0, "unixReviewTime": 1472688000, "summary": "Fine", "reviewText": "It is soft."}
            {"user_id": "b", "parent_asin": "y", "asin": "other", "rating": 1, "timestamp": 1588615855070, "title": "No", "text": "It leaks."}
            {"user_id": "c", "item_id": "z", "timestamp": 1400000000, "review_title": "", "review": "It breaks."}
            """);
        Assert.Equal([new Review("a", "x", 1_472_688_000_000, 5, "Fine", "It is soft."), new Review("b", "y", 1_588_615_855_070, 1, "No", "It leaks."), new Review("c", "z", 1_400_000_000_000, double.NaN, "", "It breaks.")], read.Reviews);
    }

    [Fact]
    public void What_is_bad_is_counted_with_its_reason_and_what_is_there_twice_is_read_once()
    {
        ReviewFile read = Read("""
            {"user_id": "a", "item_id": "x", "timestamp": 1, "review": "It is soft."}
            {"user_id": "a", "item_id": "x", "timestamp": 1, "review": "It is soft."}
            {"user_id": "a", "item_id": "x", "timestamp": 1, "review": " "}
            {"user_id": "a", "timestamp": 1, "review": "It is soft."}
            {"user_id": "a", "item_id": "x", "timestamp": "soon", "review": "It is soft."}
            {"user_id": "a"
            """);
        Assert.Single(read.Reviews);
        Assert.Equal((1, 4, 6), (read.Repeated, read.Report.BadRowCount, read.Report.RowCount));
        Assert.Equal(["there is no text", "there is no item", "the time 'soon' is no whole number of seconds or milliseconds"], read.Report.BadRows.Take(3).Select(row => row.Reason));
        Assert.Contains("holds no review", Assert.Throws<CiceroneException>(() => Read("{\"user_id\": \"a\"}\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_review_of_the_Bookshop_states_is_where_the_truth_says()
    {
        foreach (BookshopReview one in corpus.Truth)
        {
            Assert.NotEmpty(one.Mentions);
            Assert.NotEqual(Motive.Accident, one.Motive);
            foreach ((int start, int length) in one.Mentions.Select(mention => (mention.Start, mention.Length)).Concat(one.Distractors.Select(planted => (planted.Start, planted.Length))))
            {
                string sentence = one.Review.Text.Substring(start, length);
                Assert.True(char.IsUpper(sentence[0]) || char.IsDigit(sentence[0]), sentence);
                Assert.Contains(sentence[^1], ".!?");
            }
        }
        Assert.Equal(Enumerable.Range(0, BookshopStatements.All.Count), BookshopStatements.All.Select(statement => statement.Id));
        Assert.True(corpus.Truth.SelectMany(one => one.Distractors).Select(planted => planted.Kind).Distinct().Count() == 9);
    }

    [Fact]
    public void The_same_seed_writes_the_same_reviews_and_readers_tell_what_they_care_about()
    {
        var shop = new Bookshop(new BookshopOptions { Readers = 120, Books = 60 });
        var reviews = new BookshopReviews(shop, new BookshopReviewOptions { Interest = 3 });
        Assert.Equal(reviews.Of(7).Select(one => one.Review), new BookshopReviews(shop, new BookshopReviewOptions { Interest = 3 }).Of(7).Select(one => one.Review));
        double told = 0, all = 0;
        int mentions = 0;
        for (int reader = 0; reader < shop.ReaderCount; reader++)
        {
            double[] interests = reviews.InterestsOf(reader);
            foreach (GoldMention mention in reviews.Of(reader).SelectMany(one => one.Mentions))
            {
                told += interests[BookshopStatements.Topics.Index().First(topic => topic.Item == BookshopStatements.All[mention.Statement].Topic).Index];
                all += interests.Average();
                mentions++;
            }
        }
        Assert.True(told / mentions > all / mentions + 0.5, $"{told / mentions} {all / mentions}");
    }

    private ReviewFile Read(string lines)
    {
        string path = Path.Combine(_folder, "reviews.jsonl");
        File.WriteAllText(path, lines);
        return ReviewFile.Read(path);
    }
}
