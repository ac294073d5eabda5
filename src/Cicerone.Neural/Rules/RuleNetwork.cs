using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models.Rules;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Rules;

/// <summary>
/// The network of LIA: a layer of rules over the items of a history, and a linear layer over what the rules say and, with a skip
/// connection, over the items themselves. Its loss is the multinomial one, −mean over people of Σ x log softmax(y), of the
/// history itself.
/// </summary>
internal sealed class RuleNetwork : IDisposable
{
    private const float Literal = 0.6f, Gate = 0.1f;
    private readonly LiaOptions _options;
    private readonly int _items;

    public RuleNetwork(int items, LiaOptions options, ulong seed)
    {
        (_items, _options, Parameters) = (items, options, new ParameterSet(seed));
        Bodies = Parameters.Constant("bodies", 0, items, options.Rules);
        Gates = Parameters.Constant("gates", 0, options.Rules);
        Weights = Parameters.Constant("weights", 0, options.Rules, items);
        Bias = Parameters.Constant("bias", 0, items);
        if (options.Skip) Skip = Parameters.Constant("items", 0, items, items);
    }

    public ParameterSet Parameters { get; }

    /// <summary>The literals, shape [items, rules].</summary>
    public Parameter Bodies { get; }

    /// <summary>AND above 0, OR else.</summary>
    public Parameter Gates { get; }

    /// <summary>Shape [rules, items].</summary>
    public Parameter Weights { get; }

    /// <summary>Shape [items, items], a row for each item of the history; null without a skip connection.</summary>
    public Parameter? Skip { get; }

    public Parameter Bias { get; }

    /// <summary>The rules as they are now.</summary>
    public Rule[] Rules() => RuleLayer.Read(Bodies.Values, Gates.Values);

    /// <summary>Replaces a rule.</summary>
    public void Write(int rule, Rule by)
    {
        Span<float> bodies = Bodies.Values;
        for (int item = 0; item < _items; item++) bodies[item * _options.Rules + rule] = 0;
        foreach (int code in by.Codes) bodies[(code < 0 ? ~code : code) * _options.Rules + rule] = code < 0 ? -Literal : Literal;
        Gates.Values[rule] = by.Operator == RuleOperator.And ? Gate : -Gate;
    }

    /// <summary>Puts the literals back into −1 to 1.</summary>
    public void Clamp() => TensorPrimitives.Clamp(Bodies.Values, -1f, 1f, Bodies.Values);

    /// <summary>The loss of some people, and its slopes in every parameter, in their order.</summary>
    public double Slopes(SparseMatrix histories, float[][] slopes, ParallelOptions parallel)
    {
        int people = histories.Rows;
        var batch = new RuleBatch(histories, Rules());
        PanelMatrix logits = new(people, _items), weights = Panels(Weights.Values, _options.Rules, _items);
        batch.Said.Multiply(weights, logits, VectorKernels.Chosen, parallel);
        PanelMatrix? fromItems = null;
        if (Skip is not null) histories.Multiply(Panels(Skip.Values, _items, _items), fromItems = new PanelMatrix(people, _items), VectorKernels.Chosen, parallel);
        double loss = ToSlopes(logits, fromItems, histories, parallel);

        PanelMatrix weightSlopes = new(_options.Rules, _items);
        batch.Said.Transpose().Multiply(logits, weightSlopes, VectorKernels.Chosen, parallel);
        Copy(weightSlopes, slopes[2]);
        SumRows(logits, slopes[3]);
        if (Skip is not null)
        {
            PanelMatrix itemSlopes = new(_items, _items);
            batch.ByItem.Multiply(logits, itemSlopes, VectorKernels.Chosen, parallel);
            Copy(itemSlopes, slopes[4]);
        }
        var outputSlopes = new PanelMatrix(people, _options.Rules);
        logits.Multiply(Turned(Weights.Values, _options.Rules, _items), outputSlopes, VectorKernels.Chosen, parallel);
        NlafSurrogate.Slopes(batch, outputSlopes, Bodies.Values, Gates.Values, slopes[0], slopes[1], parallel);
        return loss;
    }

    public void Dispose() => Parameters.Dispose();

    /// <summary>Replaces logits by the slopes of the loss in them; returns the loss.</summary>
    private double ToSlopes(PanelMatrix logits, PanelMatrix? more, SparseMatrix histories, ParallelOptions parallel)
    {
        double[] losses = new double[histories.Rows];
        float[] bias = Bias.Values.ToArray();
        Parallel.For(0, histories.Rows, parallel, () => (new float[_items], new float[_items]), (person, _, rows) =>
        {
            (float[] row, float[] other) = rows;
            ReadOnlySpan<int> chosen = histories.Indices(person);
            logits.CopyRow(person, row.AsSpan());
            for (int item = 0; item < _items; item++) row[item] += bias[item];
            if (more is not null)
            {
                more.CopyRow(person, other.AsSpan());
                for (int item = 0; item < _items; item++) row[item] += other[item];
            }
            double sum = 0;
            foreach (int item in chosen) sum += row[item];
            float scale = 1f / histories.Rows;
            losses[person] = chosen.Length * (double)Exponential.Softmax(row, chosen.Length * scale) - sum;
            foreach (int item in chosen) row[item] -= scale;
            logits.SetRow(person, row);
            return rows;
        }, _ => { });
        return losses.Sum() / histories.Rows;
    }

    private static PanelMatrix Panels(ReadOnlySpan<float> values, int rows, int columns)
    {
        var panels = new PanelMatrix(rows, columns);
        for (int row = 0; row < rows; row++) panels.SetRow(row, values.Slice(row * columns, columns));
        return panels;
    }

    private static PanelMatrix Turned(ReadOnlySpan<float> values, int rows, int columns)
    {
        var turned = new PanelMatrix(columns, rows);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) turned[column, row] = values[row * columns + column];
        return turned;
    }

    private static void Copy(PanelMatrix panels, float[] into)
    {
        for (int row = 0; row < panels.Rows; row++) panels.CopyRow(row, into.AsSpan(row * panels.Columns, panels.Columns));
    }

    private static void SumRows(PanelMatrix panels, float[] into)
    {
        float[] row = new float[panels.Columns];
        Array.Clear(into);
        for (int i = 0; i < panels.Rows; i++)
        {
            panels.CopyRow(i, row.AsSpan());
            for (int column = 0; column < row.Length; column++) into[column] += row[column];
        }
    }
}
