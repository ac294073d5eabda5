using System.Globalization;
using Cicerone.Models;

namespace Cicerone.Evaluation.Tuning;

/// <summary>The options that a search varies, and where.</summary>
public sealed class SearchSpace
{
    private SearchSpace(IReadOnlyList<SearchDimension> dimensions) => Dimensions = dimensions;

    /// <summary>The options, in the order of the algorithm's.</summary>
    public IReadOnlyList<SearchDimension> Dimensions { get; }

    /// <summary>The space of an algorithm.</summary>
    /// <param name="algorithm">Whose options they are.</param>
    /// <param name="ranges">
    /// Names of options and where to search: <c>10..1000</c>, <c>10..1000 log</c>, <c>sum|mean</c>, or empty for the option's
    /// own range or words. When none are given, the options that say themselves where a search is worth while.
    /// </param>
    /// <exception cref="CiceroneException">An option is unknown or has no such range, or there is nothing to vary.</exception>
    public static SearchSpace Of(Algorithm algorithm, IReadOnlyDictionary<string, string> ranges)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(ranges);
        foreach (string name in ranges.Keys)
            if (algorithm.Options.All(option => option.Name != name)) throw CiceroneException.UnknownName($"option of {algorithm.Name}", name, algorithm.Options.Select(option => option.Name));
        SearchDimension[] dimensions = ranges.Count == 0
            ? [.. algorithm.Options.Where(option => !double.IsNaN(option.SearchMin)).Select(option => Numbers(option, option.SearchMin, option.SearchMax, option.Logarithmic))]
            : [.. algorithm.Options.Where(option => ranges.ContainsKey(option.Name)).Select(option => Read(option, ranges[option.Name].Trim()))];
        foreach (SearchDimension dimension in dimensions)
            foreach (string word in dimension.Words) algorithm.Complete(new Dictionary<string, string> { [dimension.Name] = word });
        return dimensions.Length > 0 ? new SearchSpace(dimensions)
            : throw new CiceroneException($"No option of {algorithm.Name} says where to search; name options and ranges{(algorithm.Options.Count > 0 ? $", such as {algorithm.Options[0].Name}=LOW..HIGH" : ", but it has none")}.");
    }

    private static SearchDimension Read(OptionDescription option, string range)
    {
        if (option.Type is not ("number" or "whole number")) return OfWords(option, range.Length > 0 || option.Type == "text" ? range : option.Type);
        if (range.Length == 0) return double.IsNaN(option.SearchMin) ? Numbers(option, option.Min, option.Max, option.Logarithmic) : Numbers(option, option.SearchMin, option.SearchMax, option.Logarithmic);
        if (range.Contains('|', StringComparison.Ordinal)) return OfWords(option, range);
        bool logarithmic = range.EndsWith(" log", StringComparison.Ordinal);
        string[] ends = (logarithmic ? range[..^4] : range).Split("..");
        return ends.Length == 2 && TryNumber(ends[0], out double low) && TryNumber(ends[1], out double high)
            ? Numbers(option, low, high, logarithmic || (option.Logarithmic && low > 0))
            : throw new CiceroneException($"The range '{range}' of option '{option.Name}' is none; write LOW..HIGH, LOW..HIGH log, or A|B|C.");
    }

    private static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static SearchDimension OfWords(OptionDescription option, string words)
    {
        string[] parts = words.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 ? new SearchDimension(option.Name, 0, 0, IsWhole: false, IsLogarithmic: false, [.. parts.Distinct()])
            : throw new CiceroneException($"Option '{option.Name}' is text; say what to try: {option.Name}=A|B|C.");
    }

    private static SearchDimension Numbers(OptionDescription option, double low, double high, bool logarithmic)
    {
        if (!(low >= option.Min && high <= option.Max && low <= high && double.IsFinite(low) && double.IsFinite(high)))
            throw new CiceroneException($"The range {low}..{high} of option '{option.Name}' must lie in {option.Min} to {option.Max}, and have two ends.");
        if (logarithmic && low <= 0) throw new CiceroneException($"The range {low}..{high} of option '{option.Name}' cannot be tried by magnitude: it must begin above 0.");
        bool whole = option.Type == "whole number";
        if (whole && (low != Math.Floor(low) || high != Math.Floor(high))) throw new CiceroneException($"Option '{option.Name}' is a whole number, and so must be the ends of its range {low}..{high}.");
        return new SearchDimension(option.Name, low, high, whole, logarithmic, []);
    }
}
