using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>
/// Slopes through AND = ∏(1 − w(1 − x)) and OR = 1 − ∏(1 − wx), where w is 1 for a literal and 0 for what is none: the slope in a
/// weight is exactly what it would do to the loss, in the first order, to make it a literal. A negated literal has the same form
/// with 1 − x for x.
/// </summary>
internal sealed class ProductSurrogate : IRuleSurrogate
{
    public void Slopes(RuleBatch batch, PanelMatrix outputSlopes, ReadOnlySpan<float> bodies, ReadOnlySpan<float> gates, Span<float> bodySlopes, Span<float> gateSlopes, ParallelOptions parallel)
    {
        int people = batch.Histories.Rows, items = batch.Histories.Columns, rules = batch.Rules.Length;
        // what making a literal of an item would do to those whom it would decide: e of the people no literal has decided yet
        PanelMatrix undecided = new(people, rules), ofItem = new(items, rules);
        float[] all = new float[rules];
        float[][] presentSlopes = new float[rules][];
        float[] switched = new float[rules];
        Parallel.For(0, rules, parallel, () => new byte[people], (rule, _, decided) =>
        {
            Array.Clear(decided);
            Rule body = batch.Rules[rule];
            bool and = body.Operator == RuleOperator.And;
            foreach (int code in body.Codes)
                for (int person = 0; person < people; person++)
                    if (Decides(code, and, batch.Columns, person) && decided[person] < byte.MaxValue) decided[person]++;
            presentSlopes[rule] = new float[body.Codes.Length];
            float sign = and ? -1 : 1;
            int length = Math.Min(body.Codes.Length, byte.MaxValue);
            for (int person = 0; person < people; person++)
            {
                float slope = sign * outputSlopes[person, rule];
                if (decided[person] > 0 && decided[person] < length) switched[rule] += outputSlopes[person, rule];
                if (decided[person] == 0) all[rule] += undecided[person, rule] = slope;
                if (decided[person] != 1) continue;
                for (int literal = 0; literal < body.Codes.Length; literal++)
                    if (Decides(body.Codes[literal], and, batch.Columns, person)) presentSlopes[rule][literal] += slope;
            }
            return decided;
        }, _ => { });
        batch.ByItem.Multiply(undecided, ofItem, VectorKernels.Chosen, parallel);
        for (int item = 0; item < items; item++)
            for (int rule = 0; rule < rules; rule++)
            {
                bool and = gates[rule] > 0;
                float those = ofItem[item, rule], others = all[rule] - those;
                bodySlopes[item * rules + rule] = Signed(bodies[item * rules + rule], and ? others : those, and ? those : others);
            }
        for (int rule = 0; rule < rules; rule++)
        {
            int[] codes = batch.Rules[rule].Codes;
            for (int literal = 0; literal < codes.Length; literal++)
                bodySlopes[(codes[literal] < 0 ? ~codes[literal] : codes[literal]) * rules + rule] = codes[literal] < 0 ? -presentSlopes[rule][literal] : presentSlopes[rule][literal];
            float gate = 1 / (1 + MathF.Exp(-gates[rule]));
            gateSlopes[rule] = -gate * (1 - gate) * switched[rule]; // AND − OR is −1 where some literals hold, and 0 elsewhere
        }
    }

    /// <summary>Whether a literal alone settles the rule for a person: for AND by failing, for OR by holding.</summary>
    private static bool Decides(int code, bool and, BitMatrix columns, int person) => Holds(code, columns, person) != and;

    private static bool Holds(int code, BitMatrix columns, int person) =>
        code < 0 ? !BitMatrix.Contains(columns.Row(~code), person) : BitMatrix.Contains(columns.Row(code), person);

    /// <summary>The slope in a signed weight: on either side that of its own literal; at 0 the better of both, if it is any good.</summary>
    private static float Signed(float weight, float positive, float negative) =>
        weight > 0 ? positive : weight < 0 ? -negative : positive <= negative ? Math.Min(positive, 0) : -Math.Min(negative, 0);
}
