using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>The <see cref="EventNetwork"/> as it answers: without native code, dropout or padding.</summary>
internal sealed class EventReader
{
    private readonly TencentGrOptions _options;
    private readonly EventShape _shape;
    private readonly float[] _places, _actions, _next, _times;
    private readonly DenseLayer? _clock;
    private readonly FieldReader _items;
    private readonly FieldReader? _people;
    private readonly ISequenceReader _layers;
    private readonly Normalisation _norm;

    public EventReader(EventShape shape, TencentGrOptions options, Func<string, StoredTensor> weights)
    {
        (_options, _shape) = (options, shape);
        int width = options.Width, actions = shape.Actions.Count + 1;
        _items = new FieldReader(weights, "items", shape.ItemCount, shape.Items, shape.VectorWidths, width, options.Cosine, options.Defects);
        if (options.Profile) _people = new FieldReader(weights, "people", shape.PersonCount, shape.People, [], width, options.Cosine, options.Defects);
        _places = weights("places").AsFloat32(EventNetwork.Window(options), width);
        _actions = options.HistoryActions ? weights("actions").AsFloat32(actions, width) : [];
        _next = options.NextAction ? weights("next").AsFloat32(actions, width) : [];
        _times = options.Time ? weights("times").AsFloat32(EventTimes.Rows(options.TimeBuckets), width) : [];
        if (options.Time) _clock = DenseLayer.Of(weights, "clock", EventTimes.ClockWidth, width);
        _layers = options.Backbone == EventBackbone.Hstu ? new HstuReader(weights, options) : new PostNormReader(weights, options);
        _norm = new Normalisation(weights, "norm", width);
    }

    /// <summary>The vectors of items: shape [items, width]; of length 1 where cosines are compared.</summary>
    public float[] Items(ReadOnlySpan<Description> items)
    {
        float[] vectors = _items.Of(items);
        if (_options.Cosine) EventNetwork.Normalise(vectors, _options.Width, 1);
        return vectors;
    }

    /// <summary>A vector for each sequence, none of which may be empty: shape [sequences, width].</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="items">The vectors of all items.</param>
    /// <param name="beside">What the profile's token of each sequence has in the place of an item's vector: shape [sequences, width].</param>
    public float[] Of(IReadOnlyList<EventSequence> sequences, float[] items, float[] beside)
    {
        var batch = EventBatch.Of(sequences, _shape, _options);
        float[] tokens = Tokens(batch, sequences, items, beside);
        float[] last = _layers.Of(tokens, batch.Tokens);
        _norm.Apply(last);
        return last;
    }

    private float[] Tokens(EventBatch batch, IReadOnlyList<EventSequence> sequences, float[] items, float[] beside)
    {
        int width = _options.Width;
        float[] people = _people is null ? [] : _people.Of([.. sequences.Select(sequence => sequence.Person ?? Description.Empty), Description.Empty]);
        float[] clock = _clock is null ? [] : _clock.Of(batch.Times.Clock), tokens = new float[batch.Next.Length * width];
        int[] slots = batch.Tokens.Slots(EventNetwork.Window(_options));
        for (int token = 0; token < slots.Length; token++)
        {
            Span<float> into = tokens.AsSpan(token * width, width);
            bool isPerson = batch.Tokens.Items[token] == RaggedBatch.Hidden;
            if (isPerson) Row(beside, batch.Sequences[token]).CopyTo(into);
            else Row(items, batch.Tokens.Items[token]).CopyTo(into);
            if (_people is not null) Add(into, people, isPerson ? batch.Sequences[token] : sequences.Count);
            if (_actions.Length > 0) Add(into, _actions, batch.Actions[token]);
            if (_next.Length > 0) Add(into, _next, batch.Next[token]);
            if (_times.Length > 0 && batch.Times.Known[token] > 0) AddTime(into, batch.Times, token, clock);
            TensorPrimitives.Multiply(into, MathF.Sqrt(width), into);
            Add(into, _places, slots[token]);
        }
        return tokens;
    }

    private void AddTime(Span<float> into, EventTimes times, int token, float[] clock)
    {
        float later = times.Later[token];
        Add(into, _times, times.Gap[token]);
        TensorPrimitives.MultiplyAdd(Row(_times, times.Date[token]), 1 - later, into, into);
        TensorPrimitives.MultiplyAdd(Row(_times, times.Date[token] + 1), later, into, into);
        Add(into, clock, token);
    }

    private void Add(Span<float> into, float[] table, int row) => TensorPrimitives.Add(into, Row(table, row), into);

    private ReadOnlySpan<float> Row(float[] table, int row) => table.AsSpan(row * _options.Width, _options.Width);
}
