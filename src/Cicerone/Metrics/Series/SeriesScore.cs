namespace Cicerone.Metrics.Series;

/// <summary>Everything that is told of a simulated series against an observed one.</summary>
/// <param name="Steps">Steps of time.</param>
/// <param name="Valid">Steps at which both have a value.</param>
/// <param name="Nse">Nash and Sutcliffe's efficiency.</param>
/// <param name="LogNse">The same of logarithms.</param>
/// <param name="Kge">Kling and Gupta's, with its parts.</param>
/// <param name="Jkge">JKGE_ss with its components.</param>
public sealed record SeriesScore(int Steps, int Valid, SeriesFigure Nse, SeriesFigure LogNse, KlingGupta Kge, JkgeScore Jkge)
{
    /// <summary>Scores a pair of series.</summary>
    /// <inheritdoc cref="Series.Jkge.Of"/>
    public static SeriesScore Of(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated, JkgeOptions options, ReadOnlySpan<int> months = default) =>
        new(observed.Length, new SeriesPair(observed, simulated).Moments().Count, NashSutcliffe.Of(observed, simulated), NashSutcliffe.OfLogs(observed, simulated),
            KlingGupta.Of(observed, simulated), Series.Jkge.Of(observed, simulated, options, months));

    /// <summary>The figures by name, those that are undefined too, in the order in which they are shown.</summary>
    public IReadOnlyList<(string Name, SeriesFigure Figure)> Figures =>
    [
        ("jkge_ss", new SeriesFigure(Jkge.Value, Jkge.Undefined)), ("kge_ss", Kge.Skill), ("kge", Kge.Efficiency), ("kge_prime", Kge.Modified), ("nse", Nse), ("log_nse", LogNse),
    ];
}
