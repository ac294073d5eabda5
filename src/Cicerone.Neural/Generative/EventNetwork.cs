using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative;

/// <summary>
/// A causal network over a person's events. A token is the sum of what the item is, whose profile it is, its place, what was done, what comes next and
/// when; layers; a normalisation. The vector of a position is compared with those of items.
/// </summary>
internal sealed class EventNetwork : IDisposable
{
    private readonly Scalar _scale; // kept, as in Sums
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
        (_shape, _options, _scale) = (shape, options, Math.Sqrt(options.Width));
        int width = options.Width, actions = shape.Actions.Count + 1, window = Window(options);
        Parameters = new ParameterSet(seed);
        _items = new FieldTower(Parameters, "items", shape.ItemCount, shape.Items, shape.VectorWidths, width, options.Defects);
        if (options.Profile) _people = new FieldTower(Parameters, "people", shape.PersonCount, shape.People, [], width, options.Defects);
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

    /// <summary>Begins a step.</summary>
    /// <param name="described">What the step is about: items first, as the caller numbers them, then whatever <see cref="Encode"/> reads beside.</param>
    /// <param name="step">For its randomness.</param>
    /// <returns>Their vectors, shape [descriptions, width].</returns>
    public Tensor Begin(Description[] described, Step step)
    {
        Parameters.Touch();
        double hidden = step.Rate(_options.HiddenIds);
        return _items.Of(described, _ => hidden > 0 && step.Random.NextDouble() < hidden);
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
        tokens = (tokens * _scale).Plus(_places.Rows(batch.Tokens.Slots(Window(_options))));
        if (_actions is not null) tokens = tokens.Plus(_actions.Rows(batch.Actions));
        if (_next is not null) tokens = tokens.Plus(_next.Rows(batch.Next));
        if (_times is not null) tokens = tokens.Plus(Times(batch.Times));
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
