namespace Cicerone.Models;

/// <summary>The circumstances of a request beside the history, as far as they are known.</summary>
/// <param name="Action">The action that is wanted next (click, purchase …), by its name in the log; null where nobody says.</param>
/// <param name="Profile">What is known of the person, by column; null where nothing is.</param>
public sealed record QueryContext(string? Action = null, IReadOnlyDictionary<string, string>? Profile = null)
{
    /// <summary>Nothing is known.</summary>
    public static QueryContext None { get; } = new();
}
