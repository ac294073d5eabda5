using System.Globalization;

namespace Cicerone.Data.Formats;

/// <summary>The files of MovieLens 1M and 10M: <c>::</c> between columns and no header, in <c>ratings.dat</c> and <c>movies.dat</c>.</summary>
internal sealed class MovieLens1MFormat : DelimitedFormat
{
    private const string Separator = "::";
    private static readonly TableShape Ratings = new(Separator, ["user", "item", "rating", "timestamp"], HasHeader: false, IsQuoted: false);
    private static readonly TableShape Movies = new(Separator, ["item", "title", "genres"], HasHeader: false, IsQuoted: false);

    public override string Name => "movielens-1m";

    public override string Summary => "MovieLens 1M and 10M: '::' between columns, without a header (ratings.dat, movies.dat).";

    public override TableShape? Shape(FileSample sample, ReadOptions options, out string? refusal)
    {
        string[] first = sample.Lines[0].Split(Separator);
        refusal = options.Columns.Count > 0 ? "its columns are fixed, and --columns names others"
            : first.Length < 2 ? "its lines have no '::' between columns"
            : first is [_, _, var rating, var time] && IsNumber(rating) && IsNumber(time) || first is [_, _, _] && !IsNumber(first[2]) ? null
            : "its lines are neither person::item::rating::time nor item::title::genres";
        return refusal is not null ? null : first.Length == Ratings.Columns.Count ? Ratings : Movies;
    }

    private static bool IsNumber(string field) => double.TryParse(field, CultureInfo.InvariantCulture, out _);
}
