namespace Cicerone.Neural.Catchments;

/// <summary>
/// GR4J (Perrin, Michel and Andréassian, Journal of Hydrology 279, 2003): a production store, two unit hydrographs, a routing store and an exchange
/// with groundwater. Its four parameters are searched for on the scales of the authors' spreadsheet: X1 = exp, X2 = sinh, X3 = exp,
/// X4 = exp + 0.5. Stores begin at 0.6 X1 and 0.7 X3. Exchange is the one term that brings water in or takes it away.
/// </summary>
public sealed class Gr4j : ICatchment
{
    private const double ProductionFilling = 0.6, RoutingFilling = 0.7, Slow = 0.9, PercolationScale = 4 / 9.0, HydrographPower = 2.5, ExchangePower = 3.5;
    private const int MostDays = 200;

    /// <inheritdoc/>
    public string Name => "gr4j";

    /// <inheritdoc/>
    public IReadOnlyList<string> Parameters { get; } = ["ln X1", "asinh X2", "ln X3", "ln (X4 - 0.5)"];

    /// <inheritdoc/>
    public double[] Start(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return [5.8 + random.NextNormal(), random.NextNormal(), 4 + random.NextNormal(), 0.5 * random.NextNormal()];
    }

    /// <inheritdoc/>
    public WaterBalance Simulate(Forcing forcing, ReadOnlySpan<double> parameters, Span<double> flow)
    {
        ArgumentNullException.ThrowIfNull(forcing);
        double x1 = Math.Exp(parameters[0]), x2 = Math.Sinh(parameters[1]), x3 = Math.Exp(parameters[2]), x4 = Math.Min(Math.Exp(parameters[3]) + 0.5, MostDays / 2.0);
        double[] fast = new double[(int)Math.Ceiling(2 * x4)], slow = new double[(int)Math.Ceiling(x4)];
        double[] ofFast = Ordinates(fast.Length, day => ShareOfTwo(day / x4)), ofSlow = Ordinates(slow.Length, day => Math.Pow(Math.Min(1, day / x4), HydrographPower));
        double production = ProductionFilling * x1, routing = RoutingFilling * x3, before = production + routing, inflow = 0, off = 0, lost = 0;
        for (int day = 0; day < forcing.Days; day++)
        {
            double net = forcing.Rain[day] - forcing.Evaporation[day], filling = production / x1, kept = 0, spilled = 0;
            lost += Math.Min(forcing.Rain[day], forcing.Evaporation[day]);
            if (net >= 0)
            {
                double wet = Math.Tanh(net / x1);
                kept = x1 * (1 - filling * filling) * wet / (1 + filling * wet);
                spilled = net - kept;
            }
            else
            {
                double dry = Math.Tanh(-net / x1), taken = production * (2 - filling) * dry / (1 + (1 - filling) * dry);
                production -= taken;
                lost += taken;
            }
            production += kept;
            double percolated = production * (1 - Math.Pow(1 + Math.Pow(PercolationScale * production / x1, 4), -0.25));
            production -= percolated;
            double reached = percolated + spilled, bySlow = Pass(slow, ofSlow, Slow * reached), byFast = Pass(fast, ofFast, (1 - Slow) * reached);
            double exchange = x2 * Math.Pow(routing / x3, ExchangePower), toRouting = Math.Max(-routing - bySlow, exchange), toFast = Math.Max(-byFast, exchange);
            routing += bySlow + toRouting;
            double routed = routing * (1 - Math.Pow(1 + Math.Pow(routing / x3, 4), -0.25));
            routing -= routed;
            flow[day] = routed + byFast + toFast;
            inflow += forcing.Rain[day] + toRouting + toFast;
            off += flow[day];
        }
        return new WaterBalance(inflow, off, lost, before, production + routing + fast.Sum() + slow.Sum());
    }

    /// <summary>Adds a day's water to a hydrograph, and takes out what leaves it today.</summary>
    private static double Pass(double[] waiting, double[] ordinates, double water)
    {
        double leaves = waiting[0] + ordinates[0] * water;
        for (int day = 0; day < waiting.Length; day++) waiting[day] = (day + 1 < waiting.Length ? waiting[day + 1] + ordinates[day + 1] * water : 0);
        return leaves;
    }

    private static double[] Ordinates(int days, Func<double, double> share) => [.. Enumerable.Range(1, days).Select(day => (day == days ? 1 : share(day)) - share(day - 1))];

    private static double ShareOfTwo(double time) => time <= 1 ? 0.5 * Math.Pow(time, HydrographPower) : 1 - 0.5 * Math.Pow(Math.Max(0, 2 - time), HydrographPower);
}
