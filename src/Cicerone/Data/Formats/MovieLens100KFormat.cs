using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>The files of MovieLens 100K, such as <c>u.data</c>: person, item, rating and Unix seconds between tabs, without a header.</summary>
internal sealed class MovieLens100KFormat : DelimitedFormat
{
    private static readonly TableShape Layout = new("\t", ["user", "item", "rating", "timestamp"], HasHeader: false, IsQuoted: false);

    public override string Name => "movielens-100k";

    public override string Summary => "MovieLens 100K's u.data: person, item, rating and time between tabs, without a header.";

    public override TableShape? Shape(FileSample sample, ReadOptions options, out string? refusal)
    {
        refusal = options.Columns.Count > 0 ? "its columns are fixed, and --columns names others"
            : sample.Lines.Take(10).All(IsRating) ? null
            : "its lines are not four columns between tabs that end in a rating and a time";
        return refusal is null ? Layout : null;
    }

    private static bool IsRating(string line) =>
        line.Split('\t') is [_, _, var rating, var time] && double.TryParse(rating, CultureInfo.InvariantCulture, out _) && long.TryParse(time, CultureInfo.InvariantCulture, out _);
}
