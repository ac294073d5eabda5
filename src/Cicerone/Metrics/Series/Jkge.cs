using System.Buffers;

namespace Cicerone.Metrics.Series;

/// <summary>
/// JKGE_ss of Jawad et al. (arXiv 2604.03906): 1 − √((M* + V* + R*)/2), the error of level, variability and timing of a simulated
/// series against an observed one, each told around a benchmark that moves with its series, so that a world that changes is not
/// mistaken for skill. The abstract gives no equation; docs/methods/jkge.md says what each term rests on.
/// </summary>
public static class Jkge
{
    private const double Floor = 0.01, Epsilon = 1e-8, NoFlow = 1e-8, ShareOfNoFlow = 1e-6;

    /// <summary>Scores a pair of series in linear time.</summary>
    /// <param name="observed">Observed values; NaN where missing.</param>
    /// <param name="simulated">Simulated values, as many; NaN where missing.</param>
    /// <param name="options">Variant, benchmark, window and edges.</param>
    /// <param name="months">Calendar month of each step, 1 to 12: needed for the benchmark by month only.</param>
    /// <exception cref="CiceroneException">The series differ in length, or the options contradict each other.</exception>
    public static JkgeScore Of(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated, JkgeOptions options, ReadOnlySpan<int> months = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var pair = new SeriesPair(observed, simulated);
        if (options is { Benchmark: SeriesBenchmark.SectionMean, Edge: SeriesEdge.Valid }) pair = pair.First(pair.Length / options.Window * options.Window);
        int drop = options is { Benchmark: SeriesBenchmark.MovingMean, Edge: SeriesEdge.Valid } ? options.Half : 0;
        SeriesMoments moments = pair.Moments(Math.Min(drop, pair.Length), Math.Max(drop, pair.Length - drop));
        if (moments.Count < 2) return JkgeScore.Without(moments.Undefined!, moments.Count);

        double[] rented = ArrayPool<double>.Shared.Rent(2 * pair.Length);
        try
        {
            Span<double> my = rented.AsSpan(0, pair.Length), mq = rented.AsSpan(pair.Length, pair.Length);
            BenchmarkFill.Both(pair, options, months, my, mq);
            return options.Variant == JkgeVariant.SectionSpread ? BySection(pair, my, mq, moments, options.Window) : Whole(pair, my, mq, moments, options.Variant, drop);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static JkgeScore Whole(SeriesPair pair, ReadOnlySpan<double> my, ReadOnlySpan<double> mq, SeriesMoments moments, JkgeVariant variant, int drop)
    {
        double noFlow = Math.Max(NoFlow, ShareOfNoFlow * moments.Magnitude), floor = variant == JkgeVariant.Floor ? Floor * moments.Observed : double.NegativeInfinity;
        double yy = 0, qq = 0, yq = 0, ratios = 0, distance = 0, reach = 0, excludedSum = 0;
        int excluded = 0;
        for (int step = drop; step < pair.Length - drop; step++)
        {
            if (!pair.IsValid(step)) continue;
            double m = my[step], gap = mq[step] - m, y = pair.Observed[step] - m, q = pair.Simulated[step] - mq[step];
            yy += y * y;
            qq += q * q;
            yq += y * q;
            distance += gap * gap;
            reach += (m - moments.Observed) * (m - moments.Observed);
            if (variant == JkgeVariant.Floor || Math.Abs(m) > noFlow) ratios += Square(gap / Math.Max(m, floor));
            else
            {
                excluded++;
                excludedSum += pair.Simulated[step];
            }
        }
        double none = SeriesPair.NoSpread * Math.Abs(moments.Observed), sy = Math.Sqrt(yy / moments.Count), sq = Math.Sqrt(qq / moments.Count);
        if (sy <= none) return JkgeScore.Without("the observed series never leaves its benchmark", moments.Count);
        bool byRatio = variant is JkgeVariant.Ratio or JkgeVariant.Four;
        if (byRatio && excluded == moments.Count) return JkgeScore.Without("the observed benchmark is nought everywhere", moments.Count);
        if (variant == JkgeVariant.Floor && floor <= 0) return JkgeScore.Without("the observed series has no mean above 0 to take a floor of", moments.Count);
        if (variant == JkgeVariant.Norm && reach <= 1e-20 * Math.Max(1, moments.Observed * moments.Observed) * moments.Count)
            return JkgeScore.Without("the observed benchmark never moves, so that its level cannot be told by norm", moments.Count);
        double level = variant == JkgeVariant.Norm ? distance / reach : ratios / (moments.Count - (byRatio ? excluded : 0));
        (double alpha, double rho) = sq <= none ? (0, 0) : (sq / sy, Math.Clamp(yq / moments.Count / (sy * sq), -1, 1));
        return Told(new JkgeScore(level, Square(1 - alpha), Square(1 - rho), alpha, rho, Beta(moments), moments.Count)
        {
            HasOverall = variant == JkgeVariant.Four,
            Excluded = byRatio ? excluded : 0,
            ExcludedSum = byRatio ? excludedSum : 0,
        });
    }

    /// <summary>Every section is scored by itself: level and spread as means over sections, timing over anomalies in units of each section's spread.</summary>
    private static JkgeScore BySection(SeriesPair pair, ReadOnlySpan<double> my, ReadOnlySpan<double> mq, SeriesMoments moments, int window)
    {
        double level = 0, variability = 0, timing = 0, all = 0;
        int sections = 0;
        for (int start = 0; start < pair.Length; start += window)
        {
            double yy = 0, qq = 0, yq = 0;
            int count = 0;
            for (int step = start; step < Math.Min(pair.Length, start + window); step++)
            {
                if (!pair.IsValid(step)) continue;
                double y = pair.Observed[step] - my[step], q = pair.Simulated[step] - mq[step];
                count++;
                yy += y * y;
                qq += q * q;
                yq += y * q;
            }
            if (count == 0) continue;
            double sy = Math.Sqrt(yy / count), sq = Math.Sqrt(qq / count);
            sections++;
            all += yy;
            level += Square(1 - mq[start] / (my[start] + Epsilon));
            variability += Square(1 - sq / (sy + Epsilon));
            timing += yq / ((sy + Epsilon) * (sq + Epsilon));
        }
        if (Math.Sqrt(all / moments.Count) <= SeriesPair.NoSpread * Math.Abs(moments.Observed)) return JkgeScore.Without("the observed series never leaves its benchmark", moments.Count);
        double rho = timing / moments.Count;
        return Told(new JkgeScore(level / sections, variability / sections, Square(1 - rho), double.NaN, rho, Beta(moments), moments.Count) { HasOverall = true });
    }

    private static JkgeScore Told(JkgeScore score) => score.HasOverall && double.IsNaN(score.Beta) ? score with { Undefined = "the observed series has mean 0, so that there is no ratio of means" } : score;

    private static double Beta(SeriesMoments moments) => moments.Observed == 0 ? double.NaN : moments.Simulated / moments.Observed;

    private static double Square(double number) => number * number;
}
