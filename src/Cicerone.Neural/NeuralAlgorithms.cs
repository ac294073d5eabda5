using Cicerone.Models;
using Cicerone.Neural.Sequences;

namespace Cicerone.Neural;

/// <summary>The algorithms of this assembly.</summary>
public static class NeuralAlgorithms
{
    /// <summary>All of them: adding one adds one line here.</summary>
    public static IEnumerable<Algorithm> All { get; } =
    [
        Algorithm.Of<FlameOptions>("flame", "SASRec that learns beside a frozen partner, by making hybrids of their modules agree (SIGIR 2026).", Flame.Fit, Flame.Load),
        Algorithm.Of<SasRecOptions>("sasrec", "Self-attention over the last events (Kang and McAuley, ICDM 2018), trained with the full softmax.", SasRec.Fit, SasRec.Load),
    ];
}
