namespace Cicerone.Neural.Catchments;

/// <summary>
/// Snow by degree days: precipitation is kept as snow on cold days, and melts by so much a degree on warm ones. The switch between rain and snow
/// is a logistic curve half a degree wide, so that it has a derivative. Two parameters: the threshold, −3 to 3 °C, and the melt, 0.5 to 8 mm a degree and day.
/// </summary>
internal readonly struct SnowStore(double threshold, double melt)
{
    public const int Parameters = 2;
    private const double Width = 0.5, LowestThreshold = -3, ThresholdRange = 6, LeastMelt = 0.5, MeltRange = 7.5;
    private readonly double _threshold = LowestThreshold + ThresholdRange * Gate.Logistic(threshold), _melt = LeastMelt + MeltRange * Gate.Logistic(melt);

    /// <summary>A day of a store that begins it with so much snow.</summary>
    /// <returns>What reaches the soil, and what the store holds after.</returns>
    public (double Water, double Snow) Step(double snow, double rain, double temperature)
    {
        double share = Gate.Logistic((temperature - _threshold) / Width), melts = Math.Min(snow, _melt * Math.Max(0, temperature - _threshold));
        return (rain * share + melts, snow + rain * (1 - share) - melts);
    }

    /// <summary>Goes back through a day: from how the loss changes with what came out and what stayed, to how it changes with the snow before.</summary>
    /// <param name="snow">Snow at the beginning of the day.</param>
    /// <param name="rain">Precipitation.</param>
    /// <param name="temperature">Temperature.</param>
    /// <param name="byWater">By what reached the soil.</param>
    /// <param name="bySnow">By what the store held after.</param>
    /// <param name="byParameter">Threshold and melt, added to.</param>
    public double Back(double snow, double rain, double temperature, double byWater, double bySnow, Span<double> byParameter)
    {
        double share = Gate.Logistic((temperature - _threshold) / Width), warm = Math.Max(0, temperature - _threshold), byMelting = byWater - bySnow;
        double byThreshold = -rain * byMelting * share * (1 - share) / Width;
        double back = bySnow;
        if (snow <= _melt * warm) back += byMelting;
        else
        {
            byParameter[1] += byMelting * warm * Gate.Slope((_melt - LeastMelt) / MeltRange) * MeltRange;
            if (warm > 0) byThreshold -= byMelting * _melt;
        }
        byParameter[0] += byThreshold * Gate.Slope((_threshold - LowestThreshold) / ThresholdRange) * ThresholdRange;
        return back;
    }
}
