namespace Cicerone.Metrics.Series;

/// <summary>
/// An observed and a simulated series of equal length, one value a step of time. A step counts only where both are finite, for
/// every figure alike, so that both are averaged over exactly the same steps. Moments are of the population (divided by the count).
/// </summary>
internal readonly ref struct SeriesPair
{
    /// <summary>A spread is told from none when it exceeds this share of the level: what is smaller is rounding.</summary>
    public const double NoSpread = 1e-12;

    public SeriesPair(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        if (observed.Length != simulated.Length)
            throw new CiceroneException($"The observed series has {observed.Length:N0} steps and the simulated one {simulated.Length:N0}; they must be of equal length, with NaN for what is missing.");
        Observed = observed;
        Simulated = simulated;
    }

    public ReadOnlySpan<double> Observed { get; }

    public ReadOnlySpan<double> Simulated { get; }

    public int Length => Observed.Length;

    public bool IsValid(int step) => double.IsFinite(Observed[step]) && double.IsFinite(Simulated[step]);

    /// <summary>The first steps of both.</summary>
    public SeriesPair First(int count) => new(Observed[..count], Simulated[..count]);

    /// <summary>Count, means and sums of squares about them, over the steps from one to before another.</summary>
    public SeriesMoments Moments(int from, int to)
    {
        int count = 0;
        double observed = 0, simulated = 0, magnitude = 0;
        for (int step = from; step < to; step++)
        {
            if (!IsValid(step)) continue;
            count++;
            observed += Observed[step];
            simulated += Simulated[step];
            magnitude += Math.Abs(Observed[step]);
        }
        if (count == 0) return default;
        (observed, simulated) = (observed / count, simulated / count);
        double squares = 0, simulatedSquares = 0, products = 0, errors = 0;
        for (int step = from; step < to; step++)
        {
            if (!IsValid(step)) continue;
            double y = Observed[step] - observed, q = Simulated[step] - simulated, error = Simulated[step] - Observed[step];
            squares += y * y;
            simulatedSquares += q * q;
            products += y * q;
            errors += error * error;
        }
        return new SeriesMoments(count, observed, simulated, magnitude / count, squares, simulatedSquares, products, errors);
    }

    /// <summary>The moments of all steps.</summary>
    public SeriesMoments Moments() => Moments(0, Length);
}
