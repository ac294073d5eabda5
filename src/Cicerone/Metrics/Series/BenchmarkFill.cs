namespace Cicerone.Metrics.Series;

/// <summary>Fills in the benchmarks of a pair of series, both over the same valid steps. NaN where a window holds none.</summary>
internal static class BenchmarkFill
{
    /// <summary>The benchmarks of both series.</summary>
    /// <param name="pair">The series.</param>
    /// <param name="options">Which benchmark, and its window.</param>
    /// <param name="months">Calendar month of each step, 1 to 12; empty where dates are not known.</param>
    /// <param name="observed">Filled in, as long as the series.</param>
    /// <param name="simulated">Likewise.</param>
    public static void Both(SeriesPair pair, JkgeOptions options, ReadOnlySpan<int> months, Span<double> observed, Span<double> simulated)
    {
        switch (options.Benchmark)
        {
            case SeriesBenchmark.MovingMean:
                Moving(pair, options.Half, observed, simulated);
                break;
            case SeriesBenchmark.MonthMean:
                Months(pair, months, observed, simulated);
                break;
            default:
                Sections(pair, options.Benchmark == SeriesBenchmark.LongTermMean ? Math.Max(1, pair.Length) : options.Window, observed, simulated);
                break;
        }
    }

    /// <summary>
    /// A sum that goes along with its window: one step comes in, one goes out. It is taken afresh once a window, so that rounding
    /// does not pile up; the work stays linear and nothing is allocated.
    /// </summary>
    private static void Moving(SeriesPair pair, int half, Span<double> observed, Span<double> simulated)
    {
        int length = pair.Length, afresh = 0, count = 0;
        double y = 0, q = 0;
        for (int step = 0; step < length; step++)
        {
            if (step == afresh)
            {
                (count, y, q) = Sum(pair, Math.Max(0, step - half), Math.Min(length, step + half + 1));
                afresh += 2 * half + 1;
            }
            else
            {
                int comes = step + half, goes = step - half - 1;
                if (comes < length && pair.IsValid(comes))
                {
                    count++;
                    y += pair.Observed[comes];
                    q += pair.Simulated[comes];
                }
                if (goes >= 0 && pair.IsValid(goes))
                {
                    count--;
                    y -= pair.Observed[goes];
                    q -= pair.Simulated[goes];
                }
                if (count == 0) y = q = 0; // what rounding has left is no level
            }
            (observed[step], simulated[step]) = (y / count, q / count);
        }
    }

    private static void Sections(SeriesPair pair, int window, Span<double> observed, Span<double> simulated)
    {
        for (int start = 0; start < pair.Length; start += window)
        {
            int end = Math.Min(pair.Length, start + window);
            (int count, double y, double q) = Sum(pair, start, end);
            observed[start..end].Fill(y / count);
            simulated[start..end].Fill(q / count);
        }
    }

    private static void Months(SeriesPair pair, ReadOnlySpan<int> months, Span<double> observed, Span<double> simulated)
    {
        if (months.Length != pair.Length) throw new CiceroneException($"The benchmark month-mean needs the month of each of {pair.Length:N0} steps, and {months.Length:N0} are given; name the column of dates.");
        Span<int> counts = stackalloc int[13];
        Span<double> y = stackalloc double[13], q = stackalloc double[13];
        for (int step = 0; step < pair.Length; step++)
        {
            if (months[step] is < 1 or > 12) throw new CiceroneException($"Step {step + 1} has month {months[step]}, but months are 1 to 12.");
            if (!pair.IsValid(step)) continue;
            counts[months[step]]++;
            y[months[step]] += pair.Observed[step];
            q[months[step]] += pair.Simulated[step];
        }
        for (int step = 0; step < pair.Length; step++)
            (observed[step], simulated[step]) = (y[months[step]] / counts[months[step]], q[months[step]] / counts[months[step]]);
    }

    private static (int Count, double Observed, double Simulated) Sum(SeriesPair pair, int from, int to)
    {
        int count = 0;
        double y = 0, q = 0;
        for (int step = from; step < to; step++)
        {
            if (!pair.IsValid(step)) continue;
            count++;
            y += pair.Observed[step];
            q += pair.Simulated[step];
        }
        return (count, y, q);
    }
}
