namespace Cicerone.Server.Pages;

/// <summary>A number of things in words.</summary>
internal static class Counted
{
    /// <summary>“1 event”, “2,000 events”.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="many">What several are called; an s more when it is left out.</param>
    public static string Of(long count, string one, string? many = null) => $"{count:N0} {(count == 1 ? one : many ?? one + "s")}";
}
