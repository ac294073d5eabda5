using System.Text.RegularExpressions;

namespace Cicerone.Language.Paths.Writing;

/// <summary>What stands in quotation marks: how titles are told.</summary>
internal static partial class Quotation
{
    /// <summary>The group of what is inside of the marks.</summary>
    public const string Inside = "inside";

    /// <summary>Finds every quotation.</summary>
    [GeneratedRegex($"“(?<{Inside}>[^”]*)”", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Any();
}
