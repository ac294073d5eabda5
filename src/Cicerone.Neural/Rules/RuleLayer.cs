using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>
/// A layer of rules (spec of the released code): a weight above ½ is a literal, one below −½ a negated one; the sign of the gate
/// chooses AND or OR. What it computes is discrete; gradients come from a continuous twin (gradient grafting).
/// </summary>
internal static class RuleLayer
{
    /// <summary>Weights above this are literals.</summary>
    public const float Threshold = 0.5f;

    /// <summary>The rules that weights and gates describe; some may be without literals. Supports are not counted.</summary>
    /// <param name="bodies">Shape [items, rules].</param>
    /// <param name="gates">One for each rule.</param>
    public static Rule[] Read(ReadOnlySpan<float> bodies, ReadOnlySpan<float> gates)
    {
        var literals = new List<int>[gates.Length];
        for (int rule = 0; rule < literals.Length; rule++) literals[rule] = [];
        for (int place = 0; place < bodies.Length; place++)
            if (MathF.Abs(bodies[place]) > Threshold) literals[place % gates.Length].Add(bodies[place] > 0 ? place / gates.Length : ~(place / gates.Length));
        var rules = new Rule[gates.Length];
        for (int rule = 0; rule < rules.Length; rule++) rules[rule] = new Rule(gates[rule] > 0 ? RuleOperator.And : RuleOperator.Or, [.. literals[rule]], 0);
        return rules;
    }
}
