using Cicerone.Data.Formats;

namespace Cicerone.Neural.Catchments;

/// <summary>Which columns of a table hold weather and flow.</summary>
/// <param name="Flow">Observed flow, mm a day.</param>
/// <param name="Rain">Precipitation, mm a day.</param>
/// <param name="Evaporation">Potential evapotranspiration, mm a day.</param>
/// <param name="Temperature">Mean temperature, °C; null for none.</param>
public sealed record CatchmentColumns(string Flow, string Rain, string Evaporation, string? Temperature)
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="CiceroneException">A column is not there, a value of the weather is missing, or there are no dates.</exception>
    public (CatchmentRecord Record, IReadOnlyList<long> Times) Read(string path)
    {
        SeriesTable table = SeriesTable.Read(path, [Flow, Rain, Evaporation, .. Temperature is null ? [] : (string[])[Temperature]]);
        if (table.Times.Count == 0) throw new CiceroneException($"{path} has no column of dates, and years are told by them.");
        var forcing = new Forcing(table.Columns[Rain], table.Columns[Evaporation], Temperature is null ? [] : table.Columns[Temperature]);
        return (CatchmentRecord.Of(forcing, table.Columns[Flow]), table.Times);
    }
}
