using System.Text.Json.Nodes;
using Cicerone.Metrics.Significance;

namespace Cicerone.Evaluation;

/// <summary>How one model differs from another by one measure, on the same people.</summary>
/// <param name="Key">The measure: <c>ndcg@10</c>.</param>
/// <param name="Of">Name of the one.</param>
/// <param name="Against">Name of the other.</param>
/// <param name="People">People who have the measure under both.</param>
/// <param name="Mean">Mean over them of the one's figure minus the other's.</param>
/// <param name="Interval">Its 95 % interval by <see cref="PairedBootstrap"/>.</param>
/// <param name="TTest">p-value of <see cref="PairedTTest"/>, corrected by <see cref="Holm"/> over the pairs compared by this measure.</param>
/// <param name="Wilcoxon">p-value of <see cref="WilcoxonSignedRank"/>, corrected likewise.</param>
public sealed record Difference(string Key, string Of, string Against, int People, double Mean, Interval Interval, double TTest, double Wilcoxon)
{
    /// <summary>Whether it may be called a difference: its interval excludes zero.</summary>
    public bool IsDifference => Interval.ExcludesZero;

    /// <summary><c>better</c>, <c>worse</c>, or <c>not decided</c>.</summary>
    public string Verdict => !IsDifference ? "not decided" : Mean > 0 ? "better" : "worse";

    /// <summary>The difference as reports hold it; what is not a number is null.</summary>
    public JsonObject ToJson() => new()
    {
        ["key"] = Key,
        ["of"] = Of,
        ["against"] = Against,
        ["people"] = People,
        ["mean"] = Number(Mean),
        ["low"] = Number(Interval.Low),
        ["high"] = Number(Interval.High),
        ["different"] = IsDifference,
        ["t_test"] = Number(TTest),
        ["wilcoxon"] = Number(Wilcoxon),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
