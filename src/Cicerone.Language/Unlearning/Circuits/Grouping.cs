using Cicerone.Models.Circuits;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>
/// The parts of a decoder sorted by what they serve. That there are three groups is the paper's; how parts are sorted is ours: by the share c of a
/// part in the size of all scores, over prompts to forget and over prompts to keep, and ρ = (c_f − c_r) / (c_f + c_r).
/// </summary>
/// <param name="Groups">The group of each part.</param>
/// <param name="Forget">The share c_f of each part in the size of all scores over prompts to forget.</param>
/// <param name="Retain">The share c_r of each part over prompts to keep.</param>
/// <param name="Threshold">δ: the 95th percentile of |ρ| between halves of the prompts to keep, where there is nothing to find.</param>
internal sealed record Grouping(IReadOnlyList<CircuitGroup> Groups, IReadOnlyList<double> Forget, IReadOnlyList<double> Retain, double Threshold)
{
    private const int Halvings = 20;
    private const double Percentile = 0.95, Unprotected = 0.5;

    /// <summary>ρ of each part, −1 to 1; 0 where neither side has any score.</summary>
    public IReadOnlyList<double> Specificity { get; } = SpecificityOf(Forget, Retain);

    /// <summary>Sorts the parts.</summary>
    /// <param name="attribution">The parts.</param>
    /// <param name="forget">Scores over prompts to forget, shape [prompts][parts].</param>
    /// <param name="retain">Scores over prompts to keep, at least 2.</param>
    /// <param name="forgetCircuit">The parts responsible for the first.</param>
    /// <param name="retainCircuit">And for the others.</param>
    /// <param name="seed">Decides the halves.</param>
    public static Grouping Of(Attribution attribution, double[][] forget, double[][] retain, Circuit forgetCircuit, Circuit retainCircuit, ulong seed)
    {
        double[] forgetShares = Shares(forget), retainShares = Shares(retain), specificity = SpecificityOf(forgetShares, retainShares);
        double threshold = ThresholdOf(retain, seed);
        var groups = new CircuitGroup[specificity.Length];
        for (int part = 0; part < groups.Length; part++)
        {
            bool forgets = forgetCircuit.Components.Contains(attribution.Components[part]), keeps = retainCircuit.Components.Contains(attribution.Components[part]);
            groups[part] = (forgets, keeps) switch
            {
                (false, false) => CircuitGroup.Inert,
                (true, false) => CircuitGroup.Forget,
                (false, true) => CircuitGroup.Retain,
                _ when specificity[part] > Math.Max(threshold, Unprotected) => CircuitGroup.Forget, // nothing protects what is kept in such a part, so noise must not make one
                _ when specificity[part] < -threshold => CircuitGroup.Retain,
                _ => CircuitGroup.Shared,
            };
        }
        return new Grouping(groups, forgetShares, retainShares, threshold);
    }

    /// <summary>Mean size of the scores of each part.</summary>
    public static double[] Weights(IReadOnlyList<double[]> scores) => [.. Enumerable.Range(0, scores[0].Length).Select(part => scores.Average(prompt => Math.Abs(prompt[part])))];

    private static double[] SpecificityOf(IReadOnlyList<double> forget, IReadOnlyList<double> retain) => [.. forget.Zip(retain, (f, r) => f + r > 0 ? (f - r) / (f + r) : 0)];

    private static double[] Shares(IReadOnlyList<double[]> scores)
    {
        double[] weights = Weights(scores);
        double all = weights.Sum();
        return [.. weights.Select(weight => weight / all)];
    }

    private static double ThresholdOf(double[][] retain, ulong seed)
    {
        var sizes = new List<double>();
        double[][] shuffled = [.. retain];
        for (int halving = 0; halving < Halvings; halving++)
        {
            RandomSource.For(seed, (ulong)halving).Shuffle(shuffled.AsSpan());
            sizes.AddRange(SpecificityOf(Shares(shuffled[..(shuffled.Length / 2)]), Shares(shuffled[(shuffled.Length / 2)..])).Select(Math.Abs));
        }
        sizes.Sort();
        return sizes[(int)(Percentile * (sizes.Count - 1))];
    }
}
