namespace Cicerone.Evaluation.Tuning;

/// <summary>Tries places by chance (Bergstra and Bengio, JMLR 2012): the yardstick of any other method.</summary>
public sealed class RandomSearch : ISearchMethod
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public double[] Propose(SearchSpace space, IReadOnlyList<Trial> done, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(random);
        return [.. space.Dimensions.Select(_ => random.NextDouble())];
    }
}
