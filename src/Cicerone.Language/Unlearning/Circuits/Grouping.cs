namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>
/// The parts of a decoder sorted by what they serve. That there are three groups is the paper's; how parts are sorted is ours: by the share c of a
/// part in the size of all scores, over prompts to forget and over prompts to keep, and ρ = (c_f − c_r) / (c_f + c_r).
/// </summary>
/// <param name="Groups">The group of each part.</param>
/// <param name="Specificity">ρ of each part, −1 to 1.</param>
/// <param name="Threshold">δ: the 95th percentile of |ρ| between halves of the prompts to keep, where there is nothing to find.</param>
internal sealed record Grouping(IReadOnlyList<ComponentGroup> Groups, IReadOnlyList<double> Specificity, double Threshold)
{
    private const int Halvings = 20;
    private const double Percentile = 0.95, Unprotected = 0.5;

    /// <summary>Sorts the parts.</summary>
    /// <param name="attribution">The parts.</param>
    /// <param name="forget">Scores over prompts to forget, shape [prompts][parts].</param>
    /// <param name="retain">Scores over prompts to keep, at least 2.</param>
    /// <param name="forgetCircuit">The parts responsible for the first.</param>
    /// <param name="retainCircuit">And for the others.</param>
    /// <param name="seed">Decides the halves.</param>
    public static Grouping Of(Attribution attribution, double[][] forget, double[][] retain, Circuit forgetCircuit, Circuit retainCircuit, ulong seed)
    {
        double[] specificity = SpecificityOf(forget, retain);
        double threshold = ThresholdOf(retain, seed);
        var groups = new ComponentGroup[specificity.Length];
        for (int part = 0; part < groups.Length; part++)
        {
            bool forgets = forgetCircuit.Components.Contains(attribution.Components[part]), keeps = retainCircuit.Components.Contains(attribution.Components[part]);
            groups[part] = (forgets, keeps) switch
            {
                (false, false) => ComponentGroup.Inert,
                (true, false) => ComponentGroup.Forget,
                (false, true) => ComponentGroup.Retain,
                _ when specificity[part] > Math.Max(threshold, Unprotected) => ComponentGroup.Forget, // nothing protects what is kept in such a part, so noise must not make one
                _ when specificity[part] < -threshold => ComponentGroup.Retain,
                _ => ComponentGroup.Shared,
            };
        }
        return new Grouping(groups, specificity, threshold);
    }

    /// <summary>Mean size of the scores of each part.</summary>
    public static double[] Weights(IReadOnlyList<double[]> scores) => [.. Enumerable.Range(0, scores[0].Length).Select(part => scores.Average(prompt => Math.Abs(prompt[part])))];

    /// <summary>ρ of each part; 0 where neither side has any score.</summary>
    public static double[] SpecificityOf(IReadOnlyList<double[]> forget, IReadOnlyList<double[]> retain)
    {
        double[] f = Weights(forget), r = Weights(retain);
        (double forgets, double keeps) = (f.Sum(), r.Sum());
        return [.. f.Zip(r, (one, other) => (one / forgets, other / keeps) is var (c, d) && c + d > 0 ? (c - d) / (c + d) : 0)];
    }

    private static double ThresholdOf(double[][] retain, ulong seed)
    {
        var sizes = new List<double>();
        double[][] shuffled = [.. retain];
        for (int halving = 0; halving < Halvings; halving++)
        {
            RandomSource.For(seed, (ulong)halving).Shuffle(shuffled.AsSpan());
            sizes.AddRange(SpecificityOf(shuffled[..(shuffled.Length / 2)], shuffled[(shuffled.Length / 2)..]).Select(Math.Abs));
        }
        sizes.Sort();
        return sizes[(int)(Percentile * (sizes.Count - 1))];
    }
}
