using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Inference;

namespace Cicerone.Neural.Generative;

/// <summary>
/// What <see cref="TencentGr"/> learns: it makes one vector of a profile, of events with their actions and times, and of the action that is wanted, and
/// compares it with those of items, which are made of fields and vectors, so that new ones can join. No native code is needed to answer.
/// </summary>
public sealed class TencentGrModel : IEmbeds, IEncodes, IConditions
{
    internal const string Name = "tencentgr";
    private const string Weights = "weights", ItemRows = "items";
    private readonly EventShape _shape;
    private readonly TencentGrOptions _options;
    private readonly StoredWeights _weights;
    private readonly EventReader _reader;
    private readonly float[] _items, _beside;

    /// <param name="shape">Of the data.</param>
    /// <param name="options">Of the network.</param>
    /// <param name="weights">All weights.</param>
    /// <param name="reader">The network.</param>
    /// <param name="items">The vectors of all items: shape [items, width].</param>
    /// <param name="beside">What a profile's token has in the place of an item's vector: the last row for strangers, the others by person.</param>
    private TencentGrModel(EventShape shape, TencentGrOptions options, StoredWeights weights, EventReader reader, float[] items, float[] beside)
    {
        (_shape, _options, _weights, _reader, _items, _beside) = (shape, options, weights, reader, items, beside);
        ItemVectors = new ItemVectors(items, options.Width);
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Actions => _options.NextAction ? _shape.Actions : [];

    internal static TencentGrModel Of(EventShape shape, TencentGrOptions options, StoredWeights weights, Description[] items)
    {
        var reader = new EventReader(shape, options, weights.Named);
        Description[] beside = options.Defects ? [.. items.Select((_, person) => DescribedRows.Beside(items, person)!), Description.Empty] : [Description.Empty];
        return new TencentGrModel(shape, options, weights, reader, reader.Items(items), reader.Items(beside));
    }

    internal static TencentGrModel Load(ModelReader folder, TencentGrOptions options)
    {
        var shape = EventShape.Load(folder);
        var weights = StoredWeights.Of(folder.Tensors(Weights));
        TensorFile rows = folder.Tensors(ItemRows);
        float[] beside = rows["beside"].AsFloat32();
        if (beside.Length == 0 || beside.Length % options.Width != 0) throw new CiceroneException($"{rows.Path} is damaged: 'beside' is no rows of {options.Width} numbers. Fit the model again.");
        return new TencentGrModel(shape, options, weights, new EventReader(shape, options, weights.Named), rows["items"].AsFloat32(folder.ItemCount, options.Width), beside);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _shape.Save(folder);
        folder.WriteTensors(Weights, _weights.All);
        folder.WriteTensors(ItemRows, ("items", StoredTensor.Of(_items, _items.Length / _options.Width, _options.Width)), ("beside", StoredTensor.Of(_beside, _beside.Length / _options.Width, _options.Width)));
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        vectors.Clear();
        int width = _options.Width;
        var asked = new List<int>();
        var sequences = new List<EventSequence>();
        for (int q = 0; q < queries.Length; q++)
        {
            EventSequence sequence = SequenceOf(queries[q]);
            if (sequence.Length == 0) continue; // of nobody nothing is known: all items score alike
            asked.Add(q);
            sequences.Add(sequence);
        }
        if (asked.Count == 0) return;
        float[] encoded = _reader.Of(sequences, _items, [.. sequences.SelectMany(sequence => Beside(sequence.Index))]);
        if (_options.Cosine) EventNetwork.Normalise(encoded, width, _options.Sharpness);
        for (int i = 0; i < asked.Count; i++) encoded.AsSpan(i * width, width).CopyTo(vectors[(asked[i] * width)..]);
    }

    /// <inheritdoc/>
    public void Shares(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> shares)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        float[] vectors = new float[queries.Length * _options.Width];
        Embed(queries, vectors);
        shares.Clear();
        ItemVectors.AddScores(vectors, shares);
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> row = shares.Slice(q * catalogue.Count, catalogue.Count);
            TensorPrimitives.SoftMax(row, row);
        }
    }

    /// <inheritdoc/>
    public IEncodes With(IReadOnlyList<NewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        float[] more = _reader.Items([.. items.Select(Describe)]);
        return new TencentGrModel(_shape, _options, _weights, _reader, [.. _items, .. more], _beside);
    }

    /// <summary>What a profile's token is told; null where there is none: profiles are not wanted or, in the official baseline, nothing is known.</summary>
    internal static Description? TokenOf(Description person, TencentGrOptions options) =>
        options.Profile && (!options.Defects || person.Values.Length > 0) ? person : null;

    private EventSequence SequenceOf(Query query)
    {
        History events = query.History;
        int end = events.Count - (_options.Defects && events.Count > 1 ? 1 : 0);
        Range seen = Math.Max(0, end - _options.MaxLength)..end;
        events = new History(events.Items[seen], events.Times.Length == 0 ? default : events.Times[seen], default, events.Actions.Length == 0 ? default : events.Actions[seen]);
        Description? person = TokenOf(_shape.DescribePerson(query.Person, query.Context.Profile), _options);
        int[] next = new int[events.Count + (person is null ? 0 : 1)];
        for (int token = 0; token < next.Length; token++)
        {
            int following = token - (person is null ? 0 : 1) + 1;
            next[token] = following == events.Count ? ActionOf(query.Context.Action) : events.Actions.Length == 0 ? 0 : 1 + events.Actions.Span[following];
        }
        return new EventSequence(person, events, Array.ConvertAll(next, action => action <= _shape.Actions.Count ? action : 0), query.Person ?? -1);
    }

    /// <summary>The number of an action, from 1; 0 where none is named, or one that training did not meet.</summary>
    private int ActionOf(string? name)
    {
        for (int action = 0; action < _shape.Actions.Count; action++)
            if (_shape.Actions[action] == name) return action + 1;
        return 0;
    }

    private float[] Beside(int person)
    {
        int last = _beside.Length / _options.Width - 1, row = person >= 0 && person < last ? person : last;
        return _beside[(row * _options.Width)..((row + 1) * _options.Width)];
    }

    private Description Describe(NewItem item)
    {
        int wide = _shape.VectorWidths.Sum();
        if (item.Vector is { } given && given.Length != wide) throw new CiceroneException($"The vector of item '{item.Id}' has {given.Length} numbers, but the model's have {wide}{(_shape.VectorWidths.Length > 1 ? $": {string.Join(" and ", _shape.VectorWidths)}, one after the other" : "")}.");
        var vectors = new List<ReadOnlyMemory<float>?>();
        int start = 0;
        foreach (int width in _shape.VectorWidths)
        {
            vectors.Add(item.Vector?.Slice(start, width));
            start += width;
        }
        if (item.Vector is { } numbers)
            foreach (float value in numbers.Span) if (!float.IsFinite(value)) throw new CiceroneException($"The vector of item '{item.Id}' has {value} in it; every number must be finite.");
        Description described = _shape.Items.Describe(-1, _shape.Items.Columns.Select(item.Columns.GetValueOrDefault), vectors);
        return described.IsKnown ? described : throw new CiceroneException($"Item '{item.Id}' has no vector and no value that the model knows in {string.Join(", ", _shape.Items.Columns)}, so nothing can be said of it.");
    }
}
