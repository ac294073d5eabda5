namespace Cicerone.Metrics;

/// <summary>One person's ranking beside what they chose.</summary>
internal readonly ref struct JudgedList
{
    /// <summary>The items, best first.</summary>
    public required ReadOnlySpan<int> Items { get; init; }

    /// <summary>For each of them, whether it is relevant.</summary>
    public required ReadOnlySpan<bool> Hits { get; init; }

    /// <summary>The relevant items, each once, at least one.</summary>
    public required ReadOnlySpan<int> Answers { get; init; }

    /// <summary>What anyone would have guessed for this person: the candidates most often chosen in training, best first.</summary>
    public required ReadOnlySpan<int> Expected { get; init; }
}
