namespace Cicerone.Language.Paths.Search;

/// <summary>A path from a person to an item. It begins with something the person chose; each further item is reached over people, or because it is alike.</summary>
/// <param name="Items">The items, the person's own first and the target last.</param>
/// <param name="People">Over whom each further item is reached: one person who chose both, the likest to whoever asks; <see cref="Alike"/> where the items are alike.</param>
/// <param name="Support">How many people, without whoever asks, chose both; 0 where the items are alike.</param>
/// <param name="Score">The mean score of its steps, less what its length costs.</param>
internal sealed record ChoicePath(IReadOnlyList<int> Items, IReadOnlyList<int> People, IReadOnlyList<int> Support, double Score)
{
    /// <summary>Stands in <see cref="People"/> for a step between items that are alike.</summary>
    public const int Alike = -1;

    /// <summary>Whether nothing connects its two items: the second is the target, and the first only what the person chose that is likest to it.</summary>
    public bool IsFallback { get; init; }

    /// <summary>Edges of the graph that it goes along.</summary>
    public int Hops => 1 + People.Sum(person => person == Alike ? 1 : 2);
}
