using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>The <see cref="FusedInput"/> as it answers: without native code. Every text is mapped once, when the model is opened.</summary>
internal sealed class FusedReader : ITokenReader
{
    private readonly FaerecOptions _options;
    private readonly TokenShape _shape;
    private readonly float[] _items, _places;
    private readonly Normalisation _norm;
    private readonly DenseLayer? _gateWiden, _gateNarrow;

    public FusedReader(Func<string, StoredTensor> weights, ItemSemantics semantics, FaerecOptions options, TokenShape shape)
    {
        (_options, _shape) = (options, shape);
        int width = shape.Width;
        _items = weights("item_emb.weight").AsFloat32(semantics.Count + 1, width)[width..];
        _places = shape.Window > 0 ? weights("pos_emb.weight").AsFloat32(shape.Window, width) : [];
        _norm = new Normalisation(weights, "layernorm", width);
        if (options.Fusion == FusionKind.Gate)
            (_gateWiden, _gateNarrow) = (DenseLayer.Of(weights, $"{FusionGate.Name}.w1", 2 * width, 2 * width), DenseLayer.Of(weights, $"{FusionGate.Name}.w2", 2 * width, width));
        MappedVectors = options.MapsText ? Map(weights, semantics, width) : [];
        float[] candidates = [.. _items];
        if (options.Score != ScoreMode.IdOnly)
        {
            (float[] behaviour, float[] text) = Parts(_items, MappedVectors, summed: options.Score == ScoreMode.SumNorm);
            TensorPrimitives.Add<float>(behaviour, text, candidates);
            _norm.Apply(candidates);
        }
        ItemVectors = new ItemVectors(candidates, width);
    }

    public ItemVectors ItemVectors { get; }

    /// <summary>The items' own vectors, shape [items, width].</summary>
    public ReadOnlySpan<float> OwnVectors => _items;

    /// <summary>The mapped texts, shape [items, width]; empty where the model has none.</summary>
    public float[] MappedVectors { get; }

    public float[] Of(RaggedBatch batch)
    {
        float[] own = Gather(_items, batch.Items);
        int[] slots = _shape.Window > 0 ? batch.Slots(_shape.Window) : [];
        AddPlaces(own, slots);
        if (_options.Fusion != FusionKind.None)
        {
            float[] mapped = Gather(MappedVectors, batch.Items);
            AddPlaces(mapped, slots);
            (own, mapped) = Parts(own, mapped, summed: false);
            TensorPrimitives.Add<float>(own, mapped, own);
        }
        _norm.Apply(own);
        return own;
    }

    /// <summary>The gate of an item without a place: how much of each dimension comes from behaviour.</summary>
    public float[] GateOf(int item) => Gates(_items.AsSpan(item * _shape.Width, _shape.Width), MappedVectors.AsSpan(item * _shape.Width, _shape.Width));

    /// <summary>What a candidate's score is the sum of, for a query: what behaviour gives, what text gives, and what every item has.</summary>
    public (double Behaviour, double Text, double Constant) Contributions(ReadOnlySpan<float> query, int item)
    {
        ReadOnlySpan<float> own = _items.AsSpan(item * _shape.Width, _shape.Width);
        if (_options.Score == ScoreMode.IdOnly) return (TensorPrimitives.Dot(query, own), 0, 0);
        (float[] behaviour, float[] text) = Parts(own.ToArray(), MappedVectors[(item * _shape.Width)..((item + 1) * _shape.Width)], summed: _options.Score == ScoreMode.SumNorm);
        return _norm.Contributions(query, behaviour, text);
    }

    /// <summary>Behaviour and text, each with its weight.</summary>
    private (float[] Behaviour, float[] Text) Parts(float[] behaviour, float[] text, bool summed)
    {
        (behaviour, text) = ([.. behaviour], [.. text]);
        if (summed) return (behaviour, text);
        float[] gates = _gateWiden is null ? [.. Enumerable.Repeat(0.5f, behaviour.Length)] : Gates(behaviour, text);
        TensorPrimitives.Multiply<float>(behaviour, gates, behaviour);
        for (int i = 0; i < text.Length; i++) text[i] *= 1 - gates[i];
        return (behaviour, text);
    }

    private float[] Gates(ReadOnlySpan<float> behaviour, ReadOnlySpan<float> text)
    {
        int width = _shape.Width;
        float[] both = new float[2 * behaviour.Length];
        for (int row = 0; row < behaviour.Length / width; row++)
        {
            behaviour.Slice(row * width, width).CopyTo(both.AsSpan(2 * row * width));
            text.Slice(row * width, width).CopyTo(both.AsSpan((2 * row + 1) * width));
        }
        float[] wide = _gateWiden!.Of(both);
        Activations.Gelu(wide);
        float[] gates = _gateNarrow!.Of(wide);
        for (int start = 0; start < gates.Length; start += width) TensorPrimitives.Sigmoid(gates.AsSpan(start, width), gates.AsSpan(start, width)); // by rows, so that a batch changes no bit
        return gates;
    }

    private static float[] Map(Func<string, StoredTensor> weights, ItemSemantics semantics, int width)
    {
        int inside = TextMapper.Inside(semantics.Width);
        DenseLayer first = DenseLayer.Of(weights, $"{TextMapper.Name}.w1", semantics.Width, inside), second = DenseLayer.Of(weights, $"{TextMapper.Name}.w2", inside, width);
        float[] wide = first.Of(semantics.Vectors);
        for (int start = 0; start < wide.Length; start += inside) Activations.Gelu(wide.AsSpan(start, inside));
        return second.Of(wide);
    }

    private float[] Gather(float[] table, int[] items)
    {
        float[] rows = new float[items.Length * _shape.Width];
        for (int i = 0; i < items.Length; i++) table.AsSpan(items[i] * _shape.Width, _shape.Width).CopyTo(rows.AsSpan(i * _shape.Width));
        return rows;
    }

    private void AddPlaces(float[] tokens, int[] slots)
    {
        for (int token = 0; token < slots.Length; token++)
        {
            Span<float> one = tokens.AsSpan(token * _shape.Width, _shape.Width);
            TensorPrimitives.Add(one, _places.AsSpan(slots[token] * _shape.Width, _shape.Width), one);
        }
    }
}
