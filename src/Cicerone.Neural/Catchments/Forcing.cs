namespace Cicerone.Neural.Catchments;

/// <summary>What drives a catchment, a value a day.</summary>
/// <param name="Rain">Precipitation, mm.</param>
/// <param name="Evaporation">Potential evapotranspiration, mm.</param>
/// <param name="Temperature">Mean air temperature, °C; empty where there is no snow to melt.</param>
public sealed record Forcing(IReadOnlyList<double> Rain, IReadOnlyList<double> Evaporation, IReadOnlyList<double> Temperature)
{
    /// <summary>How many days there are.</summary>
    public int Days => Rain.Count;

    /// <summary>The first year several times over, and then the record: stores begin as a year like the first leaves them.</summary>
    /// <param name="times">How often the first year comes before the record.</param>
    public Forcing WithSpinUp(int times)
    {
        int year = Math.Min(365, Days);
        IReadOnlyList<double> Repeat(IReadOnlyList<double> values) => values.Count == 0 ? values : [.. Enumerable.Range(0, times).SelectMany(_ => values.Take(year)), .. values];
        return new Forcing(Repeat(Rain), Repeat(Evaporation), Repeat(Temperature));
    }

    /// <summary>Stops at a record that cannot drive a model: flow is scored where it is missing, weather is not guessed.</summary>
    /// <exception cref="CiceroneException">A column is shorter than the others, or a value is missing or negative where it may not be.</exception>
    public Forcing Checked()
    {
        if (Evaporation.Count != Days || (Temperature.Count > 0 && Temperature.Count != Days))
            throw new CiceroneException($"There are {Days:N0} days of rain, {Evaporation.Count:N0} of evaporation and {Temperature.Count:N0} of temperature; they must be as many.");
        for (int day = 0; day < Days; day++)
        {
            if (!(Rain[day] >= 0)) throw new CiceroneException($"Day {day + 1} has {Rain[day]} mm of rain; every day needs a number of at least 0.");
            if (!(Evaporation[day] >= 0)) throw new CiceroneException($"Day {day + 1} has {Evaporation[day]} mm of potential evaporation; every day needs a number of at least 0.");
            if (Temperature.Count > 0 && !double.IsFinite(Temperature[day])) throw new CiceroneException($"Day {day + 1} has no temperature; every day needs one.");
        }
        return this;
    }
}
