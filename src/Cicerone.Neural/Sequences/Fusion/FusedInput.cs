using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>
/// The tokens of <see cref="Faerec"/>: an item's own vector and its mapped text, together by a gate. In a step every text is mapped
/// once, however often its item occurs.
/// </summary>
internal sealed class FusedInput : ITokenInput
{
    private readonly FaerecOptions _options;
    private readonly TokenShape _shape;
    private readonly ItemSemantics _semantics;
    private readonly Tensor _vectors;
    private readonly Parameter? _places;
    private readonly NormLayer _norm;
    private readonly TextMapper? _mapper;
    private readonly FusionGate? _gate;
    private readonly RowSet _mappedItems;
    private Tensor? _mapped;
    private Step? _step;
    private int[] _pool = [];

    public FusedInput(ParameterSet parameters, ItemSemantics semantics, FaerecOptions options, TokenShape shape)
    {
        (_options, _semantics, _shape, _mappedItems) = (options, semantics, shape, new RowSet(semantics.Count));
        _vectors = torch.tensor(semantics.Vectors).view(semantics.Count, semantics.Width).DetachFromDisposeScope();
        Items = parameters.Normal("item_emb.weight", shape.Deviation(semantics.Count), semantics.Count + 1, shape.Width);
        semantics.Start(Items);
        if (shape.Window > 0) _places = parameters.Normal("pos_emb.weight", shape.Deviation(semantics.Count), shape.Window, shape.Width);
        _norm = new NormLayer(parameters, "layernorm", shape.Width);
        if (options.MapsText) _mapper = new TextMapper(parameters, semantics.Width, shape.Width);
        if (options.Fusion == FusionKind.Gate) _gate = new FusionGate(parameters, shape.Width);
    }

    public Parameter Items { get; }

    public void Begin(int[] inputs, int[] targets, int[] negatives, Step step)
    {
        int[] drawn = negatives.Length > 0 ? negatives : targets;
        _pool = [.. inputs.Concat(drawn).Where(item => _semantics.Known[item])];
        if (_mapper is null) return;
        if (_options.TrainScored && negatives.Length == 0) Map(step, [.. Enumerable.Range(0, _semantics.Count)]);
        else Map(step, inputs, drawn, _options.TrainScored ? targets : []);
    }

    public Tensor Of(RaggedBatch batch, Step step)
    {
        if (_mapper is not null && _step != step) Map(step, batch.Items);
        Tensor? places = _places?.Rows(batch.Slots(_shape.Window));
        Tensor own = Token(Own(batch.Items));
        if (_options.Fusion == FusionKind.None) return step.Dropout(_norm.Of(own), _shape.Dropout);
        Tensor behaviour = step.Dropout(own, _shape.Dropout), text = step.Dropout(Token(Mapped(batch.Items)), _shape.Dropout);
        return _norm.Of(Fuse(behaviour, text, step));

        Tensor Token(Tensor vectors) => places is null ? vectors : vectors.Plus(places);
    }

    public Tensor Candidates(int[] items) => _options.TrainScored ? Scored(Own(items), Mapped(items)) : Own(items);

    public Tensor AllCandidates()
    {
        if (!_options.TrainScored) return Items.Leaf;
        int[] all = [.. Enumerable.Range(0, _semantics.Count)];
        return torch.cat([torch.zeros(1, _shape.Width), Scored(Own(all), Mapped(all))]);
    }

    /// <summary>
    /// What the alignments compare in a step that has begun: the items that were read and drawn and have a vector, with their own
    /// vectors and their mapped texts. At most some; which, chance decides.
    /// </summary>
    public (int[] Items, Tensor Own, Tensor Mapped) Pool(int most, Step step)
    {
        int[] pool = _options.UniquePool ? [.. _pool.Distinct()] : _pool;
        if (pool.Length > most)
        {
            step.Random.Shuffle(pool.AsSpan());
            pool = pool[..most];
        }
        return (pool, Own(pool), Mapped(pool));
    }

    public SequenceModel Model(ISequenceBackbone backbone, StoredWeights weights) => new FaerecModel(backbone, weights, _semantics, _options);

    public void Dispose() => _vectors.Dispose();

    private Tensor Fuse(Tensor behaviour, Tensor text, Step step)
    {
        if (_gate is null) return behaviour.Plus(text).Over(2);
        Tensor gate = _gate.Of(behaviour, text, step);
        return (gate * behaviour).Plus(gate.Complement() * text);
    }

    private Tensor Scored(Tensor own, Tensor mapped) => _options.Score switch
    {
        ScoreMode.SumNorm => _norm.Of(own.Plus(mapped)),
        ScoreMode.Gated => _norm.Of(Fuse(own, mapped, Step.WithoutDropout())),
        _ => own,
    };

    private Tensor Own(int[] items) => Items.Rows(Array.ConvertAll(items, item => item + 1));

    private Tensor Mapped(int[] items) => _mapped!.index_select(0, torch.tensor(_mappedItems.Places(items), dtype: torch.int32));

    private void Map(Step step, params ReadOnlySpan<int[]> items)
    {
        _mappedItems.Take(items);
        _mapped = _mapper!.Of(_vectors.index_select(0, torch.tensor(_mappedItems.Rows, dtype: torch.int32)), step);
        _step = step;
    }
}
