using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>What <see cref="Faerec"/> learns: it ranks by behaviour and text, says how much of a score is which, and takes in items that are new.</summary>
public sealed class FaerecModel : SequenceModel, IExplains, IEncodes
{
    internal const string Name = "faerec";
    private readonly ISequenceBackbone _backbone;
    private readonly StoredWeights _weights;
    private readonly ItemSemantics _semantics;
    private readonly FaerecOptions _options;
    private readonly FusedReader _tokens;

    internal FaerecModel(ISequenceBackbone backbone, StoredWeights weights, ItemSemantics semantics, FaerecOptions options)
        : this(backbone, weights, semantics, options, new FusedReader(weights.Named, semantics, options, backbone.Tokens)) { }

    private FaerecModel(ISequenceBackbone backbone, StoredWeights weights, ItemSemantics semantics, FaerecOptions options, FusedReader tokens)
        : base(Name, backbone, weights, tokens) => (_backbone, _weights, _semantics, _options, _tokens) = (backbone, weights, semantics, options, tokens);

    /// <summary>Whether an item has a vector of its own, rather than the mean of the others.</summary>
    public bool HasVector(int item) => _semantics.Known[item];

    /// <summary>The items' own vectors, shape [items, width].</summary>
    internal ReadOnlySpan<float> OwnVectors => _tokens.OwnVectors;

    /// <summary>The mapped texts, shape [items, width]; empty where the model has none.</summary>
    internal ReadOnlySpan<float> MappedVectors => _tokens.MappedVectors;

    /// <summary>How much of an item's token comes from behaviour, 0 to 1, as a mean over dimensions: the gate's share; the rest is text.</summary>
    public double BehaviourShare(int item) => _options.Fusion switch
    {
        FusionKind.Gate => _tokens.GateOf(item).Average(share => (double)share),
        FusionKind.Mean => 0.5,
        _ => 1,
    };

    /// <summary>
    /// What of a score comes from the item's text, what from behaviour, and what every item has. The text of a reason gives the
    /// gate's share; its contribution is the part of the score.
    /// </summary>
    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => Explain(query, [item], catalogue)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(catalogue);
        float[] vector = new float[ItemVectors.Width];
        Embed([query], vector);
        return [.. items.Select(item => ReasonsOf(vector, item, catalogue))];
    }

    private IReadOnlyList<Reason> ReasonsOf(float[] vector, int item, Catalogue catalogue)
    {
        (double behaviour, double text, double constant) = _tokens.Contributions(vector, item);
        double share = BehaviourShare(item);
        int chosen = catalogue.TrainingCounts[item];
        var evidence = new Evidence("item", catalogue.Ids[item], catalogue.Title(item));
        string known = chosen == 0 ? "nobody has chosen it yet, so that part is what its text started it with" : $"it was chosen {chosen:N0} times in training";
        List<Reason> reasons = [new(ReasonKind.Behaviour, $"{share:0%} of it is behaviour: {known}.", behaviour, [evidence])];
        if (_options.MapsText) reasons.Add(new(ReasonKind.Text, $"{1 - share:0%} of it is its text{(HasVector(item) ? "" : ", of which nothing is known")}.", text, [evidence]));
        if (constant != 0) reasons.Add(new(ReasonKind.Others, "What every item has.", constant, []));
        return [.. reasons.OrderByDescending(reason => Math.Abs(reason.Contribution!.Value))];
    }

    /// <inheritdoc/>
    public IEncodes With(IReadOnlyList<NewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        ItemSemantics semantics = _semantics.With(items);
        float[] table = _weights.Named("item_emb.weight").AsFloat32(_semantics.Count + 1, ItemVectors.Width), more = new float[(semantics.Count + 1) * ItemVectors.Width];
        table.CopyTo(more, 0);
        for (int item = _semantics.Count; item < semantics.Count; item++) semantics.Components.Project(semantics[item], more.AsSpan((item + 1) * ItemVectors.Width, ItemVectors.Width));
        return new FaerecModel(_backbone, _weights.With("item_emb.weight", StoredTensor.Of(more, semantics.Count + 1, ItemVectors.Width)), semantics, _options);
    }

    /// <inheritdoc/>
    public override void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        base.Save(folder);
        _semantics.Save(folder);
    }

    internal static FaerecModel Load(ISequenceBackbone backbone, ModelReader folder, FaerecOptions options) =>
        new(backbone, StoredWeights.Of(folder.Tensors(Name)), ItemSemantics.Load(folder), options);
}
