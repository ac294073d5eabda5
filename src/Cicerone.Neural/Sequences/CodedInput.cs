using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// Tokens of items with semantic ids: an item's vector is Σₗ Tₗ[code l] + W ẑ + a vector of its own, where ẑ is what its codes stand for and the tables Tₗ begin as the codebooks. In answering it is a vector
/// for each item like any other.
/// </summary>
internal sealed class CodedInput : ITokenInput
{
    private readonly SemanticIdTable _ids;
    private readonly TokenShape _shape;
    private readonly Parameter[] _tables;
    private readonly Parameter _map;
    private readonly Parameter? _places;
    private readonly NormLayer? _norm;
    private readonly Tensor _stands;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="ids">An id for each item, of codebooks as wide as the tokens.</param>
    /// <param name="shape">Of the tokens.</param>
    public CodedInput(ParameterSet parameters, SemanticIdTable ids, TokenShape shape)
    {
        (_ids, _shape) = (ids, shape);
        Codebooks books = ids.Codebooks;
        if (books.Width != shape.Width || books.Nested) throw new ArgumentException($"Codes of width {books.Width} are no tokens of width {shape.Width}.", nameof(ids));
        Items = parameters.Normal("item_emb.weight", shape.Deviation(ids.Count), ids.Count + 1, shape.Width);
        _tables = [.. Enumerable.Range(0, books.Levels).Select(level => parameters.Constant($"code_emb.{level}.weight", 0, books.Codes, shape.Width))];
        float[] stands = new float[ids.Count * shape.Width];
        for (int item = 0; item < ids.Count; item++) books.Decode(ids[item], stands.AsSpan(item * shape.Width, shape.Width));
        double size = Math.Sqrt(stands.Average(value => (double)value * value));
        float scale = size > 0 ? (float)(shape.Deviation(ids.Count) / size) : 0; // codes begin as large as own vectors
        for (int level = 0; level < _tables.Length; level++)
            for (int i = 0; i < _tables[level].Values.Length; i++) _tables[level].Values[i] = scale * books.Table(level, first: 0)[i];
        _map = parameters.Normal("code_map.weight", scale / Math.Sqrt(shape.Width), shape.Width, shape.Width);
        _stands = torch.tensor(stands).view(ids.Count, shape.Width).DetachFromDisposeScope();
        if (shape.Window > 0) _places = parameters.Normal("pos_emb.weight", shape.Deviation(ids.Count), shape.Window, shape.Width);
        if (shape.IsNormalised) _norm = new NormLayer(parameters, "layernorm", shape.Width);
    }

    public Parameter Items { get; }

    public void Begin(int[] inputs, int[] targets, int[] negatives, Step step) { }

    public Tensor Candidates(int[] items)
    {
        Tensor vectors = Items.Rows(Array.ConvertAll(items, item => item + 1)).Plus(_stands.Rows(items).matmul(_map.Leaf));
        for (int level = 0; level < _tables.Length; level++) vectors = vectors.Plus(_tables[level].Rows(Array.ConvertAll(items, item => _ids[item][level])));
        return vectors;
    }

    public Tensor AllCandidates() => torch.cat([torch.zeros(1, _shape.Width), Candidates([.. Enumerable.Range(0, _ids.Count)])]);

    public Tensor Of(RaggedBatch batch, Step step)
    {
        Tensor tokens = Candidates(batch.Items);
        if (_places is not null) tokens = tokens.Plus(_places.Rows(batch.Slots(_shape.Window)));
        return step.Dropout(_norm is null ? tokens : _norm.Of(tokens), _shape.Dropout, batch.TokensBefore);
    }

    /// <summary>The model, whose table of items is worked out.</summary>
    public SequenceModel Model(ISequenceBackbone backbone, StoredWeights weights) => SequenceModel.Of(backbone, Worked(weights), _ids.Count);

    public void Dispose() => _stands.Dispose();

    private StoredWeights Worked(StoredWeights weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        Items.Touch();
        _map.Touch();
        foreach (Parameter table in _tables) table.Touch();
        float[] vectors = AllCandidates().ToFloats();
        StoredWeights kept = new([.. weights.All.Where(weight => !weight.Name.StartsWith("code_", StringComparison.Ordinal))]);
        return kept.With("item_emb.weight", StoredTensor.Of(vectors, _ids.Count + 1, _shape.Width));
    }
}
