using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicerone.Server.Gorse;

/// <summary>Reads lengths of time as Go writes them: <c>10m</c>, <c>1h30m</c>, <c>1.5s</c>.</summary>
internal static partial class GorseDuration
{
    private const double MostDays = 3650;

    /// <summary>The length of time in milliseconds.</summary>
    /// <exception cref="CiceroneException">The text is none, or it is longer than ten years.</exception>
    public static long Milliseconds(string text)
    {
        if (text == "0") return 0;
        MatchCollection parts = Part().Matches(text);
        if (text.Length > 64 || parts.Count == 0 || parts.Sum(part => part.Length) != text.Length) throw new CiceroneException($"'{text}' is no length of time; write one as 10m or 1h30m.");
        double milliseconds = parts.Sum(part => double.Parse(part.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) * part.Groups["unit"].Value switch
        {
            "h" => 3_600_000,
            "m" => 60_000,
            "s" => 1000,
            "ms" => 1,
            "us" or "µs" => 1e-3,
            _ => 1e-6,
        });
        return milliseconds <= MostDays * 86_400_000 ? (long)milliseconds : throw new CiceroneException($"'{text}' is longer than ten years.");
    }

    [GeneratedRegex(@"\G(?<count>[0-9]+(\.[0-9]+)?)(?<unit>h|ms|m|s|us|µs|ns)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
