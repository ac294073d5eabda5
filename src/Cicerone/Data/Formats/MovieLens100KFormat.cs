using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>The files of MovieLens 100K: <c>u.data</c>, <c>ua.base</c> and the like with tabs, and <c>u.item</c> with bars, without headers.</summary>
internal sealed class MovieLens100KFormat : DelimitedFormat
{
    private static readonly TableShape Ratings = new("\t", ["user", "item", "rating", "timestamp"], HasHeader: false, IsQuoted: false);

    private static readonly TableShape Movies = new("|",
    [
        "item", "title", "release_date", "video_release_date", "imdb_url", "unknown", "action", "adventure", "animation", "children", "comedy", "crime",
        "documentary", "drama", "fantasy", "film_noir", "horror", "musical", "mystery", "romance", "sci_fi", "thriller", "war", "western",
    ], HasHeader: false, IsQuoted: false);

    public override string Name => "movielens-100k";

    public override string Summary => "MovieLens 100K: person, item, rating and time between tabs, without a header (u.data), and its u.item.";

    public override TableShape? Shape(FileSample sample, ReadOptions options, out string? refusal)
    {
        TableShape? shape = sample.Lines.Take(10).All(IsRating) ? Ratings : sample.Lines.Take(10).All(IsMovie) ? Movies : null;
        refusal = options.Columns.Count > 0 ? "its columns are fixed, and --columns names others"
            : shape is null ? "its lines are not four columns between tabs that end in a rating and a time"
            : null;
        return refusal is null ? shape : null;
    }

    private static bool IsRating(string line) =>
        line.Split('\t') is [_, _, var rating, var time] && double.TryParse(rating, CultureInfo.InvariantCulture, out _) && long.TryParse(time, CultureInfo.InvariantCulture, out _);

    private static bool IsMovie(string line) => line.Split('|') is { Length: 24 } fields && fields[^19..].All(flag => flag is "0" or "1");
}
