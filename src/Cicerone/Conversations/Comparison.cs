namespace Cicerone.Conversations;

/// <summary>A comparison by a number.</summary>
/// <param name="Less">Whether a smaller number is wanted.</param>
/// <param name="Columns">The columns it may be of; the first is what it is called.</param>
internal sealed record Comparison(bool Less, params string[] Columns);
