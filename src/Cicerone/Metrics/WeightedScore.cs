namespace Cicerone.Metrics;

/// <summary>
/// The score of TencentGR's contest (arXiv 2604.04976): 0.31 times the hit rate and 0.69 times the NDCG, both of which weigh each person by what is
/// held out: Σ w · figure / Σ w. So a conversion, at 2.5, counts more than a click, at 1. The paper does not give the quotient; with one answer a
/// person a weight within the person's own NDCG would cancel, so it must act across people.
/// </summary>
/// <param name="HitRate">Weighted mean of HR@k, 0 to 1.</param>
/// <param name="Gain">Weighted mean of NDCG@k, 0 to 1.</param>
public sealed record WeightedScore(double HitRate, double Gain)
{
    /// <summary>How much the hit rate counts.</summary>
    public const double HitShare = 0.31;

    /// <summary>How much the gain counts.</summary>
    public const double GainShare = 0.69;

    /// <summary>Both in one, 0 to 1.</summary>
    public double Score => HitShare * HitRate + GainShare * Gain;

    /// <summary>The score of some people.</summary>
    /// <param name="weights">A weight for each person, at least 0; not all 0.</param>
    /// <param name="hits">HR@k of each.</param>
    /// <param name="gains">NDCG@k of each.</param>
    /// <returns>Not numbers where no person has a weight.</returns>
    public static WeightedScore Of(IReadOnlyList<double> weights, IReadOnlyList<double> hits, IReadOnlyList<double> gains)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(gains);
        double sum = weights.Sum();
        return new WeightedScore(weights.Zip(hits, (weight, hit) => weight * hit).Sum() / sum, weights.Zip(gains, (weight, gain) => weight * gain).Sum() / sum);
    }
}
