using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>
/// Ranks by recent popularity: every training event counts, but the less the longer it lies before the last one of all; an event of
/// one half-life before counts half. With a window, an event counts whole inside of it and not at all outside.
/// </summary>
public sealed class RecentPopularity : IScores, IExplains
{
    private const double Day = 24 * 60 * 60 * 1000;
    private readonly float[] _weights;

    private RecentPopularity(float[] weights) => _weights = weights;

    /// <summary>Weighs the training events of each item.</summary>
    /// <exception cref="CiceroneException">The events have no times.</exception>
    public static RecentPopularity Fit(TrainingData data, RecentPopularityOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        InteractionLog log = data.Log;
        if (!log.HasTimes) throw new CiceroneException("recent-popularity needs to know when events happened, and the data have no time column. Use popularity, or name the column with --columns time=….");
        long last = long.MinValue;
        foreach (long time in log.Time) last = Math.Max(last, time);
        double[] weights = new double[log.Items.Count];
        for (int row = 0; row < log.Count; row++) weights[log.Item[row]] += WeightOf((last - log.Time[row]) / Day, options);
        return new RecentPopularity([.. weights.Select(weight => (float)weight)]);
    }

    /// <summary>Reads the model back.</summary>
    public static RecentPopularity Load(ModelReader folder, RecentPopularityOptions options) =>
        new(folder.Tensors("recent-popularity")["weights"].AsFloat32(folder.ItemCount));

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => folder.WriteTensors("recent-popularity", ("weights", StoredTensor.Of(_weights, _weights.Length)));

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        for (int q = 0; q < queries.Length; q++) _weights.CopyTo(scores[(q * catalogue.Count)..]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) =>
        [new Reason(ReasonKind.Popularity, $"Chosen by others lately: {_weights[item]:0.#} times, where older choices count less.", _weights[item], [])];

    private static double WeightOf(double age, RecentPopularityOptions options) =>
        options.WindowDays > 0 ? (age <= options.WindowDays ? 1 : 0) : double.Exp2(-age / options.HalfLifeDays);
}

/// <summary>Options of <see cref="RecentPopularity"/>.</summary>
public sealed record RecentPopularityOptions : AlgorithmOptions
{
    /// <summary>Days after which an event counts half.</summary>
    [Option("days after which an event counts half", Min = 1e-4, Max = 1e6, SearchMin = 0.5, SearchMax = 1000, Logarithmic = true)]
    public double HalfLifeDays { get; init => field = Checked(value); } = 30;

    /// <summary>Days before the last event within which events count, all alike; 0 lets events fade instead.</summary>
    [Option("days before the last event within which events count, all alike; 0 lets events fade by the half-life instead", Min = 0, Max = 1e6)]
    public double WindowDays { get; init => field = Checked(value); }
}
