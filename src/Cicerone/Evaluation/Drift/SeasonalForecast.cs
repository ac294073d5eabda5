namespace Cicerone.Evaluation.Drift;

/// <summary>
/// The share of each category as a level and one wave of a year, fitted by least squares on the first periods, each weighed by its events.
/// It is told for later periods as if the world stayed as it was.
/// </summary>
public static class SeasonalForecast
{
    private const double Year = 365.0 * 24 * 3_600_000;

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
        double[,] normal = new double[3, 4];
        for (int period = 0; period < learned; period++)
        {
            double weight = demand.Total(period);
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++) normal[i, j] += weight * waves[period][i] * waves[period][j];
                normal[i, 3] += demand.Counts(category)[period] * waves[period][i];
            }
        }
        for (int i = 0; i < 3; i++) normal[i, i] += 1; // a single event's worth of doubt, so that a short record has a solution
        double[] solved = Solve(normal);
        return [.. waves.Select(wave => wave[0] * solved[0] + wave[1] * solved[1] + wave[2] * solved[2])];
    }

    /// <summary>Gauss and Jordan's elimination; the matrix is positive definite.</summary>
    private static double[] Solve(double[,] system)
    {
        for (int pivot = 0; pivot < 3; pivot++)
            for (int row = 0; row < 3; row++)
            {
                double factor = system[row, pivot] / system[pivot, pivot];
                for (int column = pivot; row != pivot && column < 4; column++) system[row, column] -= factor * system[pivot, column];
            }
        return [system[0, 3] / system[0, 0], system[1, 3] / system[1, 1], system[2, 3] / system[2, 2]];
    }
}
