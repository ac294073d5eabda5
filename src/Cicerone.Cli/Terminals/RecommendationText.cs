using Cicerone.Models;

namespace Cicerone.Cli.Terminals;

/// <summary>A list of recommendations as a person reads it.</summary>
internal static class RecommendationText
{
    /// <summary>Prints a list, and what should be known of it.</summary>
    public static void Print(Terminal terminal, RecommendationList list)
    {
        if (list.UnknownItems.Count > 0) terminal.Remark($"Not known to the model, and without influence: {string.Join(", ", list.UnknownItems)}.");
        if (list.Source == "popularity") terminal.Line("By popularity:");
        for (int place = 0; place < list.Items.Count; place++) Print(terminal, place + 1, list.Items[place]);
        if (list.Items.Count == 0) terminal.Line("Nothing is left to recommend.");
    }

    /// <summary>Prints one item and its reasons.</summary>
    public static void Print(Terminal terminal, int? place, Recommendation item)
    {
        terminal.Line($"{place,3}  {item.Title}{(item.Title == item.Item ? "" : $"  [{item.Item}]")}  {item.Score:0.0000}");
        foreach (Reason reason in item.Reasons)
            terminal.Line($"      {(reason.Contribution is { } part ? $"{part,8:+0.0000;-0.0000;0.0000}" : "        ")}  {reason.Text}");
    }
}
