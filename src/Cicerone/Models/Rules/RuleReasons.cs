using Cicerone.Data;

namespace Cicerone.Models.Rules;

/// <summary>Rules as reasons: each that fired, in plain words, with what it adds; together they are the score.</summary>
internal static class RuleReasons
{
    /// <summary>The reasons for an item, the largest first; what may not be shown is summed up in one that comes last.</summary>
    public static IReadOnlyList<Reason> Of(RuleSet model, History history, IReadOnlyList<int> fired, int item, Catalogue catalogue)
    {
        var reasons = new List<Reason>();
        HashSet<int> chosen = [.. history.Items.Span];
        double hidden = 0;
        int hiddenCount = 0;
        void Take(Func<Reason> reason, float weight, int support)
        {
            if (weight == 0) return;
            if (support >= RuleSet.FewestPeopleShown) reasons.Add(reason());
            else (hidden, hiddenCount) = (hidden + weight, hiddenCount + 1);
        }
        foreach (int rule in fired)
        {
            float weight = model.WeightsOf(rule)[item];
            Take(() => Of(model.Rules[rule], weight, chosen, catalogue), weight, model.Rules[rule].Support);
        }
        if (model.HasItemWeights)
            foreach (int past in chosen.Order())
            {
                float weight = model.WeightsOfItem(past)[item];
                Take(() => HistoryReasons.Of(past, weight, catalogue), weight, model.SupportOfItem(past));
            }
        if (model.BiasOf(item) != 0) reasons.Add(new Reason(ReasonKind.Popularity, "Whatever you chose: what this item always has.", model.BiasOf(item), []));
        List<Reason> ordered = [.. reasons.OrderByDescending(reason => reason.Contribution)];
        if (hiddenCount > 0) ordered.Add(new Reason(ReasonKind.Others, $"{(hiddenCount == 1 ? "1 rule" : $"{hiddenCount} rules together")} that fewer than {RuleSet.FewestPeopleShown} people support.", hidden, []));
        return ordered;
    }

    /// <summary>A rule in plain words, without what anyone chose: <c>“A” and “B” but not “C”</c>.</summary>
    public static string Words(Rule rule, Catalogue catalogue)
    {
        string[] literals = [.. rule.Literals.OrderBy(literal => literal.Not).Select(literal => literal.Not ? $"not {Quoted(literal.Item, catalogue)}" : Quoted(literal.Item, catalogue))];
        return Joined(literals, rule.Operator == RuleOperator.And ? "and" : "or");
    }

    private static Reason Of(Rule rule, float weight, HashSet<int> chosen, Catalogue catalogue)
    {
        RuleLiteral[] held = [.. rule.Literals.Where(literal => chosen.Contains(literal.Item) != literal.Not)];
        string[] with = [.. held.Where(literal => !literal.Not).Select(literal => Quoted(literal.Item, catalogue))];
        string[] without = [.. held.Where(literal => literal.Not).Select(literal => Quoted(literal.Item, catalogue))];
        string told = (with.Length, without.Length) switch
        {
            (_, 0) => $"You chose {Joined(with, "and")}",
            (0, _) => $"You did not choose {Joined(without, "or")}",
            _ => $"You chose {Joined(with, "and")}, but not {Joined(without, "or")}",
        };
        string rest = held.Length == rule.Literals.Count ? "" : $" (the rule asks for {Words(rule, catalogue)})";
        string against = weight < 0 ? ", which speaks against it" : "";
        return new Reason(ReasonKind.Rule, $"{told}{rest}{against}.", weight,
            [.. held.Select(literal => new Evidence(literal.Not ? "absent item" : "item", catalogue.Ids[literal.Item], catalogue.Title(literal.Item)))]);
    }

    private static string Quoted(int item, Catalogue catalogue) => $"“{catalogue.Title(item)}”";

    private static string Joined(string[] parts, string word) =>
        parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} {word} {parts[^1]}";
}
