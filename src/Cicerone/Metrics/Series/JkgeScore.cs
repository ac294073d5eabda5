namespace Cicerone.Metrics.Series;

/// <summary>JKGE_ss with its components: which of level, variability and timing is at fault.</summary>
/// <param name="Level">M*, the squared error of the level against its moving benchmark; 0 when perfect.</param>
/// <param name="Variability">V* = (1 − α*)².</param>
/// <param name="Timing">R* = (1 − ρ*)².</param>
/// <param name="Alpha">α*, root mean square of the simulated anomalies over that of the observed; not told by section.</param>
/// <param name="Rho">ρ*, the cosine of both anomalies, −1 to 1.</param>
/// <param name="Beta">β, the ratio of the overall means.</param>
/// <param name="Used">Steps that count.</param>
public sealed record JkgeScore(double Level, double Variability, double Timing, double Alpha, double Rho, double Beta, int Used)
{
    /// <summary>M = (β − 1)², the squared error of the overall mean, which counts in variants of four terms only.</summary>
    public double Overall => (Beta - 1) * (Beta - 1);

    /// <summary>JKGE_ss: 1 when perfect, without a lower bound; not a number where it is undefined.</summary>
    public double Value => 1 - Math.Sqrt(Sum / 2);

    /// <summary>JKGE, without the scaling by √2.</summary>
    public double Unscaled => 1 - Math.Sqrt(Sum);

    /// <summary>Whether the overall mean counts.</summary>
    public bool HasOverall { get; init; }

    /// <summary>Steps left out of the level because the observed benchmark is nought there.</summary>
    public int Excluded { get; init; }

    /// <summary>What was simulated on those steps, added up: it goes unpunished, so it is told.</summary>
    public double ExcludedSum { get; init; }

    /// <summary>Why the score is undefined; null where it is defined.</summary>
    public string? Undefined { get; init; }

    private double Sum => Level + Variability + Timing + (HasOverall ? Overall : 0);

    internal static JkgeScore Without(string reason, int used = 0) => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, used) { Undefined = reason };
}
