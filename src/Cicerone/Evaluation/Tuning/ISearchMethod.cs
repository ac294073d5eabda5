namespace Cicerone.Evaluation.Tuning;

/// <summary>Says what a search tries next. Equal arguments give equal answers.</summary>
public interface ISearchMethod
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>The places to try next, one for each dimension, in 0 to 1.</summary>
    /// <param name="space">What is varied.</param>
    /// <param name="done">The trials so far, in order.</param>
    /// <param name="random">Randomness for this proposal.</param>
    double[] Propose(SearchSpace space, IReadOnlyList<Trial> done, RandomSource random);
}
