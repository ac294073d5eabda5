using System.Numerics.Tensors;
using Cicerone.Kernels;

namespace Cicerone.Evaluation.Drift;

/// <summary>
/// The share of each category as a level and one wave of a year, fitted by least squares on the first periods, each weighed by its events.
/// It is told for later periods as if the world stayed as it was.
/// </summary>
public static class SeasonalForecast
{
    private const double Year = 365.0 * 24 * 3_600_000;
    private const int Terms = 3; // the level, and the two parts of the wave

    /// <summary>Shares of every category in every period, shape [categories, periods]: none below 0, and adding up to 1 in each period.</summary>
    /// <param name="demand">What was wanted.</param>
    /// <param name="learned">How many periods from the first on it may learn from, at least 3.</param>
    public static double[][] Of(CategoryDemand demand, int learned)
    {
        ArgumentNullException.ThrowIfNull(demand);
        if (learned < 3 || learned > demand.Starts.Count) throw new CiceroneException($"A forecast cannot learn from {learned} of {demand.Starts.Count} periods; it needs at least 3.");
        double[][] waves = [.. demand.Starts.Select(start => 2 * Math.PI * start / Year).Select(angle => new[] { 1, Math.Cos(angle), Math.Sin(angle) })];
        double[][] shares = [.. Enumerable.Range(0, demand.Categories.Count).Select(category => Fit(demand, category, waves, learned))];
        for (int period = 0; period < waves.Length; period++)
        {
            double sum = 0;
            foreach (double[] share in shares) sum += share[period] = Math.Max(0, share[period]);
            foreach (double[] share in shares) share[period] /= sum;
        }
        return shares;
    }

    private static double[] Fit(CategoryDemand demand, int category, double[][] waves, int learned)
    {
        int stride = SmallCholesky.Stride(Terms);
        double[] normal = new double[Terms * stride], solved = new double[Terms];
        for (int period = 0; period < learned; period++)
        {
            double weight = demand.Total(period);
            for (int i = 0; i < Terms; i++)
            {
                for (int j = i; j < Terms; j++) normal[i * stride + j] += weight * waves[period][i] * waves[period][j];
                solved[i] += demand.Counts(category)[period] * waves[period][i];
            }
        }
        for (int i = 0; i < Terms; i++) normal[i * stride + i] += 1; // a single event's worth of doubt, so that a short record has a solution
        SmallCholesky.Factor(normal, Terms);
        SmallCholesky.Solve(normal, Terms, solved);
        return [.. waves.Select(wave => TensorPrimitives.Dot<double>(wave, solved))];
    }
}
