using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models.Rules;

namespace Cicerone.Neural.Rules;

/// <summary>
/// Finds rules for what other rules leave unexplained, R. With h the people who satisfy a rule, it lowers the loss by
/// Σᵢ (hᵀRᵢ)² / (hᵀch + λ); for an item that it names, h are those who would satisfy it without that item. The terms of a person with
/// itself are there for any rule, the more the more people satisfy it; a rule's gain is what remains without them: how far those people
/// agree in what is unexplained. Changes are first sifted by a random projection of R to 64 columns (Johnson and Lindenstrauss), then the
/// best few are judged exactly.
/// </summary>
internal sealed class RuleSearch
{
    private const int Width = VectorKernels.PanelWidth, JudgedExactly = 3;
    private const double ShareSatisfied = 0.9, Growth = 1.02; // what nearly everyone satisfies tells little; a literal must be worth its length
    private readonly SparseMatrix _people, _byItem;
    private readonly BitMatrix _columns;
    private readonly Residual _left;
    private readonly LiaOptions _options;
    private readonly float[] _projection, _ofPeople, _ofItems; // [items, 64], [people, 64], [items, 64]: the residual of each item's people, added
    private readonly float[] _ownOfItems, _squares, _squaresOfItems; // each item's own residual of its people, added; ‖R‖² of each person; and of each item's people, added

    public RuleSearch(SparseMatrix people, BitMatrix columns, Residual left, LiaOptions options, RandomSource random, ParallelOptions parallel)
    {
        (_people, _byItem, _columns, _left, _options) = (people, people.Transpose(), columns, left, options);
        _projection = new float[people.Columns * Width];
        foreach (ref float value in _projection.AsSpan()) value = random.NextInt(2) == 0 ? 1f / 8 : -1f / 8; // 1/√64
        _squares = new float[people.Rows];
        _ofPeople = new float[people.Rows * Width];
        Parallel.For(0, people.Rows, parallel, person =>
        {
            ReadOnlySpan<float> row = left.Row(person);
            Span<float> projected = Of(_ofPeople, person);
            for (int item = 0; item < row.Length; item++) TensorPrimitives.MultiplyAdd(Of(_projection, item), row[item], projected, projected);
            _squares[person] = TensorPrimitives.SumOfSquares(row);
        });
        _ofItems = new float[people.Columns * Width];
        (_ownOfItems, _squaresOfItems) = (new float[people.Columns], new float[people.Columns]);
        for (int item = 0; item < people.Columns; item++)
            foreach (int person in _byItem.Indices(item))
            {
                Add(Of(_ofItems, item), Of(_ofPeople, person));
                _squaresOfItems[item] += _squares[person];
                _ownOfItems[item] += left.Row(person)[item];
            }
    }

    /// <summary>The rule that grows from an item, literal by literal as long as that gains; null where no two literals gain anything.</summary>
    public Found? Grow(int item)
    {
        var start = new Rule(RuleOperator.Or, [item], 0);
        var best = new Found(start, 0);
        while (best.Rule.Codes.Length < _options.MaxLiterals)
        {
            Found[] judged = [.. Extend(best.Rule).OrderByDescending(found => found.Gain).Take(JudgedExactly).Select(found => found with { Gain = GainOf(found.Rule) })];
            Found next = judged.Append(best).MaxBy(found => found.Gain);
            if (next.Gain <= best.Gain * Growth) break;
            best = next;
        }
        return best.Rule == start ? null : best;
    }

    /// <summary>What a rule would gain; 0 for one that too few or nearly all people satisfy.</summary>
    public double GainOf(Rule rule)
    {
        int[] satisfied = PeopleOf(rule);
        if (!IsAllowed(satisfied.Length)) return 0;
        (float[] explained, double importance) = Explained(rule, satisfied);
        double alone = 0;
        foreach (int person in satisfied)
        {
            alone += _squares[person];
            foreach (int item in rule.Items) alone -= Square(_left.Row(person)[item]);
        }
        double gain = (TensorPrimitives.SumOfSquares<float>(explained) - alone) / (importance + Penalty(satisfied.Length));
        foreach ((int item, int[] others, double sum, double weight) in OfItsItems(rule, satisfied.Length))
            gain += (Square(sum) - others.Sum(person => Square(_left.Row(person)[item]))) * weight;
        return gain;
    }

    /// <summary>Takes what a rule explains out of what is left, with weights that look at nothing else.</summary>
    public void Take(Rule rule)
    {
        int[] satisfied = PeopleOf(rule);
        (float[] explained, double importance) = Explained(rule, satisfied);
        TensorPrimitives.Multiply(explained, (float)(1 / (importance + Penalty(satisfied.Length))), explained);
        (int, int[], double, double)[] ofItsItems = [.. OfItsItems(rule, satisfied.Length)];
        foreach (int person in satisfied) TensorPrimitives.MultiplyAdd(explained, -(float)_left.ImportanceOf(person), _left.Row(person), _left.Row(person));
        foreach ((int item, int[] others, double sum, double weight) in ofItsItems)
            foreach (int person in others) _left.Row(person)[item] -= (float)(_left.ImportanceOf(person) * sum * weight);
        foreach (int person in satisfied.Union(ofItsItems.SelectMany(own => own.Item2))) _squares[person] = TensorPrimitives.SumOfSquares<float>(_left.Row(person));
    }

    /// <summary>Every rule that one more literal makes of a rule, with a guess of what it gains.</summary>
    private List<Found> Extend(Rule rule)
    {
        bool single = rule.Codes.Length == 1, ands = single || rule.Operator == RuleOperator.And, ors = single || rule.Operator == RuleOperator.Or;
        int items = _people.Columns;
        int[] own = rule.Items, satisfied = PeopleOf(rule), sharedCount = new int[items];
        // of the rule's people: the residual, projected, without the rule's items; of those among them who chose an item, the same
        float[] all = new float[Width], shared = new float[items * Width], sum = new float[Width];
        float[] ofItem = new float[items], sharedOfItem = new float[items], sharedImportance = new float[items], sharedSquares = new float[items];
        double importance = 0, squares = 0;
        foreach (int person in satisfied)
        {
            Span<float> row = _left.Row(person);
            float counts = (float)_left.ImportanceOf(person);
            Of(_ofPeople, person).CopyTo(sum);
            foreach (int item in own) TensorPrimitives.MultiplyAdd(Of(_projection, item), -row[item], sum, sum);
            Add(all, sum);
            Add(ofItem, row);
            importance += counts;
            squares += _squares[person];
            foreach (int item in _people.Indices(person))
            {
                Add(Of(shared, item), sum);
                sharedOfItem[item] += row[item];
                sharedImportance[item] += counts;
                sharedSquares[item] += _squares[person];
                sharedCount[item]++;
            }
        }
        float[][] ownOfItems = ors ? [.. own.Select(OwnOfPeopleWhoChose)] : [];
        var found = new List<Found>();
        for (int item = 0; item < items; item++)
        {
            int chosen = _byItem.Indices(item).Length;
            if (chosen < _options.MinSupport || own.Contains(item)) continue;
            if (ands)
            {
                TensorPrimitives.MultiplyAdd(Of(_projection, item), -sharedOfItem[item], Of(shared, item), sum);
                Offer(RuleOperator.And, item, 0, sharedSquares[item], sharedImportance[item], sharedCount[item]);
            }
            TensorPrimitives.Subtract(all, Of(shared, item), sum); // those who did not choose it
            TensorPrimitives.MultiplyAdd(Of(_projection, item), sharedOfItem[item] - ofItem[item], sum, sum);
            if (ands && sharedCount[item] >= _options.MinSupport)
                Offer(RuleOperator.And, ~item, Square(ofItem[item]), squares - sharedSquares[item], importance - sharedImportance[item], satisfied.Length - sharedCount[item]);
            if (!ors) continue;
            Add(sum, Of(_ofItems, item));
            TensorPrimitives.MultiplyAdd(Of(_projection, item), -_ownOfItems[item], sum, sum);
            double ofIts = Square(ofItem[item]);
            for (int i = 0; i < own.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(Of(_projection, own[i]), -ownOfItems[i][item], sum, sum);
                if (single) ofIts += Square(ownOfItems[i][item]);
            }
            Offer(RuleOperator.Or, item, ofIts, squares - sharedSquares[item] + _squaresOfItems[item], importance - sharedImportance[item] + _left.ImportanceOfItem(item), satisfied.Length + chosen - sharedCount[item]);
        }
        return found;

        void Offer(RuleOperator op, int code, double ofIts, double alone, double weight, int people)
        {
            if (!IsAllowed(people)) return;
            double gain = (TensorPrimitives.SumOfSquares<float>(sum) + ofIts - alone) / (weight + Penalty(people));
            if (gain > 0) found.Add(new Found(new Rule(op, [.. rule.Codes, code], 0), gain));
        }
    }

    /// <summary>hᵀR by item but for those that the rule names, and hᵀch.</summary>
    private (float[] Explained, double Importance) Explained(Rule rule, int[] satisfied)
    {
        float[] explained = new float[_people.Columns];
        double importance = 0;
        foreach (int person in satisfied)
        {
            Add(explained, _left.Row(person));
            importance += _left.ImportanceOf(person);
        }
        foreach (int item in rule.Items) explained[item] = 0;
        return (explained, importance);
    }

    /// <summary>For each item that a rule names: who satisfies what is left of it without that item, hᵀRᵢ of them, and 1 / (hᵀch + λ).</summary>
    private IEnumerable<(int Item, int[] People, double Sum, double Weight)> OfItsItems(Rule rule, int support)
    {
        foreach (int item in rule.Items)
        {
            if (rule.WithoutChoiceOf(item) is not { } rest) continue;
            int[] people = PeopleOf(rest);
            yield return (item, people, people.Sum(person => (double)_left.Row(person)[item]), 1 / (people.Sum(_left.ImportanceOf) + Penalty(support)));
        }
    }

    /// <summary>For each item, the residual that its people have in another, added.</summary>
    private float[] OwnOfPeopleWhoChose(int other)
    {
        float[] sums = new float[_people.Columns];
        for (int person = 0; person < _people.Rows; person++)
        {
            float value = _left.Row(person)[other];
            foreach (int item in _people.Indices(person)) sums[item] += value;
        }
        return sums;
    }

    private int[] PeopleOf(Rule rule)
    {
        Span<ulong> set = new ulong[BitMatrix.Words(_people.Rows)];
        rule.Satisfy(_columns, set);
        return BitMatrix.Elements(set);
    }

    private bool IsAllowed(int people) => people >= _options.MinSupport && people <= ShareSatisfied * _people.Rows;

    private double Penalty(int support) => _options.Regularisation + _options.SupportPenalty * support;

    private static double Square(double value) => value * value;

    private static Span<float> Of(float[] rows, int row) => rows.AsSpan(row * Width, Width);

    private static void Add(Span<float> sum, ReadOnlySpan<float> more) => TensorPrimitives.Add(sum, more, sum);

    /// <summary>A rule and what it gains.</summary>
    public readonly record struct Found(Rule Rule, double Gain);
}
