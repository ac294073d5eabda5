using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>
/// Finds better rules. With h the people who satisfy a rule and R what all other rules leave unexplained, the rule can lower the loss by
/// Σᵢ (hᵀRᵢ)² / (hᵀch + λ), the sum over items that do not occur in it. The terms of a person with itself are there for any rule, the
/// more the more people satisfy it; its gain is what remains without them: how far those people agree in what is unexplained.
/// Changes are first sifted by a random projection of R to 64 columns (Johnson and Lindenstrauss), then the best few are judged exactly.
/// </summary>
internal sealed class RuleSearch
{
    private const int Width = VectorKernels.PanelWidth, JudgedExactly = 6;
    private readonly SparseMatrix _people, _byItem;
    private readonly BitMatrix _columns;
    private readonly Residual _left;
    private readonly LiaOptions _options;
    private readonly float[] _projection, _ofPeople, _ofItems; // [items, 64], [people, 64], [items, 64]: the residual of each item's people, added
    private readonly float[] _squares, _squaresOfItems; // ‖R‖² of each person, and of each item's people, added

    public RuleSearch(SparseMatrix people, BitMatrix columns, Residual left, LiaOptions options, RandomSource random)
    {
        (_people, _byItem, _columns, _left, _options) = (people, people.Transpose(), columns, left, options);
        _projection = new float[people.Columns * Width];
        foreach (ref float value in _projection.AsSpan()) value = random.NextInt(2) == 0 ? 1f / 8 : -1f / 8; // 1/√64
        _squares = [.. Enumerable.Range(0, people.Rows).Select(person => TensorPrimitives.SumOfSquares(left.Row(person)))];
        _squaresOfItems = [.. Enumerable.Range(0, people.Columns).Select(item => _byItem.Indices(item).ToArray().Sum(person => _squares[person]))];
        _ofPeople = new float[people.Rows * Width];
        for (int person = 0; person < people.Rows; person++) Project(left.Row(person), _ofPeople.AsSpan(person * Width, Width));
        _ofItems = new float[people.Columns * Width];
        for (int item = 0; item < people.Columns; item++)
            foreach (int person in _byItem.Indices(item)) Add(_ofItems.AsSpan(item * Width, Width), _ofPeople.AsSpan(person * Width, Width));
    }

    /// <summary>The change of a rule with the most gain; null where none beats the rule itself by the margin.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="satisfied">Who satisfies it.</param>
    /// <param name="weights">What it adds to each item now.</param>
    public Rule? Better(Rule rule, ReadOnlySpan<ulong> satisfied, float[] weights)
    {
        var own = new OwnPart(satisfied.ToArray(), weights, new float[Width], SquaresWithout(satisfied, weights));
        Project(weights, own.Projected);
        double best = Math.Max(0, GainOf(rule, own)) * (1 + _options.ChangeMargin);
        Rule? found = null;
        var sifted = new List<(double Gain, Rule Rule)>();
        if (rule.Codes.Length < _options.MaxLiterals) Extend(rule, own, best, sifted);
        if (rule.Codes.Length > 1)
            foreach (int code in rule.Codes)
            {
                var rest = new Rule(rule.Operator, [.. rule.Codes.Where(other => other != code)], 0);
                Extend(rest, own, best, sifted);
                if (rest.Codes.Length > 1) sifted.Add((double.PositiveInfinity, rest)); // shorter: always worth a look
            }
        foreach ((_, Rule candidate) in sifted.OrderByDescending(change => change.Gain).Take(JudgedExactly))
        {
            double gain = GainOf(candidate, own);
            if (gain > best) (best, found) = (gain, candidate);
        }
        return found;
    }

    /// <summary>Adds to a list every rule that one more literal makes of a rule and that seems to gain more than a bound.</summary>
    private void Extend(Rule rule, OwnPart own, double bound, List<(double Gain, Rule Rule)> into)
    {
        bool single = rule.Codes.Length == 1, ands = single || rule.Operator == RuleOperator.And, ors = single || rule.Operator == RuleOperator.Or;
        if (single && rule.Codes[0] < 0) return; // nearly everyone: a rule of what was not chosen alone
        ulong[] set = new ulong[BitMatrix.Words(_people.Rows)];
        rule.Satisfy(_columns, set);
        int items = _people.Columns, support = BitMatrix.Count(set);
        float[] shared = new float[items * Width], all = new float[Width], sum = new float[Width];
        float[] sharedImportance = new float[items], ownImportance = new float[items], sharedSquares = new float[items], ownSquares = new float[items];
        int[] sharedCount = new int[items];
        double importance = 0, squares = 0;
        for (int person = 0; person < _people.Rows; person++)
        {
            bool holds = BitMatrix.Contains(set, person), held = BitMatrix.Contains(own.Satisfied, person);
            float counts = (float)_left.ImportanceOf(person);
            if (held)
                foreach (int item in _people.Indices(person))
                {
                    ownImportance[item] += counts;
                    ownSquares[item] += own.Squares[person] - _squares[person];
                }
            if (!holds) continue;
            TensorPrimitives.MultiplyAdd(own.Projected, held ? counts : 0, _ofPeople.AsSpan(person * Width, Width), sum);
            Add(all, sum);
            importance += counts;
            squares += own.Squares[person];
            foreach (int item in _people.Indices(person))
            {
                sharedSquares[item] += own.Squares[person];
                Add(shared.AsSpan(item * Width, Width), sum);
                sharedImportance[item] += counts;
                sharedCount[item]++;
            }
        }
        for (int item = 0; item < items; item++)
        {
            int chosen = _byItem.Indices(item).Length;
            if (chosen < _options.MinSupport || rule.Codes.Contains(item) || rule.Codes.Contains(~item)) continue;
            ReadOnlySpan<float> both = shared.AsSpan(item * Width, Width);
            if (ands) Offer(RuleOperator.And, item, both, sharedSquares[item], sharedImportance[item], sharedCount[item]);
            if (ands && sharedCount[item] >= _options.MinSupport)
            {
                TensorPrimitives.Subtract(all, both, sum);
                Offer(RuleOperator.And, ~item, sum, squares - sharedSquares[item], importance - sharedImportance[item], support - sharedCount[item]);
            }
            if (!ors) continue;
            TensorPrimitives.Subtract(all, both, sum);
            Add(sum, _ofItems.AsSpan(item * Width, Width));
            TensorPrimitives.MultiplyAdd(own.Projected, ownImportance[item], sum, sum);
            Offer(RuleOperator.Or, item, sum, squares - sharedSquares[item] + _squaresOfItems[item] + ownSquares[item], importance - sharedImportance[item] + _left.ImportanceOfItem(item), support + chosen - sharedCount[item]);
        }

        void Offer(RuleOperator op, int code, ReadOnlySpan<float> explained, double alone, double weight, int people)
        {
            if (people < _options.MinSupport) return;
            double gain = (TensorPrimitives.SumOfSquares(explained) - alone) / (weight + Penalty(people));
            if (gain > bound) into.Add((gain, new Rule(op, [.. rule.Codes, code], 0)));
        }
    }

    /// <summary>The gain of a rule in the place of the one whose part is given; 0 for one with too little support.</summary>
    private double GainOf(Rule rule, OwnPart own)
    {
        ulong[] set = new ulong[BitMatrix.Words(_people.Rows)];
        rule.Satisfy(_columns, set);
        int support = BitMatrix.Count(set);
        if (support < _options.MinSupport) return 0;
        float[] explained = new float[_people.Columns];
        double importance = 0, shared = 0, alone = 0;
        for (int person = 0; person < _people.Rows; person++)
        {
            if (!BitMatrix.Contains(set, person)) continue;
            Add(explained, _left.Row(person));
            bool held = BitMatrix.Contains(own.Satisfied, person);
            float counts = (float)_left.ImportanceOf(person);
            importance += counts;
            if (held) shared += counts;
            alone += own.Squares[person];
            foreach (int item in rule.Items)
            {
                double unexplained = _left.Row(person)[item] + (held ? counts * own.Weights[item] : 0);
                alone -= unexplained * unexplained;
            }
        }
        TensorPrimitives.MultiplyAdd(own.Weights, (float)shared, explained, explained);
        foreach (int item in rule.Items) explained[item] = 0;
        return (TensorPrimitives.SumOfSquares<float>(explained) - alone) / (importance + Penalty(support));
    }

    private double Penalty(int support) => _options.Regularisation + _options.SupportPenalty * support;

    /// <summary>‖R‖² of each person were the rule not there: ‖R + c w‖² of those who satisfy it.</summary>
    private float[] SquaresWithout(ReadOnlySpan<ulong> satisfied, float[] weights)
    {
        float[] squares = [.. _squares];
        float length = TensorPrimitives.SumOfSquares<float>(weights);
        for (int person = 0; person < squares.Length; person++)
            if (BitMatrix.Contains(satisfied, person) && (float)_left.ImportanceOf(person) is var counts)
                squares[person] += counts * (2 * TensorPrimitives.Dot(_left.Row(person), weights) + counts * length);
        return squares;
    }

    private void Project(ReadOnlySpan<float> values, Span<float> into)
    {
        into.Clear();
        for (int item = 0; item < values.Length; item++) TensorPrimitives.MultiplyAdd(_projection.AsSpan(item * Width, Width), values[item], into, into);
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> more) => TensorPrimitives.Add(sum, more, sum);

    /// <summary>What a rule explains now, which a rule in its place would not have to leave to it.</summary>
    private sealed record OwnPart(ulong[] Satisfied, float[] Weights, float[] Projected, float[] Squares);
}
