using Cicerone.Kernels;

namespace Cicerone.Neural.Rules;

/// <summary>
/// The released code's continuous twin: with u(v) = 1 − 1/(1 − (αv)^β), AND = (1 + Σ u(1−x)u(w⁺) + u(x)u(w⁻))^−γ,
/// OR = 1 − (1 + Σ u(x)u(w⁺) + u(1−x)u(w⁻))^−γ, mixed by the sigmoid of the gate. Inputs are 0 or 1, so the sums are sparse products.
/// </summary>
internal static class NlafSurrogate
{
    private const float Alpha = 0.999f;
    private static readonly float One = Unit(1); // u of a literal that is wholly there

    /// <summary>Writes the slopes of the loss in the weights and gates of a layer of rules.</summary>
    /// <param name="batch">Whom, and what rules.</param>
    /// <param name="outputSlopes">The slopes in what the rules say, shape [people, rules].</param>
    /// <param name="bodies">Weights, shape [items, rules].</param>
    /// <param name="gates">One for each rule.</param>
    /// <param name="bodySlopes">Where the slopes in the weights go.</param>
    /// <param name="gateSlopes">Where the slopes in the gates go.</param>
    /// <param name="parallel">How to run parallel loops.</param>
    public static void Slopes(RuleBatch batch, PanelMatrix outputSlopes, ReadOnlySpan<float> bodies, ReadOnlySpan<float> gates, Span<float> bodySlopes, Span<float> gateSlopes, ParallelOptions parallel)
    {
        int people = batch.Histories.Rows, items = batch.Histories.Columns, rules = gates.Length;
        PanelMatrix plus = new(items, rules), minus = new(items, rules), plusOf = new(people, rules), minusOf = new(people, rules);
        float[] plusAll = new float[rules], minusAll = new float[rules];
        for (int item = 0; item < items; item++)
            for (int rule = 0; rule < rules; rule++)
            {
                float weight = bodies[item * rules + rule];
                if (weight > 0) plusAll[rule] += plus[item, rule] = One * Unit(weight);
                else if (weight < 0) minusAll[rule] += minus[item, rule] = One * Unit(-weight);
            }
        batch.Histories.Multiply(plus, plusOf, VectorKernels.Chosen, parallel);
        batch.Histories.Multiply(minus, minusOf, VectorKernels.Chosen, parallel);

        // the slopes in both sums, for each person; the buffers of the sums take them
        float[] andAll = new float[rules], orAll = new float[rules];
        for (int rule = 0; rule < rules; rule++)
        {
            float gate = 1 / (1 + MathF.Exp(-gates[rule])), gateSlope = 0;
            for (int person = 0; person < people; person++)
            {
                float present = plusOf[person, rule], absent = minusOf[person, rule], slope = outputSlopes[person, rule];
                float and = 1 / (1 + plusAll[rule] - present + absent), or = 1 / (1 + present + minusAll[rule] - absent);
                float andCubed = and * and * and, orCubed = or * or * or;
                gateSlope += slope * (andCubed - (1 - orCubed));
                andAll[rule] += plusOf[person, rule] = -3 * gate * slope * andCubed * and;
                orAll[rule] += minusOf[person, rule] = 3 * (1 - gate) * slope * orCubed * or;
            }
            gateSlopes[rule] = gate * (1 - gate) * gateSlope;
        }
        batch.ByItem.Multiply(plusOf, plus, VectorKernels.Chosen, parallel);
        batch.ByItem.Multiply(minusOf, minus, VectorKernels.Chosen, parallel);
        for (int item = 0; item < items; item++)
            for (int rule = 0; rule < rules; rule++)
            {
                float weight = bodies[item * rules + rule], and = plus[item, rule], or = minus[item, rule];
                bodySlopes[item * rules + rule] =
                    weight > 0 ? One * UnitSlope(weight) * (andAll[rule] - and + or)
                    : weight < 0 ? -One * UnitSlope(-weight) * (and + orAll[rule] - or)
                    : 0;
            }
    }

    private static float Unit(float v) => 1 - 1 / (1 - Eighth(Alpha * v));

    private static float UnitSlope(float v)
    {
        float seventh = Eighth(Alpha * v) / v, rest = 1 - Eighth(Alpha * v);
        return -8 * seventh / (rest * rest);
    }

    private static float Eighth(float v)
    {
        v *= v;
        v *= v;
        return v * v;
    }
}
