using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>The views of <see cref="JbmDiff"/> and how they become one: behaviour, denoised preferences, and items spread over the graph of items alike.</summary>
internal sealed class ModalFusion : IDisposable
{
    private readonly JbmDiffOptions _options;
    private readonly Parameter _vectors;
    private readonly Parameter? _strength, _shares;
    private readonly (SparseMatrix Matrix, SparseMatrix Transposed) _choices; // [people, items], 1/√(degree · degree)
    private readonly ItemsAlike[] _alike;
    private readonly ModalDenoiser[] _denoisers;
    private readonly int[] _shuffled;

    public ModalFusion(ParameterSet parameters, ParameterSet worked, Parameter vectors, SparseMatrix chosen, IReadOnlyList<Modality> modalities, JbmDiffOptions options, FitContext context)
    {
        (_options, _vectors, Graph) = (options, vectors, new ChoiceGraph(chosen));
        SparseMatrix choices = chosen.Scale([.. Enumerable.Range(0, Graph.People).Select(person => Root(Graph.DegreeOfPerson(person)))], [.. Enumerable.Range(0, Graph.Items).Select(item => Root(Graph.DegreeOf(item)))]);
        _choices = (choices, choices.Transpose());
        _alike = options.SemanticView ? [.. modalities.Select(modality => new ItemsAlike(worked, modality, options.Neighbours, context.Parallel))] : [];
        _denoisers = [];
        _shuffled = [.. Enumerable.Range(0, Graph.Items)];
        new RandomSource(context.Seed).Shuffle(_shuffled.AsSpan());
        if (!options.PreferenceView) return;
        SparseMatrix together = ItemsTogether.Of(chosen, context.Parallel);
        _denoisers = [.. modalities.Select(modality => new ModalDenoiser(parameters, modality, together, options, context.Seed))];
        (_strength, _shares) = (parameters.Constant("fusion.strength", 0, 1), parameters.Constant("fusion.shares", 0, modalities.Count));
    }

    /// <summary>The graph of who chose what.</summary>
    public ChoiceGraph Graph { get; }

    /// <summary>What a training step sees: one step of denoising, with gradients.</summary>
    /// <param name="step">The step.</param>
    /// <param name="graph">Who chose what, perhaps not all of it.</param>
    public FusedViews Estimated(Step step, ChoiceGraph graph) => See(graph, step.Threads, (denoiser, mapped, condition) => denoiser.Estimate(mapped, condition, step));

    /// <summary>What answers rest on: every step of denoising.</summary>
    public FusedViews Sampled(int threads) => See(Graph, threads, (denoiser, mapped, condition) => denoiser.Sample(mapped, condition, threads));

    /// <summary>Draws the graphs of items alike anew, by what is denoised.</summary>
    public void DrawAlike(FusedViews views)
    {
        for (int i = 0; i < _alike.Length; i++) _alike[i].Draw(views.Modal[i].Liked.ToFloats(), _options.Width);
    }

    /// <summary>The sum of the losses of the diffusions.</summary>
    public Tensor DiffusionLoss(FusedViews views, Step step)
    {
        Tensor loss = torch.zeros(1).squeeze();
        for (int i = 0; i < _denoisers.Length; i++) loss = loss.Plus(_denoisers[i].Loss(views.Modal[i].Mapped, views.Condition, step));
        return loss;
    }

    /// <summary>The views by which pairs are judged.</summary>
    public IReadOnlyList<PreferenceView> PreferencesOf(FusedViews views)
    {
        var all = new List<PreferenceView> { new(PreferenceView.OfBehaviour, views.Items.ToFloats(), Graph.Sources(views.Spreads)) };
        for (int i = 0; i < _denoisers.Length; i++)
        {
            float[] liked = views.Modal[i].Liked.ToFloats(), sources = [.. liked];
            Graph.DivideByRoots(sources, _options.Width);
            all.Add(new PreferenceView(PreferenceView.NameOf(_denoisers[i].Modality.Name), liked, sources));
        }
        return all;
    }

    /// <summary>What each item brings to a stranger, all views together, shape [items, width].</summary>
    public float[] SourcesOf(FusedViews views)
    {
        float[] sources = Graph.Sources(views.Spreads), weights = views.Weights.ToFloats();
        foreach ((int place, PreferenceView view) in PreferencesOf(views).Skip(1).Index()) TensorPrimitives.MultiplyAdd(view.Sources, weights[place], sources, sources);
        return sources;
    }

    /// <summary>Writes down what the diffusion does.</summary>
    public void Tell(FusedViews views, SortedDictionary<string, double> figures)
    {
        float[] weights = views.Weights.ToFloats();
        for (int i = 0; i < _denoisers.Length; i++)
        {
            (string name, ModalView view) = (_denoisers[i].Modality.Name, views.Modal[i]);
            int[] known = [.. Enumerable.Range(0, Graph.Items).Where(_denoisers[i].Modality.IsKnown)], others = [.. known[1..], known[0]];
            Tensor mapped = view.Mapped.Rows(known), denoised = view.Denoised.Rows(known);
            double Cosine(Tensor with) => torch.nn.functional.cosine_similarity(denoised, with, dim: 1).mean().item<float>();
            figures[$"{name}: signal kept where denoising starts"] = _denoisers[i].Kept;
            figures[$"{name}: distance moved"] = ((denoised - mapped).norm(1) / mapped.norm(1).Plus(1e-12f)).mean().item<float>();
            figures[$"{name}: cosine with own features"] = Cosine(mapped);
            figures[$"{name}: cosine with another item's features"] = Cosine(view.Mapped.Rows(others));
            figures[$"{name}: weight in the fusion"] = weights[i];
        }
    }

    public void Dispose()
    {
        foreach (ModalDenoiser denoiser in _denoisers) denoiser.Dispose();
    }

    private FusedViews See(ChoiceGraph graph, int threads, Func<ModalDenoiser, Tensor, Tensor, Tensor> denoise)
    {
        List<Tensor> spreads = graph.Spread(_vectors.Leaf, _options.Layers, threads);
        Tensor people = spreads[^1].narrow(0, 0, Graph.People), items = spreads[^1].narrow(0, Graph.People, Graph.Items), own = _vectors.Leaf.narrow(0, Graph.People, Graph.Items);
        Tensor condition = ConditionOf(items.detach());
        ModalView[] modal = [.. _denoisers.Select(denoiser => ViewOf(denoiser, condition, denoise, threads))];
        Tensor[] alike = [.. _alike.Select(drawn => drawn.Graph).Select(drawn => SparseProduct.Of(drawn.Graph, drawn.Transposed, own, threads))];
        Tensor weights = _strength is null ? torch.zeros(0) : _strength.Leaf.sigmoid().Times((float)_options.ModalWeight) * _shares!.Leaf.softmax(0);
        (Tensor fusedPeople, Tensor fusedItems) = (people, items);
        foreach (Tensor spread in alike) fusedItems = fusedItems.Plus(spread.Over(alike.Length));
        for (int i = 0; i < modal.Length; i++)
        {
            Tensor weight = weights.narrow(0, i, 1);
            (fusedPeople, fusedItems) = (fusedPeople.Plus(weight * modal[i].Preferences), fusedItems.Plus(weight * modal[i].Liked));
        }
        return new FusedViews(spreads, people, items, condition, modal, alike, weights, fusedPeople, fusedItems);
    }

    private ModalView ViewOf(ModalDenoiser denoiser, Tensor condition, Func<ModalDenoiser, Tensor, Tensor, Tensor> denoise, int threads)
    {
        Tensor mapped = denoiser.Mapped(), denoised = _options.Diffusion ? denoise(denoiser, mapped, condition) : mapped;
        Tensor liked = torch.nn.functional.normalize(denoised, dim: 1);
        return new ModalView(mapped, denoised, liked, SparseProduct.Of(_choices.Matrix, _choices.Transposed, liked, threads));
    }

    private Tensor ConditionOf(Tensor items) => _options.Condition switch
    {
        ConditionKind.Shuffled => items.Rows(_shuffled),
        ConditionKind.None => torch.zeros_like(items),
        _ => items,
    };

    private static double Root(int degree) => degree == 0 ? 0 : 1 / Math.Sqrt(degree);
}
