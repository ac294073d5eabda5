namespace Cicerone.Neural.Catchments;

/// <summary>
/// The mass-conserving perceptron of Wang and Gupta (Water Resources Research 60, 2024): a store whose gates say which share of it flows off, which
/// evaporates (no more than could) and which stays, so that water is neither made nor lost. Releases are those of the storage at the beginning of
/// the day; rain comes in after them. Optionally a second, fast output passes a linear tank, and snow lies before the soil. Gates open with a
/// logistic curve of storage (outputs) or of potential evaporation (losses), scaled by shares that add up to 1 with the share that always stays.
/// </summary>
public sealed class MassConservingNetwork : IDifferentiableCatchment
{
    // Places of the parameters. One output: r_O r_L r_F b0_O b1_O b0_L b2_L; two: r_G b0_G b1_G tank after them; snow last.
    private const int ShareOfOutput = 0, ShareOfLoss = 1, Kept = 2, OutputBase = 3, OutputSlope = 4, LossBase = 5, LossSlope = 6, ShareOfSlow = 7, SlowBase = 8, SlowSlope = 9, Tank = 10;
    private static readonly string[] One = ["r_O", "r_L", "r_F", "b0_O", "b1_O", "b0_L", "b2_L"], Two = ["r_G", "b0_G", "b1_G", "tank"], OfSnow = ["threshold", "melt"];
    private readonly MassConservingOptions _options;
    private readonly int _snow;

    /// <summary>A network of the given make.</summary>
    public MassConservingNetwork(MassConservingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Parameters = [.. One, .. options.Routed ? Two : [], .. options.Snow ? OfSnow : []];
        _snow = Parameters.Count - SnowStore.Parameters;
    }

    /// <inheritdoc/>
    public string Name => "mcp";

    /// <inheritdoc/>
    public IReadOnlyList<string> Parameters { get; }

    /// <inheritdoc/>
    public double[] Start(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return [.. Parameters.Select(_ => random.NextNormal())];
    }

    /// <inheritdoc/>
    public WaterBalance Simulate(Forcing forcing, ReadOnlySpan<double> parameters, Span<double> flow) => Run(forcing, parameters, flow, default);

    /// <inheritdoc/>
    public void Differentiate(Forcing forcing, ReadOnlySpan<double> parameters, ReadOnlySpan<double> byFlow, Span<double> byParameter)
    {
        ArgumentNullException.ThrowIfNull(forcing);
        double[] states = new double[3 * forcing.Days], flow = new double[forcing.Days];
        Run(forcing, parameters, flow, states);
        Back(forcing, parameters, states, byFlow, byParameter);
    }

    /// <summary>The storage of the soil at the beginning of each day, mm.</summary>
    internal double[] Storage(Forcing forcing, ReadOnlySpan<double> parameters)
    {
        double[] states = new double[3 * forcing.Days];
        Run(forcing, parameters, new double[forcing.Days], states);
        return [.. Enumerable.Range(0, forcing.Days).Select(day => states[3 * day])];
    }

    /// <summary>Simulates; where there is room for them, keeps soil, tank and snow at the beginning of each day.</summary>
    private WaterBalance Run(Forcing forcing, ReadOnlySpan<double> parameters, Span<double> flow, Span<double> states)
    {
        ArgumentNullException.ThrowIfNull(forcing);
        Check(forcing, parameters);
        Span<double> shares = stackalloc double[4];
        Shares(parameters, shares);
        double tank = _options.Routed ? Gate.Logistic(parameters[Tank]) : 0, soil = 0, routed = 0, snow = 0, inflow = 0, out_ = 0, lost = 0;
        SnowStore pack = _options.Snow ? new SnowStore(parameters[_snow], parameters[_snow + 1]) : default;
        for (int day = 0; day < forcing.Days; day++)
        {
            if (states.Length > 0) (states[3 * day], states[3 * day + 1], states[3 * day + 2]) = (soil, routed, snow);
            double place = (soil - _options.StorageMean) / _options.StorageSpread;
            double fast = shares[0] * Gate.Logistic(parameters[OutputBase] + parameters[OutputSlope] * place) * soil;
            double slow = _options.Routed ? shares[3] * Gate.Logistic(parameters[SlowBase] + parameters[SlowSlope] * place) * soil : 0;
            double loss = Math.Min(shares[1] * Gate.Logistic(parameters[LossBase] + parameters[LossSlope] * Dryness(forcing, day)) * soil, forcing.Evaporation[day]);
            double water = forcing.Rain[day];
            if (_options.Snow) (water, snow) = pack.Step(snow, water, forcing.Temperature[day]);
            flow[day] = _options.Routed ? tank * routed + slow : fast;
            if (_options.Routed) routed += fast - tank * routed;
            soil = soil - fast - slow - loss + water;
            inflow += forcing.Rain[day];
            out_ += flow[day];
            lost += loss;
        }
        return new WaterBalance(inflow, out_, lost, 0, soil + routed + snow);
    }

    private void Back(Forcing forcing, ReadOnlySpan<double> parameters, ReadOnlySpan<double> states, ReadOnlySpan<double> byFlow, Span<double> byParameter)
    {
        byParameter.Clear();
        Span<double> shares = stackalloc double[4], byShare = stackalloc double[4];
        Shares(parameters, shares);
        byShare.Clear();
        double tank = _options.Routed ? Gate.Logistic(parameters[Tank]) : 0, bySoil = 0, byTank = 0, bySnow = 0;
        SnowStore pack = _options.Snow ? new SnowStore(parameters[_snow], parameters[_snow + 1]) : default;
        for (int day = forcing.Days - 1; day >= 0; day--)
        {
            double soil = states[3 * day], routed = states[3 * day + 1], place = (soil - _options.StorageMean) / _options.StorageSpread, dry = Dryness(forcing, day);
            double fast = Gate.Logistic(parameters[OutputBase] + parameters[OutputSlope] * place), slow = _options.Routed ? Gate.Logistic(parameters[SlowBase] + parameters[SlowSlope] * place) : 0;
            double loss = Gate.Logistic(parameters[LossBase] + parameters[LossSlope] * dry);
            if (_options.Snow) bySnow = pack.Back(states[3 * day + 2], forcing.Rain[day], forcing.Temperature[day], bySoil, bySnow, byParameter[_snow..]);
            // by what leaves the soil through each gate: to the tank or the river, out of the storage
            double byFast = (_options.Routed ? byTank : byFlow[day]) - bySoil, bySlow = byFlow[day] - bySoil, byLoss = shares[1] * loss * soil <= forcing.Evaporation[day] ? -bySoil : 0;
            if (_options.Routed)
            {
                byParameter[Tank] += (byFlow[day] - byTank) * routed * Gate.Slope(tank);
                byTank = byTank * (1 - tank) + byFlow[day] * tank;
            }
            double back = bySoil + byFast * shares[0] * fast + bySlow * shares[3] * slow + byLoss * shares[1] * loss;
            byShare[0] += byFast * fast * soil;
            byShare[1] += byLoss * loss * soil;
            byShare[3] += bySlow * slow * soil;
            double byGate = byFast * shares[0] * soil * Gate.Slope(fast);
            byParameter[OutputBase] += byGate;
            byParameter[OutputSlope] += byGate * place;
            back += byGate * parameters[OutputSlope] / _options.StorageSpread;
            byGate = byLoss * shares[1] * soil * Gate.Slope(loss);
            byParameter[LossBase] += byGate;
            byParameter[LossSlope] += byGate * dry;
            if (_options.Routed)
            {
                byGate = bySlow * shares[3] * soil * Gate.Slope(slow);
                byParameter[SlowBase] += byGate;
                byParameter[SlowSlope] += byGate * place;
                back += byGate * parameters[SlowSlope] / _options.StorageSpread;
            }
            bySoil = back;
        }
        double mean = 0;
        for (int gate = 0; gate < 4; gate++) mean += byShare[gate] * shares[gate];
        byParameter[ShareOfOutput] = shares[0] * (byShare[0] - mean);
        byParameter[ShareOfLoss] = shares[1] * (byShare[1] - mean);
        byParameter[Kept] = shares[2] * (byShare[2] - mean);
        if (_options.Routed) byParameter[ShareOfSlow] = shares[3] * (byShare[3] - mean);
    }

    private double Dryness(Forcing forcing, int day) => (forcing.Evaporation[day] - _options.EvaporationMean) / _options.EvaporationSpread;

    /// <summary>Shares of output, loss, what stays and slow output; the last is 0 where there is none.</summary>
    private void Shares(ReadOnlySpan<double> parameters, Span<double> shares)
    {
        shares[3] = 0;
        if (_options.Routed) Gate.Shares([parameters[ShareOfOutput], parameters[ShareOfLoss], parameters[Kept], parameters[ShareOfSlow]], shares);
        else Gate.Shares(parameters[..3], shares[..3]);
    }

    private void Check(Forcing forcing, ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != Parameters.Count) throw new ArgumentException($"There are {parameters.Length} parameters instead of {Parameters.Count}.", nameof(parameters));
        if (_options.Snow && forcing.Temperature.Count != forcing.Days) throw new CiceroneException("A store of snow needs the temperature of every day; name its column, or set snow=false.");
    }
}
