using System.Globalization;
using System.Text.Json;
using Cicerone.Contracts;
using Cicerone.Metrics.Series;
using Cicerone.Neural.Catchments;

namespace Cicerone.Neural.Tests.Catchments;

public sealed class CatchmentTests
{
    public static TheoryData<bool, bool> Makes => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Fact]
    public void The_mass_conserving_cell_meets_its_reference_on_forty_years()
    {
        (Forcing forcing, double[] observed) = Basin.LeafRiver();
        JsonElement expected = Basin.Reference.GetProperty("mcp1_forward_leaf_river");
        double[] parameters = [.. expected.GetProperty("theta").EnumerateArray().Select(number => number.GetDouble())];
        var cell = new MassConservingNetwork(new MassConservingOptions { Routed = false });
        Forcing whole = forcing.WithSpinUp(3);
        double[] all = new double[whole.Days];
        WaterBalance balance = cell.Simulate(whole, parameters, all);
        double[] flow = all[(3 * 365)..], storage = cell.Storage(whole, parameters)[(3 * 365)..];
        void Near(string key, double found) => Assert.Equal(expected.GetProperty(key).GetDouble(), found, 1e-9 * Math.Max(1, Math.Abs(found)));
        Assert.Equal(expected.GetProperty("q_first5_after_spinup").EnumerateArray().Select(number => number.GetDouble()), flow[..5], (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(expected.GetProperty("storage_first3_after_spinup").EnumerateArray().Select(number => number.GetDouble()), storage[..3], (a, b) => Math.Abs(a - b) < 1e-6);
        Near("q_row_1000", flow[1000]);
        Near("q_row_14609", flow[14_609]);
        Near("sum_q", flow.Sum());
        Near("final_storage", balance.StoredAfter);
        Assert.InRange(balance.Residual, -1e-6, 1e-6);
        SeriesScore score = SeriesScore.Of(observed, flow, new JkgeOptions());
        Assert.Equal(expected.GetProperty("metrics").GetProperty("NSE").GetDouble(), score.Nse.Value, 1e-9);
        Assert.Equal(expected.GetProperty("metrics").GetProperty("KGEss").GetDouble(), score.Kge.Skill.Value, 1e-9);
        Assert.Equal(expected.GetProperty("metrics").GetProperty("JKGEss3_ma31").GetDouble(), score.Jkge.Value, 1e-8);
    }

    [Fact]
    public void GR4J_meets_the_output_of_its_authors()
    {
        string[][] rows = [.. File.ReadAllLines(SharedData.Path("data/hydrology/original/gr4j_example_data.csv")).Skip(1).Select(line => line.Split(','))];
        double[] Column(int column) => [.. rows.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))];
        double[] flow = new double[rows.Length], expected = Column(4);
        WaterBalance balance = new Gr4j().Simulate(new Forcing(Column(1), Column(2), []), [5.76865628090826, 1.61742503661094, 4.24316129943456, -0.117506799276908], flow);
        for (int day = 0; day < flow.Length; day++) Assert.Equal(expected[day], flow[day], 1e-6);
        Assert.InRange(balance.Residual, -1e-6, 1e-6);
    }

    [Theory, MemberData(nameof(Makes))]
    public void No_water_is_made_or_lost(bool routed, bool snow)
    {
        Forcing forcing = Basin.Made(4_000);
        var network = new MassConservingNetwork(new MassConservingOptions { Routed = routed, Snow = snow });
        for (ulong seed = 0; seed < 20; seed++)
        {
            double[] flow = new double[forcing.Days];
            WaterBalance balance = network.Simulate(forcing, network.Start(new RandomSource(seed)), flow);
            Assert.InRange(balance.Residual, -1e-6, 1e-6);
            Assert.Equal(forcing.Rain.Sum(), balance.In, 1e-6);
            Assert.All(flow, value => Assert.InRange(value, 0, double.MaxValue));
        }
        for (ulong seed = 0; seed < 20; seed++)
        {
            var model = new Gr4j();
            Assert.InRange(model.Simulate(forcing, model.Start(new RandomSource(seed)), new double[forcing.Days]).Residual, -1e-6, 1e-6);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void The_adjoint_of_the_network_equals_differences(bool routed, bool snow)
    {
        var network = new MassConservingNetwork(new MassConservingOptions { Routed = routed, Snow = snow, StorageMean = 50, StorageSpread = 20 });
        for (ulong seed = 0; seed < 5; seed++) AssertAdjoint(network, Basin.Made(800, seed + 1), network.Start(new RandomSource(seed)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_adjoint_of_the_LSTM_equals_differences(int inputs)
    {
        var network = new LstmCatchment(hidden: 3, new double[] { 50, 5, 20 }[..inputs]);
        AssertAdjoint(network, Basin.Made(120), network.Start(new RandomSource(1)));
    }

    [Fact]
    public void A_calibration_finds_a_catchment_that_it_could_be()
    {
        Forcing forcing = Basin.Made(2_000);
        var network = new MassConservingNetwork(new MassConservingOptions { StorageMean = 50, StorageSpread = 20 });
        double[] flow = new double[forcing.Days + 3 * 365];
        network.Simulate(forcing.WithSpinUp(3), [1, 0, 1, 0, 1, 0, 1, 0, -1, 1, 0], flow);
        var record = CatchmentRecord.Of(forcing, flow[(3 * 365)..]);
        Calibration once = Calibration.ByGradient(network, record, "jkge-ss", steps: 150, rate: 0.05, new RandomSource(3), TestContext.Current.CancellationToken), again = Calibration.ByGradient(network, record, "jkge-ss", steps: 150, rate: 0.05, new RandomSource(3), TestContext.Current.CancellationToken);
        Assert.Equal(once.Parameters, again.Parameters);
        Calibration first = Calibration.ByGradient(network, record, "jkge-ss", steps: 1, rate: 0.05, new RandomSource(3), TestContext.Current.CancellationToken);
        Assert.True(once.Chosen < 0.3 * first.Chosen, $"{first.Chosen} to {once.Chosen}");
        Calibration evolved = Calibration.ByEvolution(network, record, "nse", generations: 15, population: 20, new RandomSource(4), TestContext.Current.CancellationToken);
        Assert.True(evolved.Chosen < 0.3, $"{evolved.Chosen}");
    }

    [Fact]
    public void What_lies_after_the_days_to_choose_by_changes_nothing()
    {
        Forcing forcing = Basin.Made(1_200);
        var network = new MassConservingNetwork(new MassConservingOptions { StorageMean = 50, StorageSpread = 20 });
        double[] flow = new double[forcing.Days];
        network.Simulate(forcing, [1, 0, 1, 0, 1, 0, 1, 0, -1, 1, 0], flow);
        var record = CatchmentRecord.Of(forcing, flow);
        var blanked = CatchmentRecord.Of(forcing, [.. flow.Select((value, day) => day < record.ChooseTo ? value : double.NaN)]);
        Assert.Equal(Calibration.ByGradient(network, record, "jkge-ss", 10, 0.05, new RandomSource(1), TestContext.Current.CancellationToken).Parameters, Calibration.ByGradient(network, blanked, "jkge-ss", 10, 0.05, new RandomSource(1), TestContext.Current.CancellationToken).Parameters);
    }

    [Fact]
    public void Weather_that_cannot_drive_a_model_is_told()
    {
        Assert.Contains("Day 2 has NaN mm of rain", Assert.Throws<CiceroneException>(() => new Forcing([1, double.NaN], [1, 1], []).Checked()).Message, StringComparison.Ordinal);
        Assert.Contains("temperature", Assert.Throws<CiceroneException>(() => new MassConservingNetwork(new MassConservingOptions { Snow = true }).Simulate(new Forcing([1], [1], []), new double[13], new double[1])).Message, StringComparison.Ordinal);
    }

    private static void AssertAdjoint(IDifferentiableCatchment catchment, Forcing forcing, double[] parameters)
    {
        var random = new RandomSource(9);
        double[] weights = [.. Enumerable.Range(0, forcing.Days).Select(_ => random.NextNormal())], gradient = new double[parameters.Length], flow = new double[forcing.Days];
        catchment.Differentiate(forcing, parameters, weights, gradient);
        double Loss(double[] at)
        {
            catchment.Simulate(forcing, at, flow);
            return flow.Zip(weights, (value, weight) => value * weight).Sum();
        }
        double scale = Math.Max(1, gradient.Max(Math.Abs));
        for (int i = 0; i < parameters.Length; i++)
        {
            double[] up = [.. parameters], down = [.. parameters];
            (up[i], down[i]) = (up[i] + 1e-5, down[i] - 1e-5);
            double difference = (Loss(up) - Loss(down)) / 2e-5;
            Assert.True(Math.Abs(difference - gradient[i]) < 2e-4 * scale, $"{catchment.Parameters[i]}: {gradient[i]} instead of {difference}");
        }
    }
}
