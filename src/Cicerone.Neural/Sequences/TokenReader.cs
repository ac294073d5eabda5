using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>The <see cref="TokenInput"/> as it answers.</summary>
internal sealed class TokenReader : ITokenReader
{
    private readonly TokenShape _shape;
    private readonly float[] _items, _places;
    private readonly Normalisation? _norm;

    /// <param name="weights">Tensors by their published names.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="shape">Of the tokens.</param>
    public TokenReader(Func<string, StoredTensor> weights, int items, TokenShape shape)
    {
        _shape = shape;
        _items = weights("item_emb.weight").AsFloat32(items + 1, shape.Width);
        _places = shape.Window > 0 ? weights("pos_emb.weight").AsFloat32(shape.Window, shape.Width) : [];
        if (shape.IsNormalised) _norm = new Normalisation(weights, "layernorm", shape.Width);
        ItemVectors = new ItemVectors(_items[shape.Width..], shape.Width);
    }

    public ItemVectors ItemVectors { get; }

    public float[] Of(RaggedBatch batch)
    {
        int width = _shape.Width;
        float[] tokens = new float[batch.Items.Length * width];
        for (int token = 0; token < batch.Items.Length; token++) _items.AsSpan((batch.Items[token] + 1) * width, width).CopyTo(tokens.AsSpan(token * width));
        if (_shape.Window > 0) AddPlaces(tokens, batch.Slots(_shape.Window));
        _norm?.Apply(tokens);
        return tokens;
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
