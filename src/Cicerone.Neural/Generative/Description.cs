namespace Cicerone.Neural.Generative;

/// <summary>What is known of an item or a person, as a <see cref="FieldTower"/> takes it.</summary>
/// <param name="Id">Its row among the own vectors; −1 where it has none.</param>
/// <param name="Columns">The column of each value that it has.</param>
/// <param name="Values">The row of each of those values.</param>
/// <param name="Vectors">Its vector of each kind; null where there is none.</param>
internal sealed record Description(int Id, int[] Columns, int[] Values, IReadOnlyList<ReadOnlyMemory<float>?> Vectors)
{
    /// <summary>Of something of which nothing is known.</summary>
    public static Description Empty { get; } = new(-1, [], [], []);

    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => Id >= 0 || Values.Length > 0 || Vectors.Any(vector => vector is not null);
}
