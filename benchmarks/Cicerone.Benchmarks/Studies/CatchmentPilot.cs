using System.Globalization;
using System.Text.Json;
using Cicerone.Data.Formats;
using Cicerone.Metrics.Series;
using Cicerone.Neural.Catchments;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>catchments HYDROLOGY FOLDER [STEPS] [SEED …]</c>: what a loss does to a catchment model, on three basins cut into contiguous years (half to
/// learn from, 15 % to choose by with the same loss, the rest tested). Each calibration is a file of the folder, so that it can be stopped and called again.
/// </summary>
internal static class CatchmentPilot
{
    private static readonly (string Name, string File, bool Snow)[] Basins = [("leaf-river", "leaf_river_02472000.csv", false), ("piscataquis", "camels_01031500_snow.csv", true), ("twentymile-creek", "usgs_02430680_gaps.csv", false)];
    private static readonly string[] LstmLosses = ["jkge-ss", "jkge-ss-norm", "kge-ss", "nse", "log-nse"];

    public static void Run(string[] arguments)
    {
        int steps = Study.Number(arguments, 2, 500);
        int[] seeds = Study.Seeds(arguments, 3, 1, 2);
        Directory.CreateDirectory(arguments[1]);
        Console.WriteLine("basin model loss: medians over seeds of the test: NSE KGE_ss JKGE_ss norm | bias % peak high mid low all | log error recession dry wet | NSE of means over 7 31 91 365 days");
        foreach (string model in (string[])["mcp", "gr4j", "lstm"])
            foreach ((string name, string file, bool snow) in Basins)
            {
                if (model == "gr4j" && snow) continue; // it has no snow
                if (model == "lstm" && name == "twentymile-creek") continue;
                SeriesTable table = SeriesTable.Read(Path.Combine(arguments[0], file), snow ? ["p_mm", "pet_mm", "q_mm", "t_c"] : ["p_mm", "pet_mm", "q_mm"]);
                var record = CatchmentRecord.Of(new Forcing(table.Columns["p_mm"], table.Columns["pet_mm"], snow ? table.Columns["t_c"] : []), table.Columns["q_mm"]);
                if (model == "mcp") Print(name, "yesterday", "none", Test(record, table.Times, [record.Observed[0], .. record.Observed[..^1]]));
                foreach (string loss in model == "mcp" ? SeriesLosses.Names : LstmLosses)
                {
                    double[][] tests = [.. seeds.Select(seed => Test(record, table.Times, Fit(record, model, snow, loss, seed, steps, Path.Combine(arguments[1], $"{name}-{model}-{loss}-{seed}.json"))))];
                    Print(name, model, loss, [.. Enumerable.Range(0, tests[0].Length).Select(figure => Quantile.Of(tests.Select(test => test[figure]), 0.5))]);
                }
            }
    }

    private static void Print(string basin, string model, string loss, double[] figures) =>
        Console.WriteLine($"{basin} {model} {loss}: {string.Join(' ', figures.Select(figure => figure.ToString("0.000", CultureInfo.InvariantCulture)))}");

    /// <summary>The flow of a calibrated model; calibrated now, unless it was.</summary>
    private static double[] Fit(CatchmentRecord record, string model, bool snow, string loss, int seed, int steps, string path)
    {
        ICatchment catchment = CatchmentModels.Make(model, CatchmentModels.ScaleOf(model, record), snow);
        if (!File.Exists(path))
        {
            Calibration found = CatchmentModels.Calibrate(catchment, record, loss, steps, new RandomSource((ulong)seed));
            File.WriteAllText(path + ".new", JsonSerializer.Serialize(found));
            File.Move(path + ".new", path, overwrite: true);
        }
        return record.Simulate(catchment, JsonSerializer.Deserialize<Calibration>(File.ReadAllText(path))!.Parameters);
    }

    private static double[] Test(CatchmentRecord record, IReadOnlyList<long> times, double[] flow)
    {
        double[] y = record.Observed[record.ChooseTo..], q = flow[record.ChooseTo..];
        SeriesScore score = SeriesScore.Of(y, q, new JkgeOptions());
        bool[] recessions = FlowRegime.Recessions(y);
        bool[] all = [.. y.Select(_ => true)];
        IReadOnlyList<WaterYear> years = WaterYear.Of([.. times.Skip(record.ChooseTo)], y);
        bool[] In(WaterYearKind kind) => [.. WaterYear.DaysOf(years, kind, y.Length).Zip(recessions, (inYear, recession) => inYear && recession)];
        return
        [
            score.Nse.Value, score.Kge.Skill.Value, score.Jkge.Value, Jkge.Of(y, q, new JkgeOptions { Variant = JkgeVariant.Norm }).Value,
            .. FlowRegime.Segments.Select(segment => FlowRegime.Errors(y, q, FlowRegime.DaysOf(y, segment.From, segment.To)).Bias), FlowRegime.Errors(y, q, all).Bias,
            FlowRegime.Errors(y, q, recessions).LogError, FlowRegime.Errors(y, q, In(WaterYearKind.Dry)).LogError, FlowRegime.Errors(y, q, In(WaterYearKind.Wet)).LogError,
            .. ((int[])[7, 31, 91, 365]).Select(window => FlowRegime.Smoothed(y, q, window)).Select(smooth => NashSutcliffe.Of(smooth.Observed, smooth.Simulated).Value),
        ];
    }
}
