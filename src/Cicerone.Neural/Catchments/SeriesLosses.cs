namespace Cicerone.Neural.Catchments;

/// <summary>The losses a catchment can be calibrated with, by name: adding one adds one line here.</summary>
public static class SeriesLosses
{
    private const int Window = 31;

    private static readonly OrderedDictionary<string, Func<double[], SeriesLoss>> ByName = new()
    {
        ["jkge-ss"] = observed => new JkgeLoss(observed, LevelTerm.Ratio, windowedAnomalies: true, Window),
        ["jkge-ss-norm"] = observed => new JkgeLoss(observed, LevelTerm.Norm, windowedAnomalies: true, Window),
        ["kge-ss"] = observed => new JkgeLoss(observed, LevelTerm.Overall, windowedAnomalies: false, Window),
        ["nse"] = observed => new EfficiencyLoss(observed, logs: false),
        ["log-nse"] = observed => new EfficiencyLoss(observed, logs: true),
        ["level-only"] = observed => new JkgeLoss(observed, LevelTerm.Ratio, windowedAnomalies: false, Window),
        ["anomalies-only"] = observed => new JkgeLoss(observed, LevelTerm.Overall, windowedAnomalies: true, Window),
    };

    /// <summary>The names; the last two are ablations: the level of JKGE_ss with the anomalies of KGE_ss, and the reverse.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>A loss.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="observed">The stretch it is of, NaN where missing.</param>
    /// <exception cref="CiceroneException">There is none of this name, or the stretch has too little to compare.</exception>
    public static SeriesLoss Named(string name, double[] observed) =>
        ByName.TryGetValue(name, out Func<double[], SeriesLoss>? make) ? make(observed) : throw CiceroneException.UnknownName("loss of a series", name, ByName.Keys);
}
