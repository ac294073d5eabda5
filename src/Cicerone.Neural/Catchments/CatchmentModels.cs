namespace Cicerone.Neural.Catchments;

/// <summary>The catchment models by name: adding one adds a line to each table here.</summary>
public static class CatchmentModels
{
    private const int Cells = 8;

    private static readonly OrderedDictionary<string, (string Summary, Func<double[], bool, ICatchment> Make, Func<CatchmentRecord, double[]> Scale)> ByName = new()
    {
        ["mcp"] = ("A mass-conserving perceptron of two outputs with a routing tank, and a store of snow where there are temperatures.",
            (scale, snow) => new MassConservingNetwork(new MassConservingOptions { Snow = snow, EvaporationMean = scale[0], EvaporationSpread = scale[1] }), MeanAndSpread),
        ["gr4j"] = ("GR4J: four parameters, no snow, calibrated by evolution.", (_, snow) => snow ? throw new CiceroneException("gr4j has no snow; leave out the column of temperatures, or fit mcp.") : new Gr4j(), _ => []),
        ["lstm"] = ("A long short-term memory of eight cells over the weather; it keeps no account of water.", (scale, _) => new LstmCatchment(Cells, scale), Largest),
    };

    /// <summary>Names and what they are.</summary>
    public static IReadOnlyList<(string Name, string Summary)> All { get; } = [.. ByName.Select(model => (model.Key, model.Value.Summary))];

    /// <summary>What a model counts in, from the days that it may learn from.</summary>
    /// <exception cref="CiceroneException">There is no such model.</exception>
    public static double[] ScaleOf(string name, CatchmentRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Find(name).Scale(record);
    }

    /// <summary>A model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scale">What it counts in.</param>
    /// <param name="snow">Whether there are temperatures.</param>
    /// <exception cref="CiceroneException">There is no such model, or it cannot do with temperatures.</exception>
    public static ICatchment Make(string name, double[] scale, bool snow) => Find(name).Make(scale, snow);

    /// <summary>Calibrates a model: by gradient where it has one, else by evolution with as many simulations.</summary>
    /// <param name="catchment">The model.</param>
    /// <param name="record">Weather and flow.</param>
    /// <param name="loss">Name of a loss.</param>
    /// <param name="steps">How many simulations.</param>
    /// <param name="random">Decides what is left to chance.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Calibration Calibrate(ICatchment catchment, CatchmentRecord record, string loss, int steps, RandomSource random, CancellationToken cancellation = default)
    {
        const int Population = 20;
        const double Rate = 0.05, RateOfLstm = 0.0125;
        return catchment is IDifferentiableCatchment smooth
            ? Calibration.ByGradient(smooth, record, loss, steps, catchment is LstmCatchment ? RateOfLstm : Rate, random, cancellation)
            : Calibration.ByEvolution(catchment, record, loss, Math.Max(1, steps / Population - 1), Population, random, cancellation);
    }

    private static (string Summary, Func<double[], bool, ICatchment> Make, Func<CatchmentRecord, double[]> Scale) Find(string name) =>
        ByName.TryGetValue(name, out var model) ? model : throw CiceroneException.UnknownName("catchment model", name, ByName.Keys);

    private static double[] MeanAndSpread(CatchmentRecord record)
    {
        double[] learned = [.. record.Forcing.Evaporation.Take(record.LearnTo)];
        double mean = learned.Average();
        return [mean, Math.Sqrt(learned.Average(value => (value - mean) * (value - mean)))];
    }

    private static double[] Largest(CatchmentRecord record)
    {
        IReadOnlyList<double>[] inputs = [record.Forcing.Rain, record.Forcing.Evaporation, record.Forcing.Temperature];
        return [.. inputs.Where(values => values.Count > 0).Select(values => values.Take(record.LearnTo).Max())];
    }
}
