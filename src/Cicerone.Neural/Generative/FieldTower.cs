using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative;

/// <summary>
/// Makes one vector of what is known of an item or a person: its own vector, the sum of the vectors of its values in each column, and a linear map of each
/// given vector, side by side, then mixed by a linear layer. What is missing is 0. Given vectors brought to length 1 start as large as the other parts.
/// </summary>
internal sealed class FieldTower
{
    private readonly int _width, _columns, _ownColumns;
    private readonly bool _unit, _nonNegative;
    private readonly Parameter? _own, _values;
    private readonly (LinearLayer Layer, int Width)[] _vectors;
    private readonly LinearLayer _mix;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="name">Before their names.</param>
    /// <param name="own">How many have a vector of their own; 0 where nobody has.</param>
    /// <param name="fields">Columns and values.</param>
    /// <param name="vectorWidths">Lengths of the given vectors.</param>
    /// <param name="width">Length of what comes out, and of each part.</param>
    /// <param name="unit">Whether given vectors are brought to length 1.</param>
    /// <param name="nonNegative">Whether what is below 0 becomes 0.</param>
    public FieldTower(ParameterSet parameters, string name, int own, FieldVocabulary fields, int[] vectorWidths, int width, bool unit, bool nonNegative)
    {
        (_width, _ownColumns, _unit, _nonNegative) = (width, own > 0 ? 1 : 0, unit, nonNegative);
        _columns = _ownColumns + fields.Columns.Count;
        if (own > 0) _own = parameters.Normal($"{name}.own", EventNetwork.Deviation(own, width), own, width);
        if (fields.Count > 0) _values = parameters.Normal($"{name}.values", EventNetwork.Deviation(fields.Count, width), fields.Count, width);
        _vectors = [.. vectorWidths.Select((length, kind) => (new LinearLayer(parameters, $"{name}.vectors.{kind}", length, width, EventNetwork.Deviation(unit ? Math.Max(own, length) : length, width)), length))];
        int parts = Math.Max(1, _columns + vectorWidths.Length);
        _mix = new LinearLayer(parameters, $"{name}.mix", parts * width, width, EventNetwork.Deviation(parts * width, width));
    }

    /// <summary>Begins a step that reads these alone, and makes their vectors: shape [descriptions, width].</summary>
    /// <param name="described">What is known of each.</param>
    /// <param name="hidesOwn">Whether to leave out the own vector of a description.</param>
    public Tensor Of(Description[] described, Func<int, bool> hidesOwn)
    {
        List<int> ownPlaces = [], owns = [], places = [], values = [];
        for (int row = 0; row < described.Length; row++)
        {
            Description one = described[row];
            if (one.Id >= 0 && !hidesOwn(row))
            {
                ownPlaces.Add(row * _columns);
                owns.Add(one.Id);
            }
            foreach (int column in one.Columns) places.Add(row * _columns + _ownColumns + column);
            values.AddRange(one.Values);
        }
        Tensor parts = torch.zeros(described.Length * _columns, _width);
        parts = Added(parts, _own, ownPlaces, owns);
        parts = Added(parts, _values, places, values).view(described.Length, _columns * _width);
        Tensor[] all = [parts, .. _vectors.Select((vector, kind) => vector.Layer.Of(Given(described, kind, vector.Width)))];
        Tensor whole = _columns + _vectors.Length == 0 ? torch.zeros(described.Length, _width) : torch.cat(all, 1);
        Tensor mixed = _mix.Of(whole);
        return _nonNegative ? mixed.relu() : mixed;
    }

    private static Tensor Added(Tensor parts, Parameter? table, List<int> places, List<int> rows)
    {
        if (table is null) return parts;
        int[] read = [.. rows];
        table.Touch(read);
        return read.Length == 0 ? parts : parts.index_add(0, torch.tensor([.. places.Select(place => (long)place)]), table.Rows(read), Constant.Of(1));
    }

    private Tensor Given(Description[] described, int kind, int width)
    {
        float[] vectors = new float[described.Length * width];
        for (int row = 0; row < described.Length; row++)
            if (kind < described[row].Vectors.Count && described[row].Vectors[kind] is { } vector) vector.Span.CopyTo(vectors.AsSpan(row * width));
        if (_unit) EventNetwork.Normalise(vectors, width, 1);
        return torch.tensor(vectors).view(described.Length, width);
    }
}
