using Cicerone.Metrics.Series;

namespace Cicerone.Evaluation.Drift;

/// <summary>How well shares of demand were forecast over some periods, over all categories.</summary>
/// <param name="Name">Which forecast.</param>
/// <param name="Categories">JKGE_ss of each category, in the order of the demand.</param>
/// <param name="Median">The median JKGE_ss.</param>
/// <param name="Tenth">The 10th percentile.</param>
/// <param name="Weighed">The mean, weighed by events.</param>
/// <param name="Level">The median of M*.</param>
/// <param name="Variability">The median of V*.</param>
/// <param name="Timing">The median of R*.</param>
public sealed record DemandScore(string Name, IReadOnlyList<JkgeScore> Categories, double Median, double Tenth, double Weighed, double Level, double Variability, double Timing)
{
    /// <summary>Puts the scores of the categories together; those that are undefined are left aside.</summary>
    /// <param name="name">Which forecast.</param>
    /// <param name="scores">A score for each category.</param>
    /// <param name="weights">Events of each category.</param>
    internal static DemandScore Of(string name, JkgeScore[] scores, double[] weights)
    {
        int[] told = [.. Enumerable.Range(0, scores.Length).Where(category => scores[category].Undefined is null)];
        double Of(double share, Func<JkgeScore, double> figure) => Quantile.Of(told.Select(category => figure(scores[category])), share);
        return new DemandScore(name, scores, Of(0.5, score => score.Value), Of(0.1, score => score.Value),
            told.Sum(category => weights[category] * scores[category].Value) / told.Sum(category => weights[category]),
            Of(0.5, score => score.Level), Of(0.5, score => score.Variability), Of(0.5, score => score.Timing));
    }
}
