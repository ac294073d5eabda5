using System.Numerics.Tensors;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>
/// EASE's weights without some people, by the identity of Woodbury. With A = XᵀX + λI and P = A⁻¹, the rows Z of X that go leave
/// P′ = P + PZᵀ (I − ZPZᵀ)⁻¹ ZP. P is read off the weights: its columns are the weights times −P_jj, and A P = I gives P_jj. Time grows with
/// the people that go times the square of the items, where a fit takes the cube.
/// </summary>
internal sealed class EaseWithout
{
    private readonly float[] _weights;
    private readonly int _items, _gone;
    private readonly double[] _diagonal, _newDiagonal, _reach, _change; // P_jj, P′_jj; PZᵀ and its product with the inverse of the core, shape [items, gone]
    private readonly ParallelOptions _parallel;

    /// <param name="weights">EASE's weights, shape [items, items].</param>
    /// <param name="before">X, shape [people, items].</param>
    /// <param name="gone">The rows that go.</param>
    /// <param name="regularisation">λ.</param>
    /// <param name="parallel">How to run loops.</param>
    public EaseWithout(float[] weights, SparseMatrix before, IReadOnlyList<int> gone, double regularisation, ParallelOptions parallel)
    {
        (_weights, _items, _gone, _parallel) = (weights, before.Columns, gone.Count, parallel);
        _diagonal = Diagonal(before, regularisation);
        _reach = new double[(long)_items * _gone];
        Parallel.For(0, _items, parallel, item =>
        {
            for (int k = 0; k < _gone; k++)
                foreach (int chosen in before.Indices(gone[k])) _reach[item * _gone + k] += Old(item, chosen);
        });
        _change = Change(before, gone);
        _newDiagonal = new double[_items];
        for (int item = 0; item < _items; item++) _newDiagonal[item] = _diagonal[item] + Added(item, item);
    }

    /// <summary>The new weights among some of the items, in their order; shape [items kept, items kept].</summary>
    public float[] Weights(int[] kept)
    {
        float[] weights = new float[kept.Length * kept.Length];
        Parallel.For(0, kept.Length, _parallel, from =>
        {
            for (int to = 0; to < kept.Length; to++)
                if (to != from) weights[from * kept.Length + to] = (float)(-New(kept[from], kept[to]) / _newDiagonal[kept[to]]);
        });
        return weights;
    }

    /// <summary>
    /// The largest error of a weight, found where A′P′ differs from I in some columns: to first order the error of a column of P′ is P′ times
    /// that residual.
    /// </summary>
    /// <param name="left">X without the people, over all of the items; shape [people, items].</param>
    /// <param name="regularisation">λ.</param>
    /// <param name="columns">The columns that are looked at.</param>
    public double LargestError(SparseMatrix left, double regularisation, IEnumerable<int> columns)
    {
        double largest = 0;
        double[] inverse = new double[_items], residual = new double[_items], scaled = new double[_items], through = new double[_gone], errors = new double[_items];
        foreach (int column in columns)
        {
            for (int item = 0; item < _items; item++)
            {
                inverse[item] = New(item, column);
                residual[item] = regularisation * inverse[item] - (item == column ? 1 : 0);
            }
            for (int person = 0; person < left.Rows; person++)
            {
                double sum = 0;
                foreach (int item in left.Indices(person)) sum += inverse[item];
                foreach (int item in left.Indices(person)) residual[item] += sum;
            }
            Array.Clear(through);
            for (int item = 0; item < _items; item++)
            {
                scaled[item] = _diagonal[item] * residual[item];
                TensorPrimitives.MultiplyAdd<double>(_change.AsSpan(item * _gone, _gone), residual[item], through, through);
            }
            Parallel.For(0, _items, _parallel, item =>
            {
                double error = scaled[item] + TensorPrimitives.Dot<double>(_reach.AsSpan(item * _gone, _gone), through);
                ReadOnlySpan<float> row = _weights.AsSpan(item * _items, _items); // 0 on the diagonal
                for (int other = 0; other < row.Length; other++) error -= row[other] * scaled[other];
                errors[item] = Math.Abs(error / _newDiagonal[column]);
            });
            largest = Math.Max(largest, TensorPrimitives.Max<double>(errors));
        }
        return largest;
    }

    /// <summary>P_jj = 1 / (A_jj − Σ over i ≠ j of A_ji B_ij), from the column j of A P = I.</summary>
    private double[] Diagonal(SparseMatrix before, double regularisation)
    {
        double[] sums = new double[_items];
        for (int person = 0; person < before.Rows; person++)
        {
            ReadOnlySpan<int> chosen = before.Indices(person);
            foreach (int from in chosen)
            {
                ReadOnlySpan<float> row = _weights.AsSpan(from * _items, _items);
                foreach (int to in chosen) sums[to] += from == to ? 1 : -(double)row[to];
            }
        }
        return [.. sums.Select(sum => 1 / (sum + regularisation))];
    }

    private double[] Change(SparseMatrix before, IReadOnlyList<int> gone)
    {
        int stride = SmallCholesky.Stride(_gone);
        double[] core = new double[_gone * stride], change = (double[])_reach.Clone();
        for (int k = 0; k < _gone; k++)
            for (int l = 0; l < _gone; l++)
            {
                double sum = k == l ? 1 : 0;
                foreach (int item in before.Indices(gone[k])) sum -= _reach[item * _gone + l];
                core[k * stride + l] = sum;
            }
        SmallCholesky.Factor(core, _gone);
        Parallel.For(0, _items, _parallel, item => SmallCholesky.Solve(core, _gone, change.AsSpan(item * _gone, _gone)));
        return change;
    }

    private double Old(int row, int column) => row == column ? _diagonal[row] : -_weights[row * _items + column] * _diagonal[column];

    private double New(int row, int column) => Old(row, column) + Added(row, column);

    private double Added(int row, int column) => TensorPrimitives.Dot<double>(_reach.AsSpan(row * _gone, _gone), _change.AsSpan(column * _gone, _gone));
}
