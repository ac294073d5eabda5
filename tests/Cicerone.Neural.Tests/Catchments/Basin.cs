using System.Text.Json;
using Cicerone.Contracts;
using Cicerone.Data.Formats;
using Cicerone.Neural.Catchments;

namespace Cicerone.Neural.Tests.Catchments;

/// <summary>Basins, real ones and one that chance has made.</summary>
internal static class Basin
{
    public static (Forcing Forcing, double[] Observed) LeafRiver()
    {
        SeriesTable table = SeriesTable.Read(SharedData.Path("data/hydrology/leaf_river_02472000.csv"), ["p_mm", "pet_mm", "q_mm"]);
        return (new Forcing(table.Columns["p_mm"], table.Columns["pet_mm"], []).Checked(), table.Columns["q_mm"]);
    }

    public static JsonElement Reference => JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("data/hydrology/reference_values.json"))).RootElement;

    /// <summary>Showers and seasons of so many days.</summary>
    public static Forcing Made(int days, ulong seed = 1)
    {
        var random = new RandomSource(seed);
        double[] rain = [.. Enumerable.Range(0, days).Select(_ => random.NextDouble() < 0.3 ? -8 * Math.Log(1 - random.NextDouble()) : 0)];
        return new Forcing(rain, [.. Enumerable.Range(0, days).Select(day => 3 - 2 * Math.Cos(2 * Math.PI * day / 365))], [.. Enumerable.Range(0, days).Select(day => 5 - 12 * Math.Cos(2 * Math.PI * day / 365) + 3 * random.NextNormal())]);
    }
}
