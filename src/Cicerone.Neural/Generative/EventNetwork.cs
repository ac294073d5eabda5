using System.Numerics.Tensors;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative;

/// <summary>
/// A causal network over a person's events. A token is the sum of what the item is, whose profile it is, what was done, what comes next and when, times
/// √width, and of its place; layers; a normalisation. The vector of a position is compared with those of items.
/// </summary>
internal sealed class EventNetwork : IDisposable
{
    /// <summary>Vectors that are shorter than this have no direction worth the name: they are brought to length 1 by this length instead of their own.</summary>
    private const double LeastLength = 0.01;

    private readonly EventShape _shape;
    private readonly TencentGrOptions _options;
    private readonly Parameter _places;
    private readonly Parameter? _actions, _next, _times;
    private readonly LinearLayer? _clock;
    private readonly FieldTower _items;
    private readonly FieldTower? _people;
    private readonly ISequenceLayers _layers;
    private readonly NormLayer _norm;

    public EventNetwork(EventShape shape, TencentGrOptions options, ulong seed)
    {
        (_shape, _options) = (shape, options);
        int width = options.Width, actions = shape.Actions.Count + 1, window = Window(options);
        Parameters = new ParameterSet(seed);
        _items = new FieldTower(Parameters, "items", shape.ItemCount, shape.Items, shape.VectorWidths, width, options.Cosine, options.Defects);
        if (options.Profile) _people = new FieldTower(Parameters, "people", shape.PersonCount, shape.People, [], width, options.Cosine, options.Defects);
        _places = Parameters.Normal("places", Deviation(window, width), window, width);
        if (options.HistoryActions) _actions = Parameters.Normal("actions", Deviation(actions, width), actions, width);
        if (options.NextAction) _next = Parameters.Normal("next", Deviation(actions, width), actions, width);
        if (options.Time)
        {
            int rows = EventTimes.Rows(options.TimeBuckets);
            _times = Parameters.Normal("times", Deviation(rows, width), rows, width);
            _clock = new LinearLayer(Parameters, "clock", EventTimes.ClockWidth, width, Deviation(EventTimes.ClockWidth, width));
        }
        int before = Parameters.All.Count;
        _layers = options.Backbone == EventBackbone.Hstu ? new HstuLayers(Parameters, options) : new PostNormLayers(Parameters, options);
        foreach (Parameter parameter in Parameters.All.Skip(before).Where(parameter => parameter.Shape.Length == 2 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal))) parameter.MuonRate = options.MuonRate;
        _norm = new NormLayer(Parameters, "norm", width);
    }

    public ParameterSet Parameters { get; }

    /// <summary>Places in the window: the events and, before them, the profile.</summary>
    public static int Window(TencentGrOptions options) => options.MaxLength + 1;

    /// <summary>The deviation of the first weights of a matrix (Glorot and Bengio, AISTATS 2010, normal).</summary>
    public static double Deviation(int rows, int columns) => Math.Sqrt(2.0 / (rows + columns));

    /// <summary>Brings rows to a length.</summary>
    public static void Normalise(Span<float> rows, int width, double length)
    {
        for (int start = 0; start < rows.Length; start += width)
        {
            Span<float> row = rows.Slice(start, width);
            TensorPrimitives.Multiply(row, (float)(length / Math.Max(LeastLength, TensorPrimitives.Norm<float>(row))), row);
        }
    }

    /// <summary>Brings rows to length 1.</summary>
    public static Tensor Normalised(Tensor rows) => torch.nn.functional.normalize(rows, dim: 1, eps: LeastLength);

    /// <summary>Begins a step.</summary>
    /// <param name="described">What the step is about: items first, as the caller numbers them, then whatever <see cref="Encode"/> reads beside.</param>
    /// <param name="step">For its randomness.</param>
    /// <returns>Their vectors, shape [descriptions, width]; of length 1 where cosines are compared.</returns>
    public Tensor Begin(Description[] described, Step step)
    {
        Parameters.Touch();
        double hidden = step.Rate(_options.HiddenIds);
        Tensor vectors = _items.Of(described, _ => hidden > 0 && step.Random.NextDouble() < hidden);
        return _options.Cosine ? Normalised(vectors) : vectors;
    }

    /// <summary>A vector for every token.</summary>
    /// <param name="batch">The tokens.</param>
    /// <param name="sequences">The same, one by one.</param>
    /// <param name="items">What <see cref="Begin"/> gave.</param>
    /// <param name="rows">For each token its row there.</param>
    /// <param name="step">For dropout.</param>
    public Tensor Encode(EventBatch batch, IReadOnlyList<EventSequence> sequences, Tensor items, int[] rows, Step step)
    {
        Tensor tokens = Rows(items, rows);
        if (_people is not null)
        {
            Description[] people = [.. sequences.Select(sequence => sequence.Person ?? Description.Empty), Description.Empty]; // a token of an item has the profile of nobody
            int nobody = sequences.Count;
            tokens = tokens.Plus(Rows(_people.Of(people, _ => false), [.. batch.Tokens.Items.Select((item, token) => item == RaggedBatch.Hidden ? batch.Sequences[token] : nobody)]));
        }
        if (_actions is not null) tokens = tokens.Plus(_actions.Rows(batch.Actions));
        if (_next is not null) tokens = tokens.Plus(_next.Rows(batch.Next));
        if (_times is not null) tokens = tokens.Plus(Times(batch.Times));
        tokens = tokens.Times(Math.Sqrt(_options.Width)).Plus(_places.Rows(batch.Tokens.Slots(Window(_options))));
        return _norm.Of(_layers.Of(step.Dropout(tokens, _options.Dropout), batch.Tokens, lastOnly: false, step));
    }

    /// <summary>The model that the present weights make.</summary>
    /// <param name="items">Every item.</param>
    public TencentGrModel Model(Description[] items) => TencentGrModel.Of(_shape, _options, StoredWeights.Of(Parameters), items);

    public void Dispose() => Parameters.Dispose();

    private Tensor Times(EventTimes times)
    {
        Tensor known = torch.tensor(times.Known).unsqueeze(1), later = torch.tensor(times.Later).unsqueeze(1), sooner = torch.tensor(Array.ConvertAll(times.Later, share => 1 - share)).unsqueeze(1), clock = torch.tensor(times.Clock).view(-1, EventTimes.ClockWidth);
        Tensor date = (_times!.Rows(times.Date) * sooner).Plus(_times.Rows([.. times.Date.Select(row => row + 1)]) * later);
        return known * _times.Rows(times.Gap).Plus(date).Plus(_clock!.Of(clock));
    }

    private static Tensor Rows(Tensor table, int[] rows) => table.index_select(0, torch.tensor(rows, dtype: torch.int32));
}
