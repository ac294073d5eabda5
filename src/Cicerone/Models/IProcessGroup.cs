namespace Cicerone.Models;

/// <summary>
/// Processes that train one model together: each takes its share of every batch, and what they learn from it is summed up. All have the
/// same data, options and seed, and make the same calls in the same order.
/// </summary>
public interface IProcessGroup
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>The number of this one, from 0. The first alone validates and writes.</summary>
    int Rank { get; }

    /// <summary>Replaces each number by its sum over the processes, which is the same bits in all of them.</summary>
    void Sum(Span<float> values);

    /// <inheritdoc cref="Sum(Span{float})"/>
    void Sum(Span<double> values);
}
