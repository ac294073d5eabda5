using System.Globalization;

namespace Cicerone.Evaluation.Tuning;

/// <summary>One option that a search varies: a stretch of numbers, or words.</summary>
/// <param name="Name">The option.</param>
/// <param name="Low">The smallest number.</param>
/// <param name="High">The largest number.</param>
/// <param name="IsWhole">Whether only whole numbers are tried.</param>
/// <param name="IsLogarithmic">Whether numbers are tried by magnitude.</param>
/// <param name="Words">The words, instead of numbers; empty for numbers.</param>
public sealed record SearchDimension(string Name, double Low, double High, bool IsWhole, bool IsLogarithmic, IReadOnlyList<string> Words)
{
    /// <summary>The setting at a place: 0 is the lowest number or the first word, 1 the highest or the last.</summary>
    public string At(double place)
    {
        if (Words.Count > 0) return Words[Math.Min((int)(place * Words.Count), Words.Count - 1)];
        if (IsWhole) return Math.Clamp(Math.Floor(Number(place, Low, High + 1)), Low, High).ToString("0", CultureInfo.InvariantCulture);
        double readable = double.Parse(Number(place, Low, High).ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(readable, Low, High).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The place of a setting, in the middle of what gives it.</summary>
    public double PlaceOf(string setting)
    {
        if (Words.Count > 0) return (Words.ToList().IndexOf(setting) + 0.5) / Words.Count;
        double number = double.Parse(setting, CultureInfo.InvariantCulture);
        return IsWhole ? (Place(number, High + 1) + Place(number + 1, High + 1)) / 2 : Place(number, High);
    }

    /// <summary>The dimension as a person types it.</summary>
    public override string ToString() =>
        Words.Count > 0 ? $"{Name}={string.Join('|', Words)}" : $"{Name}={Low.ToString(CultureInfo.InvariantCulture)}..{High.ToString(CultureInfo.InvariantCulture)}{(IsLogarithmic ? " log" : "")}";

    private double Number(double place, double low, double high) => IsLogarithmic ? low * Math.Pow(high / low, place) : low + (high - low) * place;

    private double Place(double number, double high) =>
        high == Low ? 0.5 : IsLogarithmic ? Math.Log(number / Low) / Math.Log(high / Low) : (number - Low) / (high - Low);
}
