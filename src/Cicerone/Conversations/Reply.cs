using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>What is answered.</summary>
/// <param name="Text">A few sentences: what was understood, and how the list has changed.</param>
/// <param name="Items">The list, best first; every item is of the catalogue. Contributions of an item's reasons add up to its score.</param>
/// <param name="Asked">What is asked; null where enough is known.</param>
/// <param name="GoesBy">What the list goes by, a few words each: "mystery", "less dark".</param>
/// <param name="Source">What ranked: the model's algorithm, or "popularity" where it knows nothing of the person.</param>
public sealed record Reply(string Text, IReadOnlyList<Recommendation> Items, Question? Asked, IReadOnlyList<string> GoesBy, string Source)
{
    /// <summary>Whether a language model read what was said or worded the answer; false where it was not there, or what it said could not be trusted.</summary>
    public bool ByLanguageModel { get; init; }
}

/// <summary>A question about what is wanted.</summary>
/// <param name="Column">The column of the item table that it is about.</param>
/// <param name="Choices">Values that many of the likely items have, the most frequent first.</param>
public sealed record Question(string Column, IReadOnlyList<string> Choices);
