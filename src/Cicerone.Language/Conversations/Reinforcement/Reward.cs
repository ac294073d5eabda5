namespace Cicerone.Language.Conversations.Reinforcement;

/// <summary>What an answer earns, part by part.</summary>
/// <param name="Holds">Whether its reason holds: a wanted value that the first item has, or what others chose where it has none. The rest of the format is kept by the grammar.</param>
/// <param name="List">1 / log2(place + 1) of the item that is looked for, from 1; 0 where it is not listed.</param>
/// <param name="Near">How like the nearest item of the list is: shared values by all values of both.</param>
/// <param name="Precision">The share of the values said to be wanted that the item has; 1 where none is said.</param>
/// <param name="Recall">The share of the item's values that are said to be wanted.</param>
internal readonly record struct Reward(bool Holds, double List, double Near, double Precision, double Recall)
{
    /// <summary>F1 of the preference: naming everything does not pay.</summary>
    public double Preference => Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>All of it.</summary>
    public double Total(SmtpoOptions options) => (Holds ? options.FormatReward : 0) + options.ListReward * (List + options.NearReward * Near) + options.PreferenceReward * Preference;
}
