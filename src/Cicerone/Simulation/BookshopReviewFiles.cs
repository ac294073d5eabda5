using System.Globalization;
using Cicerone.Data.Formats;
using Cicerone.Data.Reviews;

namespace Cicerone.Simulation;

/// <summary>
/// Writes the reviews of a <see cref="Bookshop"/> as <c>reviews/reviews.jsonl</c>, why each reviewed book was chosen as <c>reviews/reasons.jsonl</c> (<see cref="BookshopReasons"/>), and in <c>truth/</c> what no method may see: which statements each makes and
/// where (<c>review-statements.csv</c>), sentences that are none (<c>review-distractors.csv</c>), the book that each choice came from (<c>reasons.csv</c>), the clusters (<c>statement-clusters.csv</c>) and what readers care about (<c>interests.csv</c>).
/// Why a book was chosen is in <c>motives.csv</c>, which <see cref="BookshopFiles"/> writes.
/// </summary>
public static class BookshopReviewFiles
{
    private const char Comma = ',';

    /// <summary>Where the reviews lie in the folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "reviews", "reviews.jsonl");

    /// <summary>Where the reasons lie in the folder.</summary>
    public static string ReasonsIn(string folder) => Path.Combine(folder, "reviews", "reasons.jsonl");

    /// <summary>Writes the files.</summary>
    /// <returns>How many reviews there are.</returns>
    public static int Write(Bookshop shop, BookshopReviews reviews, string folder)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(reviews);
        string truth = Directory.CreateDirectory(Path.Combine(folder, "truth")).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(folder))!);
        BookshopReview[] all = [.. reviews.Every()];
        ReviewFile.Write(PathIn(folder), all.Select(one => one.Review));
        BookshopReason[] reasons = [.. new BookshopReasons(shop, reviews).Every()];
        ReviewFile.Write(ReasonsIn(folder), reasons.Select(one => one.Review));
        DelimitedText.WriteFile(Path.Combine(truth, "reasons.csv"), Comma, ["user", "item", "motive", "from", "cluster"],
            reasons.Select(one => new string?[] { one.Review.User, one.Review.Item, one.Motive.ToString().ToLowerInvariant(), one.From ?? "", $"{one.Statement.Id}" }));
        DelimitedText.WriteFile(Path.Combine(truth, "review-statements.csv"), Comma, ["review", "start", "length", "cluster", "text"],
            all.SelectMany(one => one.Mentions.Select(mention => new string?[] { one.Review.Id, $"{mention.Start}", $"{mention.Length}", $"{mention.Statement}", mention.Text })));
        DelimitedText.WriteFile(Path.Combine(truth, "review-distractors.csv"), Comma, ["review", "start", "length", "kind"],
            all.SelectMany(one => one.Distractors.Select(planted => new string?[] { one.Review.Id, $"{planted.Start}", $"{planted.Length}", planted.Kind })));
        DelimitedText.WriteFile(Path.Combine(truth, "statement-clusters.csv"), Comma, ["cluster", "topic", "sentiment", "text"],
            BookshopStatements.All.Select(statement => new string?[] { $"{statement.Id}", statement.Topic, $"{statement.Sentiment}", statement.Text }));
        DelimitedText.WriteFile(Path.Combine(truth, "interests.csv"), Comma, ["user", .. BookshopStatements.Topics],
            Enumerable.Range(0, shop.ReaderCount).Select(reader => (string?[])[Bookshop.ReaderId(reader), .. reviews.InterestsOf(reader).Select(interest => interest.ToString("0.####", CultureInfo.InvariantCulture))]));
        return all.Length;
    }
}
