using System.Text.Json;
using Cicerone.Contracts;
using Cicerone.Data.Formats;

namespace Cicerone.Tests.Metrics.Series;

/// <summary>The three basins of the reference file and the simulations that its values are of, made anew from their definitions.</summary>
internal static class ReferenceSeries
{
    public static JsonElement Json() => JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("data/hydrology/reference_values.json"))).RootElement;

    public static SeriesTable Table(JsonElement basin, params string[] columns) => SeriesTable.Read(SharedData.Path($"data/hydrology/{basin.GetProperty("file").GetString()}"), ["q_mm", .. columns]);

    public static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(Number)];

    public static double Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? double.NaN : json.GetDouble();

    /// <summary>A simulation by its name; null where it is a column of the file.</summary>
    public static double[]? Simulate(string name, double[] y, int[] months)
    {
        double[] Each(Func<int, double> of) => [.. Enumerable.Range(0, y.Length).Select(of)];
        double mean = y.Where(double.IsFinite).Average();
        double[] sorted = [.. y.Where(double.IsFinite).Order()];
        return name switch
        {
            "identity" => y,
            "scale_1.2" => Each(t => 1.2 * y[t]),
            "scale_0.8" => Each(t => 0.8 * y[t]),
            "lag1" => Each(t => y[Math.Max(0, t - 1)]),
            "lag5" => Each(t => t < 5 ? y[0] : y[t - 5]),
            "add_0.1mean" => Each(t => y[t] + 0.1 * mean),
            "longterm_mean" => Each(_ => mean),
            "monthly_climatology" => Monthly(y, months),
            "own_benchmark_ma31" => Each(t => Mean(y[Math.Max(0, t - 15)..Math.Min(y.Length, t + 16)])),
            "own_benchmark_section31" => Each(t => Mean(y[(t / 31 * 31)..Math.Min(y.Length, t / 31 * 31 + 31)])),
            "low_half" => Each(t => y[t] < Quantile(sorted, 0.5) ? 0.5 * y[t] : y[t]),
            "low_x1.5" => Each(t => y[t] < Quantile(sorted, 0.5) ? 1.5 * y[t] : y[t]),
            "peak_half" => Each(t => y[t] > Quantile(sorted, 0.98) ? 0.5 * y[t] : y[t]),
            "fast_wave" => Each(t => y[t] * (1 + 0.3 * Math.Sin(2 * Math.PI * t / 7))),
            "slow_wave" => Each(t => y[t] * (1 + 0.3 * Math.Sin(2 * Math.PI * t / 730.5))),
            "drift" => Each(t => y[t] * (1 + 0.5 * (t / (y.Length - 1.0) - 0.5))),
            _ => null,
        };
    }

    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double[] Monthly(double[] y, int[] months)
    {
        double[] means = [.. Enumerable.Range(0, 13).Select(month => Mean(y.Where((_, t) => months[t] == month)))];
        return [.. months.Select(month => means[month])];
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int low = (int)place;
        return low + 1 < sorted.Length ? sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }
}
