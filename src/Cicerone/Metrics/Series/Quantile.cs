namespace Cicerone.Metrics.Series;

/// <summary>Quantiles by linear interpolation between the values.</summary>
internal static class Quantile
{
    /// <summary>The value below which a share of the values lies; NaN where there are none.</summary>
    public static double Of(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        double place = share * (sorted.Length - 1);
        int low = (int)place;
        return low + 1 < sorted.Length ? sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }
}
