using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;

namespace Cicerone.Neural.Generative;

/// <summary>The <see cref="FieldTower"/> as it answers.</summary>
internal sealed class FieldReader
{
    private const int Block = 256;
    private readonly int _width, _columns, _ownColumns;
    private readonly bool _unit, _nonNegative;
    private readonly float[] _own, _values;
    private readonly (DenseLayer Layer, int Width)[] _vectors;
    private readonly DenseLayer _mix;

    public FieldReader(Func<string, StoredTensor> weights, string name, int own, FieldVocabulary fields, int[] vectorWidths, int width, bool unit, bool nonNegative)
    {
        (_width, _ownColumns, _unit, _nonNegative) = (width, own > 0 ? 1 : 0, unit, nonNegative);
        _columns = _ownColumns + fields.Columns.Count;
        _own = own > 0 ? weights($"{name}.own").AsFloat32(own, width) : [];
        _values = fields.Count > 0 ? weights($"{name}.values").AsFloat32(fields.Count, width) : [];
        _vectors = [.. vectorWidths.Select((length, kind) => (DenseLayer.Of(weights, $"{name}.vectors.{kind}", length, width), length))];
        _mix = DenseLayer.Of(weights, $"{name}.mix", Math.Max(1, _columns + vectorWidths.Length) * width, width);
    }

    /// <summary>The vectors of some descriptions: shape [descriptions, width].</summary>
    public float[] Of(ReadOnlySpan<Description> described)
    {
        float[] result = new float[described.Length * _width];
        for (int start = 0; start < described.Length; start += Block) // a wide row of parts an item: not all at once
            OfBlock(described.Slice(start, Math.Min(Block, described.Length - start))).CopyTo(result.AsSpan(start * _width));
        return result;
    }

    private float[] OfBlock(ReadOnlySpan<Description> described)
    {
        int wide = Math.Max(1, _columns + _vectors.Length) * _width;
        float[] rows = new float[described.Length * wide];
        for (int row = 0; row < described.Length; row++)
        {
            Description one = described[row];
            Span<float> parts = rows.AsSpan(row * wide, wide);
            if (one.Id >= 0) _own.AsSpan(one.Id * _width, _width).CopyTo(parts);
            for (int i = 0; i < one.Values.Length; i++)
            {
                Span<float> part = parts.Slice((_ownColumns + one.Columns[i]) * _width, _width);
                TensorPrimitives.Add(part, _values.AsSpan(one.Values[i] * _width, _width), part);
            }
        }
        for (int kind = 0; kind < _vectors.Length; kind++) AddVectors(described, kind, rows, wide);
        float[] mixed = _mix.Of(rows);
        if (_nonNegative) TensorPrimitives.Max<float>(mixed, 0, mixed);
        return mixed;
    }

    private void AddVectors(ReadOnlySpan<Description> described, int kind, float[] rows, int wide)
    {
        (DenseLayer layer, int length) = _vectors[kind];
        float[] given = new float[described.Length * length];
        for (int row = 0; row < described.Length; row++)
            if (kind < described[row].Vectors.Count && described[row].Vectors[kind] is { } vector) vector.Span.CopyTo(given.AsSpan(row * length));
        if (_unit) EventNetwork.Normalise(given, length, 1);
        float[] mapped = layer.Of(given);
        for (int row = 0; row < described.Length; row++) mapped.AsSpan(row * _width, _width).CopyTo(rows.AsSpan(row * wide + (_columns + kind) * _width));
    }
}
