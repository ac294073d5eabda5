using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>What learning has made of rules.</summary>
internal static class RuleFigures
{
    /// <summary>How many rules there are of each kind, and how many literals and operators differ from the start's.</summary>
    public static IReadOnlyDictionary<string, double> Of(Rule[] start, Rule[] now) => new Dictionary<string, double>
    {
        ["and rules"] = now.Count(rule => rule.Operator == RuleOperator.And),
        ["literals"] = now.Sum(rule => rule.Codes.Length),
        ["negated literals"] = now.Sum(rule => rule.Codes.Count(code => code < 0)),
        ["literals changed"] = now.Zip(start, (rule, then) => rule.Codes.Except(then.Codes).Count() + then.Codes.Except(rule.Codes).Count()).Sum(),
        ["operators changed"] = now.Zip(start, (rule, then) => rule.Operator == then.Operator ? 0 : 1).Sum(),
    };
}
