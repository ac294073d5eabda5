using System.Numerics.Tensors;
using Cicerone.Kernels;

namespace Cicerone.Models.Rules;

/// <summary>
/// The weights of rules in closed form: they minimise Σᵤ cᵤ (xᵤᵢ − hᵤ w)² + Σⱼ λⱼ wⱼ² for every item i, where h tells which rules a person would
/// satisfy had they not chosen i. So what a person chose is predicted from the rest of it, as when an item is recommended, and a rule may speak
/// of its own items: <c>A or B</c> says of A what B says. With single items as the only rules and all cᵤ = 1 this is EASE (zero diagonal).
/// </summary>
internal sealed class RuleReadout
{
    private readonly SparseMatrix _people;
    private readonly BitMatrix _columns;
    private readonly ParallelOptions _parallel;
    private readonly double[] _importance;

    /// <param name="people">Who chose what: binary.</param>
    /// <param name="exponent">A person of n events counts (n / mean)^−exponent.</param>
    /// <param name="parallel">How to run parallel loops.</param>
    public RuleReadout(SparseMatrix people, double exponent, ParallelOptions parallel)
    {
        (_people, _columns, _parallel) = (people, BitMatrix.ColumnsOf(people), parallel);
        double mean = Math.Max(1, Enumerable.Range(0, people.Rows).Average(person => (double)people.Indices(person).Length));
        _importance = [.. Enumerable.Range(0, people.Rows).Select(person => Math.Pow(Math.Max(1, people.Indices(person).Length) / mean, -exponent))];
    }

    /// <summary>Solves for the weights.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="penalties">λⱼ of each rule, above 0.</param>
    /// <returns>Shape [rules, items].</returns>
    public PanelMatrix Solve(IReadOnlyList<Rule> rules, double[] penalties)
    {
        SparseMatrix said = SparseMatrix.Membership(Rule.Satisfied(rules, _columns)), sayers = said.Transpose();
        SquareMatrix inverse = Gram(said, sayers);
        for (int rule = 0; rule < rules.Count; rule++) inverse[rule, rule] += penalties[rule];
        Cholesky.InvertInPlace(inverse, VectorKernels.Chosen, _parallel);
        PanelMatrix symmetric = new(rules.Count, rules.Count), weights = new(rules.Count, _people.Columns);
        for (int row = 0; row < rules.Count; row++)
            for (int column = 0; column < rules.Count; column++) symmetric[row, column] = (float)inverse[row, column];
        symmetric.Multiply(Together(sayers), weights, VectorKernels.Chosen, _parallel);
        LeaveTargetsOut(rules, penalties, said, inverse, symmetric, weights);
        return weights;
    }

    /// <summary>What weights leave unexplained, each choice predicted from the others.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="weights">Shape [rules, items].</param>
    public Residual Left(IReadOnlyList<Rule> rules, PanelMatrix weights)
    {
        BitMatrix satisfied = Rule.Satisfied(rules, _columns);
        var scores = new PanelMatrix(_people.Rows, _people.Columns);
        SparseMatrix.Membership(satisfied).Multiply(weights, scores, VectorKernels.Chosen, _parallel);
        ulong[] changed = new ulong[BitMatrix.Words(_people.Rows)];
        for (int rule = 0; rule < rules.Count; rule++)
            foreach (int item in rules[rule].Items)
            {
                if (rules[rule].WithoutChoiceOf(item) is { } rest) rest.Satisfy(_columns, changed);
                else continue; // it has no weight
                TensorPrimitives.Xor(changed, satisfied.Row(rule), changed);
                float change = rules[rule].Operator == RuleOperator.And ? weights[rule, item] : -weights[rule, item];
                foreach (int person in BitMatrix.Elements(changed)) scores[person, item] += change;
            }
        return new Residual(_people, scores, _importance);
    }

    /// <summary>Hᵀ C H.</summary>
    private SquareMatrix Gram(SparseMatrix said, SparseMatrix sayers)
    {
        var gram = new SquareMatrix(said.Columns);
        Parallel.For(0, gram.Size, _parallel, rule => AddTo(gram.Row(rule, 0, gram.Size), sayers.Indices(rule), said));
        return gram;
    }

    /// <summary>Adds what some people satisfy, each as much as they count.</summary>
    private void AddTo(Span<double> sums, ReadOnlySpan<int> people, SparseMatrix said)
    {
        foreach (int person in people)
            foreach (int rule in said.Indices(person)) sums[rule] += _importance[person];
    }

    /// <summary>Hᵀ C X.</summary>
    private PanelMatrix Together(SparseMatrix sayers)
    {
        var sums = new PanelMatrix(sayers.Rows, _people.Columns);
        Parallel.For(0, sums.Rows, _parallel, () => new float[_people.Columns], (rule, _, row) =>
        {
            Array.Clear(row);
            foreach (int person in sayers.Indices(rule)) _people.AddRowTo(person, row, (float)_importance[person]);
            sums.SetRow(rule, row);
            return row;
        }, _ => { });
        return sums;
    }

    /// <summary>
    /// Turns weights that were solved with every rule as it is into those with each target left out. For an item, let S be the rules that name
    /// it, P the inverse, and A the normal matrix of all other rules: A⁻¹v = v' − P[:, S] P[S, S]⁻¹ v'[S] with v' = Pv. What is left of the
    /// rules of S then joins as new columns h, by its Schur complement M = hᵀCh + λ − bᵀA⁻¹b with b = HᵀCh.
    /// </summary>
    private void LeaveTargetsOut(IReadOnlyList<Rule> rules, double[] penalties, SparseMatrix said, SquareMatrix inverse, PanelMatrix symmetric, PanelMatrix weights)
    {
        var naming = new List<int>[_people.Columns];
        for (int item = 0; item < naming.Length; item++) naming[item] = [];
        for (int rule = 0; rule < rules.Count; rule++)
            foreach (int item in rules[rule].Items) naming[item].Add(rule);
        Remainder[] remainders = [.. naming.SelectMany((some, item) => some.Select(rule => (rule, rest: rules[rule].WithoutChoiceOf(item))).Where(left => left.rest is not null).Select(left => new Remainder(item, left.rule, PeopleOf(left.rest!))))];
        PanelMatrix products = new(remainders.Length, rules.Count), solved = new(remainders.Length, rules.Count); // b and Pb, in rows
        Parallel.For(0, remainders.Length, _parallel, place =>
        {
            double[] sums = new double[rules.Count];
            AddTo(sums, remainders[place].People, said);
            foreach (int rule in naming[remainders[place].Item]) sums[rule] = 0;
            float[] row = new float[sums.Length];
            TensorPrimitives.ConvertTruncating<double, float>(sums, row);
            products.SetRow(place, row);
        });
        products.Multiply(symmetric, solved, VectorKernels.Chosen, _parallel);
        ILookup<int, int> placesOf = Enumerable.Range(0, remainders.Length).ToLookup(place => remainders[place].Item);
        Parallel.For(0, naming.Length, _parallel, item =>
        {
            if (naming[item].Count == 0) return;
            var others = new OtherRules(inverse, [.. naming[item]]);
            double[] column = new double[rules.Count];
            for (int rule = 0; rule < column.Length; rule++) column[rule] = weights[rule, item];
            others.Correct(column);
            int[] places = [.. placesOf[item]];
            if (places.Length > 0) Join([.. places.Select(place => remainders[place])], [.. places.Select(place => RowOf(products, place))], [.. places.Select(place => others.Correct(RowOf(solved, place)))], penalties, column);
            for (int rule = 0; rule < column.Length; rule++) weights[rule, item] = (float)column[rule];
        });
    }

    /// <summary>Adds to the weights of an item those of what is left of the rules that name it.</summary>
    /// <param name="remainders">What is left of them.</param>
    /// <param name="b">HᵀCh of each.</param>
    /// <param name="solved">A⁻¹b of each.</param>
    /// <param name="penalties">λⱼ of each rule.</param>
    /// <param name="column">The weights without them; changed.</param>
    private void Join(Remainder[] remainders, double[][] b, double[][] solved, double[] penalties, double[] column)
    {
        int n = remainders.Length, stride = SmallCholesky.Stride(n);
        double[] system = new double[n * stride], side = new double[stride], held = new double[_people.Rows];
        for (int i = 0; i < n; i++)
        {
            Array.Clear(held);
            foreach (int person in remainders[i].People) held[person] = _importance[person];
            for (int j = i; j < n; j++) system[i * stride + j] = remainders[j].People.Sum(person => held[person]) - TensorPrimitives.Dot<double>(b[i], solved[j]);
            system[i * stride + i] += penalties[remainders[i].Rule];
            side[i] = BitMatrix.Elements(_columns.Row(remainders[i].Item)).Sum(person => held[person]) - TensorPrimitives.Dot<double>(b[i], column);
        }
        SmallCholesky.Factor(system, n);
        SmallCholesky.Solve(system, n, side);
        for (int i = 0; i < n; i++) TensorPrimitives.MultiplyAdd(solved[i], -side[i], column, column);
        for (int i = 0; i < n; i++) column[remainders[i].Rule] = side[i];
    }

    private int[] PeopleOf(Rule rule)
    {
        Span<ulong> set = new ulong[BitMatrix.Words(_people.Rows)];
        rule.Satisfy(_columns, set);
        return BitMatrix.Elements(set);
    }

    private static double[] RowOf(PanelMatrix matrix, int row)
    {
        double[] values = new double[matrix.Columns];
        matrix.CopyRow(row, values.AsSpan());
        return values;
    }

    /// <summary>What is left of a rule for people who did not choose one of its items, and who satisfies that.</summary>
    private sealed record Remainder(int Item, int Rule, int[] People);

    /// <summary>Solves with all rules but some, from the inverse P of all: v ← v − P[:, S] P[S, S]⁻¹ v[S].</summary>
    private sealed class OtherRules
    {
        private readonly SquareMatrix _inverse;
        private readonly int[] _some;
        private readonly double[] _factor;

        public OtherRules(SquareMatrix inverse, int[] some)
        {
            (_inverse, _some) = (inverse, some);
            int stride = SmallCholesky.Stride(some.Length);
            _factor = new double[some.Length * stride];
            for (int i = 0; i < some.Length; i++)
                for (int j = i; j < some.Length; j++) _factor[i * stride + j] = inverse[some[i], some[j]];
            SmallCholesky.Factor(_factor, some.Length);
        }

        public double[] Correct(double[] values)
        {
            double[] multipliers = new double[SmallCholesky.Stride(_some.Length)];
            for (int i = 0; i < _some.Length; i++) multipliers[i] = values[_some[i]];
            SmallCholesky.Solve(_factor, _some.Length, multipliers);
            for (int i = 0; i < _some.Length; i++) TensorPrimitives.MultiplyAdd(_inverse.Row(_some[i], 0, values.Length), -multipliers[i], values, values);
            foreach (int rule in _some) values[rule] = 0;
            return values;
        }
    }
}
