using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>Learns <see cref="JbmDiff"/>: ranking, diffusion, preferences and alignment in each step; credibility and pseudo-positives before an epoch.</summary>
internal sealed class JbmDiffLearner : ILearner<JbmDiffModel>
{
    private const int EpochsBetweenAdding = 5;
    private const float PseudoWeight = 0.3f, Sharpness = 10; // of preferences, whose margins are those of cosines
    private readonly JbmDiffOptions _options;
    private readonly FitContext _context;
    private readonly TrainingData _data;
    private readonly Triples _triples;
    private readonly ModalFusion _fusion;
    private readonly PrunedEdges _edges;
    private readonly Parameter _credibility, _pseudo; // not learned: worked out before an epoch and kept with the weights
    private readonly Parameter _vectors;
    private readonly ItemContrastiveLoss _alignment = new(temperature: 0.2);
    private readonly int[] _firstPairs; // the first pair of each person: with it comes the person's pseudo-positive
    private readonly SortedDictionary<string, double> _figures = new(StringComparer.Ordinal);

    public JbmDiffLearner(TrainingData data, JbmDiffOptions options, FitContext context)
    {
        (_data, _options, _context, _triples) = (data, options, context, new Triples(data));
        ParameterSet learned = new(context.Seed), worked = new(context.Seed, learned: false);
        _vectors = learned.Normal("vectors", 0.1, data.Log.Users.Count + data.Log.Items.Count, options.Width);
        _fusion = new ModalFusion(learned, worked, _vectors, _triples.Chosen, Modality.Of(data, options, context), options, context);
        _edges = new PrunedEdges(_fusion.Graph, _triples, options.Pruning, context.Seed);
        _credibility = worked.Constant("credibility", 1, Math.Max(1, _triples.Count));
        _pseudo = worked.Constant("pseudo-positives", PseudoPositives.None, data.Log.Users.Count);
        Parameters = learned.And(worked, "worked.");
        _firstPairs = [.. Enumerable.Range(0, _triples.Count).Where(pair => pair == 0 || _triples.Pairs[pair].Person != _triples.Pairs[pair - 1].Person)];
    }

    public int ExampleCount => _triples.Count;

    public ParameterSet Parameters { get; }

    /// <summary>What the diffusion and the credibility were like as the epoch began.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures;

    public void BeginEpoch(int epoch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        Parameters.Touch();
        FusedViews views = _fusion.Sampled(_context.Threads);
        _fusion.Tell(views, _figures);
        if (epoch <= _options.WarmupEpochs) return;
        if (_options is { Redrawing: > 0, PreferenceView: true } && (epoch - _options.WarmupEpochs - 1) % _options.Redrawing == 0) _fusion.DrawAlike(views);
        if (_options.Credibility == CredibilityKind.Edge) WeighPairs(_fusion.PreferencesOf(views));
        if (_options.Augmentation && (epoch - _options.WarmupEpochs - 1) % EpochsBetweenAdding == 0) AddPseudoPositives(views);
    }

    public Tensor Loss(int[] examples, Step step)
    {
        float[] credibility = Array.ConvertAll(examples, example => _credibility.Values[example]);
        TripleBatch batch = _triples.Take(examples, step.Random, PseudoOf);
        batch = batch with { Weights = batch.Weights is { } given ? given * torch.tensor(credibility) : torch.tensor(credibility) };
        TripleBatch? pseudo = PseudoBatch(examples, step.Random);
        Parameters.Touch();
        FusedViews views = _fusion.Estimated(step, _edges.Of(step.Epoch));
        Tensor[] margins = [.. views.Modal.Select(view => MarginsWithout(view, batch))];
        Tensor loss = RankingLoss(batch, views, margins, step.Epoch).Plus(Penalty(batch).Times((float)_options.Regularisation));
        if (pseudo is not null) loss = loss.Plus(pseudo.Loss(views.FusedPeople.Rows(pseudo.People), views.FusedItems.Rows(pseudo.Chosen), views.FusedItems.Rows(pseudo.Others)).Times(PseudoWeight * pseudo.People.Length / examples.Length));
        if (_options.Preference > 0)
            foreach (Tensor margin in margins) loss = loss.Plus(batch.Mean(margin.Times(-Sharpness).SoftPlus()).Times((float)_options.Preference));
        if (_options.Denoising > 0 && _options.Diffusion) loss = loss.Plus(_fusion.DiffusionLoss(views, step).Times((float)_options.Denoising));
        return _options.Alignment > 0 ? loss.Plus(AlignmentLoss(batch, views, step.Random).Times((float)_options.Alignment)) : loss;
    }

    public JbmDiffModel Model()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        Parameters.Touch();
        FusedViews views = _fusion.Sampled(_context.Threads);
        var factors = new GraphFactors(JbmDiff.Name, views.FusedPeople.ToFloats(), views.FusedItems.ToFloats(), _fusion.SourcesOf(views), _options.Width);
        return new JbmDiffModel(factors, _fusion.PreferencesOf(views));
    }

    public void Dispose()
    {
        _fusion.Dispose();
        Parameters.Dispose();
    }

    private int PseudoOf(int person) => (int)_pseudo.Values[person];

    /// <summary>The pseudo-positives that come with some examples; null where none does. Each comes once an epoch.</summary>
    private TripleBatch? PseudoBatch(int[] examples, RandomSource random)
    {
        int[] people = [.. examples.Where(example => Array.BinarySearch(_firstPairs, example) >= 0).Select(example => _triples.Pairs[example].Person).Where(person => PseudoOf(person) != PseudoPositives.None)];
        return people.Length == 0 ? null
            : new TripleBatch(people, Array.ConvertAll(people, PseudoOf), Array.ConvertAll(people, person => _triples.Other(person, random, PseudoOf(person))), Weights: null);
    }

    private Tensor RankingLoss(TripleBatch batch, FusedViews views, Tensor[] margins, int epoch)
    {
        Tensor people = views.FusedPeople.Rows(batch.People), chosen = views.FusedItems.Rows(batch.Chosen), others = views.FusedItems.Rows(batch.Others);
        if (_options.Credibility != CredibilityKind.Pair || epoch <= _options.WarmupEpochs) return batch.Loss(people, chosen, others);
        Tensor margin = (people * (chosen - others)).sum(1);
        Tensor byBehaviour = (views.People.Rows(batch.People) * (views.Items.Rows(batch.Chosen) - views.Items.Rows(batch.Others))).sum(1);
        var credibility = PairCredibility.Of([byBehaviour, .. margins]);
        return batch.Mean((credibility.Kept * (-margin).SoftPlus()).Plus(credibility.Reversed * margin.SoftPlus()));
    }

    /// <summary>How much better a modality likes the chosen item than the drawn one, for the person without the chosen item: it does not speak for itself.</summary>
    private Tensor MarginsWithout(ModalView view, TripleBatch batch)
    {
        Tensor chosen = view.Liked.Rows(batch.Chosen), share = torch.tensor(batch.People.Zip(batch.Chosen, _fusion.Graph.WeightOf).ToArray()).view(-1, 1);
        return ((view.Preferences.Rows(batch.People) - share * chosen) * (chosen - view.Liked.Rows(batch.Others))).sum(1);
    }

    private Tensor Penalty(TripleBatch batch)
    {
        int people = _fusion.Graph.People;
        return TripleBatch.Penalty(_vectors.Rows(batch.People), _vectors.Rows(Array.ConvertAll(batch.Chosen, item => people + item)), _vectors.Rows(Array.ConvertAll(batch.Others, item => people + item)));
    }

    private Tensor AlignmentLoss(TripleBatch batch, FusedViews views, RandomSource random)
    {
        const int MostItems = 256;
        int[] items = [.. batch.Chosen.Distinct().Order()];
        random.Shuffle(items.AsSpan());
        items = items[..Math.Min(MostItems, items.Length)];
        Tensor loss = torch.zeros(1).squeeze(), own = views.Items.Rows(items);
        foreach (Tensor content in views.Contents()) loss = loss.Plus(_alignment.Of(own, content.Rows(items), items));
        return loss;
    }

    private void WeighPairs(IReadOnlyList<PreferenceView> views)
    {
        SparseMatrix chosen = _triples.Chosen;
        var credibility = new float[chosen.Rows][];
        var judge = new CredibilityJudge(views, chosen.Columns, JbmDiffModel.JudgeSeed);
        Parallel.For(0, chosen.Rows, _context.Parallel, person => credibility[person] = judge.Judge(chosen.Indices(person)));
        float[] weights = Triples.OfMeanOne(credibility.SelectMany(person => person));
        weights.CopyTo(_credibility.Values);
        _figures["deviation of credibility"] = TensorPrimitives.StdDev<float>(weights);
        _figures["rank correlation of credibility and popularity"] = RankCorrelation.Of([.. weights.Select(weight => (double)weight)], [.. _triples.Pairs.Select(pair => (double)_fusion.Graph.DegreeOf(pair.Item))]);
    }

    private void AddPseudoPositives(FusedViews views)
    {
        (float[], float[])[] all = [(views.People.ToFloats(), views.Items.ToFloats()), .. views.Modal.Select(view => (view.Preferences.ToFloats(), view.Liked.ToFloats()))];
        int[] found = PseudoPositives.Find(all, _options.Width, _data.Log, _triples.Chosen);
        for (int person = 0; person < found.Length; person++) _pseudo.Values[person] = found[person];
        _figures["pseudo-positives"] = found.Count(item => item != PseudoPositives.None);
    }
}
