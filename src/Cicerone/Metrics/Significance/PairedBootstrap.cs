using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cicerone.Metrics.Significance;

/// <summary>
/// Intervals of mean differences by resampling people with replacement (Efron and Tibshirani, "An Introduction to the
/// Bootstrap", 1993, section 13.3: percentile interval). All measures see the same resamples. People with the same
/// differences throughout are drawn as one group with a count, so that a resample is a short row of counts, not a list.
/// </summary>
public static class PairedBootstrap
{
    /// <summary>How many resamples are drawn unless told otherwise.</summary>
    public const int Resamples = 10_000;

    /// <summary>How sure the intervals are.</summary>
    public const double Level = 0.95;

    /// <summary>The interval of the mean of each measure.</summary>
    /// <param name="differences">Shape [measures, people]: one model's figure minus the other's; not a number where a person has none, who then does not count for that measure.</param>
    /// <param name="seed">Decides the resamples.</param>
    /// <param name="resamples">How many, at least 100.</param>
    /// <param name="threads">Processors to use; they change no bit.</param>
    /// <returns>One interval a measure; its ends are not numbers where fewer than two people have the measure.</returns>
    public static IReadOnlyList<Interval> Of(IReadOnlyList<double[]> differences, ulong seed, int resamples = Resamples, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (differences.Count == 0) return [];
        int[] groups = Group(differences, out int count);
        double[][] values = [.. differences.Select(measure => PerGroup(measure, groups, count, value => double.IsNaN(value) ? 0 : value))];
        double[][] defined = [.. differences.Select(measure => PerGroup(measure, groups, count, value => double.IsNaN(value) ? 0 : 1))];
        double[][] means = [.. differences.Select(_ => new double[resamples])];
        if (groups.Length > 0)
            Parallel.For(0, resamples, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new double[count], (resample, _, counts) =>
            {
                Draw(groups, counts, RandomSource.For(seed, (ulong)resample));
                for (int measure = 0; measure < means.Length; measure++)
                    means[measure][resample] = TensorPrimitives.Dot(counts, values[measure]) / TensorPrimitives.Dot<double>(counts, defined[measure]);
                return counts;
            }, _ => { });
        return [.. means.Select((ofResamples, measure) => differences[measure].Count(double.IsFinite) < 2 ? new Interval(double.NaN, double.NaN) : Percentiles(ofResamples))];
    }

    /// <summary>Numbers people so that those with the same differences share a number.</summary>
    private static int[] Group(IReadOnlyList<double[]> differences, out int count)
    {
        var byRow = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] groups = new int[differences[0].Length];
        double[] row = new double[differences.Count];
        for (int person = 0; person < groups.Length; person++)
        {
            for (int measure = 0; measure < row.Length; measure++) row[measure] = differences[measure][person];
            string key = new(MemoryMarshal.Cast<double, char>(row));
            ref int group = ref CollectionsMarshal.GetValueRefOrAddDefault(byRow, key, out bool known);
            if (!known) group = byRow.Count - 1;
            groups[person] = group;
        }
        count = byRow.Count;
        return groups;
    }

    private static double[] PerGroup(double[] measure, int[] groups, int count, Func<double, double> value)
    {
        double[] values = new double[count];
        for (int person = 0; person < groups.Length; person++) values[groups[person]] = value(measure[person]);
        return values;
    }

    /// <summary>Draws as many people as there are and counts their groups; each 64 random bits draw two (Lemire, 2019, without bias).</summary>
    private static void Draw(ReadOnlySpan<int> groups, Span<double> counts, RandomSource random)
    {
        counts.Clear();
        uint people = (uint)groups.Length, threshold = (0 - people) % people;
        for (int drawn = 0; drawn < groups.Length;)
        {
            ulong bits = random.NextUInt64();
            for (int half = 0; half < 2 && drawn < groups.Length; half++, bits >>= 32)
            {
                ulong product = (bits & uint.MaxValue) * people;
                if ((uint)product < threshold) continue;
                counts[groups[(int)(product >> 32)]]++;
                drawn++;
            }
        }
    }

    private static Interval Percentiles(double[] means)
    {
        double[] sorted = [.. means.Where(double.IsFinite).Order()]; // a resample may hold nobody who has the measure
        if (sorted.Length == 0) return new Interval(double.NaN, double.NaN);
        int outside = (int)((1 - Level) / 2 * sorted.Length);
        return new Interval(sorted[outside], sorted[^(outside + 1)]);
    }
}
