using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cicerone.Data.Formats;

namespace Cicerone.Data.Reviews;

/// <summary>
/// Reviews, one JSON object a line: the keys of the Amazon Reviews of 2014 and 2018 (<c>reviewerID, asin, reviewText …</c>), of 2023
/// (<c>user_id, parent_asin, text …</c>), and those of StaR's benchmark (<c>user_id, item_id, review …</c>), which is also what is written. gzip is transparent.
/// </summary>
public sealed class ReviewFile
{
    private const long FirstMilliseconds = 100_000_000_000; // as seconds it would be the year 5138
    private static readonly string[] Users = ["user_id", "reviewerID"], Items = ["item_id", "parent_asin", "asin"], Times = ["timestamp", "unixReviewTime"],
        Ratings = ["rating", "overall"], Titles = ["review_title", "summary", "title"], Texts = ["review", "reviewText", "text"];

    private ReviewFile(IReadOnlyList<Review> reviews, ReadReport report, int repeated, string sha256) => (Reviews, Report, Repeated, Sha256) = (reviews, report, repeated, sha256);

    /// <summary>The reviews in the order of the file, each once.</summary>
    public IReadOnlyList<Review> Reviews { get; }

    /// <summary>Rows read, and those that were left out with the reason: no person, no item, no time, no text, broken.</summary>
    public ReadReport Report { get; }

    /// <summary>Reviews that equal an earlier one and were left out.</summary>
    public int Repeated { get; }

    /// <summary>SHA-256 of the file's bytes.</summary>
    public string Sha256 { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, gzipped or not.</param>
    /// <param name="strict">Whether to stop at the first bad row.</param>
    /// <exception cref="CiceroneException">It cannot be read, or holds no review.</exception>
    public static ReviewFile Read(string path, bool strict = false)
    {
        var file = new DataFile(path);
        var report = new ReadReport(strict);
        var reviews = new List<Review>();
        var seen = new HashSet<string>();
        int repeated = 0;
        using (var rows = new JsonLinesRows(file, [.. Users, .. Items, .. Times, .. Ratings, .. Titles, .. Texts]))
            while (rows.Next())
            {
                report.CountRow();
                Review? review = null;
                string? fault = rows.Fault ?? Parse(rows, out review);
                if (fault is not null) report.AddBadRow(path, rows.Line, fault, rows.Text);
                else if (seen.Add(review!.Id)) reviews.Add(review);
                else repeated++;
            }
        if (reviews.Count == 0) throw new CiceroneException($"{path} holds no review: of its {report.RowCount:N0} rows none has a person, an item, a time and a text (keys {Users[0]}, {Items[0]}, {Times[0]} and {Texts[0]}, or Amazon's).");
        return new ReviewFile(reviews, report, repeated, file.Sha256());
    }

    /// <summary>Writes reviews with the benchmark's keys; times in seconds where they are whole ones, else in milliseconds.</summary>
    public static void Write(string path, IEnumerable<Review> reviews)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        foreach (Review review in reviews) file.WriteLine(JsonLine(review));
    }

    private static string JsonLine(Review review)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString(Users[0], review.User);
            json.WriteString(Items[0], review.Item);
            json.WriteNumber(Times[0], review.Time % 1_000 == 0 && review.Time / 1_000 < FirstMilliseconds ? review.Time / 1_000 : review.Time);
            if (double.IsFinite(review.Rating)) json.WriteNumber(Ratings[0], review.Rating);
            json.WriteString(Titles[0], review.Title);
            json.WriteString(Texts[0], review.Text);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string? Parse(JsonLinesRows rows, out Review? review)
    {
        review = null;
        string user = First(rows, Users), item = First(rows, Items), time = First(rows, Times), rating = First(rows, Ratings), text = First(rows, Texts);
        if (user.Length == 0) return "there is no person";
        if (item.Length == 0) return "there is no item";
        if (text.Trim().Length == 0) return "there is no text";
        if (!long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long moment) || moment < 0) return $"the time '{time}' is no whole number of seconds or milliseconds";
        double stars = double.NaN;
        if (rating.Length > 0 && (!double.TryParse(rating, NumberStyles.Float, CultureInfo.InvariantCulture, out stars) || !double.IsFinite(stars))) return $"the rating '{rating}' is no number";
        review = new Review(user, item, moment < FirstMilliseconds ? 1_000 * moment : moment, stars, First(rows, Titles), text);
        return null;
    }

    private static string First(JsonLinesRows rows, string[] names)
    {
        for (int column = 0; column < rows.Columns.Count; column++)
            if (names.Contains(rows.Columns[column]) && rows[column].Length > 0) return Encoding.UTF8.GetString(rows[column]);
        return "";
    }
}
