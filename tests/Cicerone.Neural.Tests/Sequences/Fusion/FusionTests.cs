using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Sequences.Fusion;
using Cicerone.Neural.Training;
using Cicerone.Protocols;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Sequences.Fusion;

/// <summary>The parts of FAERec in a small world: people walk around a circle of items, and a text names the item's neighbourhood.</summary>
public sealed class FusionTests
{
    private const int Circle = 12;
    private static readonly FaerecOptions Small = new() { Width = 16, Heads = 2, Layers = 1, MaxLength = 8, Dropout = 0.1, Epochs = 25, BatchSize = 16, LearningRate = 0.01, Negatives = 4, Targets = Targets.Last, Loss = SequenceLoss.CrossEntropy };
    private readonly InteractionLog _log = Walks();

    public FusionTests() => NativeTorch.Use();

    [Theory]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.Gate, ScoreMode.SumNorm)]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.Mean, ScoreMode.SumNorm)]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.None, ScoreMode.IdOnly)]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.Gate, ScoreMode.Gated)]
    [InlineData(FaerecBackbone.FmlpRec, FusionKind.Gate, ScoreMode.SumNorm)]
    [InlineData(FaerecBackbone.LruRec, FusionKind.Gate, ScoreMode.SumNorm)]
    [InlineData(FaerecBackbone.Flame, FusionKind.Gate, ScoreMode.SumNorm)]
    public void It_learns_what_comes_next_on_every_backbone(FaerecBackbone backbone, FusionKind fusion, ScoreMode score)
    {
        FaerecModel model = Fit(Small with { Backbone = backbone, Fusion = fusion, Score = score, TrainScored = score != ScoreMode.SumNorm });
        int found = 0;
        for (int last = 0; last < Circle; last++) found += First(model, last) == Item(last + 1) ? 1 : 0;
        Assert.True(found >= Circle - 1, $"{found} of {Circle} next items came first.");
    }

    [Theory]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.Gate, ScoreMode.SumNorm)]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.Mean, ScoreMode.SumNorm)]
    [InlineData(FaerecBackbone.Sasrec, FusionKind.Gate, ScoreMode.Gated)]
    [InlineData(FaerecBackbone.LruRec, FusionKind.Gate, ScoreMode.SumNorm)]
    public void It_answers_as_it_trains_and_a_score_is_what_training_compared(FaerecBackbone kind, FusionKind fusion, ScoreMode score)
    {
        FaerecOptions options = Small with { Backbone = kind, Fusion = fusion, Score = score, TrainScored = true };
        (SequenceNetwork network, FusedInput input) = Network(options);
        int[][] sequences = [[3], [0, 8, 2, 4], [5, 1]];
        RaggedBatch batch = RaggedBatch.Of([.. sequences.Select(items => new ReadOnlyMemory<int>(items))], 8);
        var step = Step.WithoutDropout();
        network.Parameters.Touch();
        input.Begin(batch.Items, [1, 2, 3], [], step);
        float[] trained = [.. network.Encode(batch, lastOnly: true, step).data<float>()], answered = new float[trained.Length];
        SequenceModel model = network.Model();
        model.Embed([.. sequences.Select(items => new Query(History.Of(items), null, 1))], answered);
        for (int i = 0; i < trained.Length; i++) Assert.Equal(trained[i], answered[i], 5e-5);
        float[] candidates = [.. input.AllCandidates().narrow(0, 1, _log.Items.Count).contiguous().data<float>()], ranked = model.ItemVectors.ToArray();
        for (int i = 0; i < ranked.Length; i++) Assert.Equal(candidates[i], ranked[i], 5e-5);
        network.Dispose();
    }

    [Fact]
    public void Own_vectors_start_at_the_components_of_the_text()
    {
        (SequenceNetwork network, _) = Network(Small with { Width = 4 });
        FeatureMatrix text = Text();
        float[] start = network.Items.Values[4..].ToArray();
        var first = PrincipalComponents.Of(text, 4);
        for (int one = 0; one < Circle; one++)
            for (int other = 0; other < Circle; other++)
            {
                double inComponents = Enumerable.Range(0, 4).Sum(k => (double)start[one * 4 + k] * start[other * 4 + k]);
                double inText = Enumerable.Range(0, 4).Sum(k => Project(text[one], first, k) * Project(text[other], first, k));
                Assert.Equal(inText, inComponents, 1e-4);
            }
        double[] variances = [.. Enumerable.Range(0, 4).Select(k => Enumerable.Range(0, _log.Items.Count).Sum(item => Math.Pow(start[item * 4 + k], 2)))];
        Assert.Equal(variances.OrderDescending(), variances);
        network.Dispose();
    }

    [Fact]
    public void Each_alignment_alone_reaches_own_vectors_and_the_mapper_and_in_the_first_epoch_only_that_of_items_counts()
    {
        foreach (int epoch in (int[])[1, 2]) // with a period of 2 and a smallest weight of 0, epoch 2 is that of dimensions
        {
            (SequenceNetwork network, FusedInput input) = Network(Small with { Alignment = 1, SmallestWeight = 0, Period = 2 });
            using var step = new Step(seed: 1, number: 0, epoch, threads: 1);
            var learner = new FaerecLearner(new Nothing(input, network), input, [.. Enumerable.Range(0, _log.Items.Count)], Small with { Alignment = 1, SmallestWeight = 0, Period = 2 });
            learner.Loss([0], step).backward();
            Assert.True(network.Items.Leaf.grad!.abs().sum().item<float>() > 0);
            Assert.True(network.Parameters.All.Single(parameter => parameter.Name == "mapper.w1.weight").Leaf.grad!.abs().sum().item<float>() > 0);
            Assert.Equal(epoch == 1, !learner.Figures.ContainsKey("alignment of dimensions"));
            Assert.Equal(epoch == 1 ? 1 : 0, learner.Figures["weight of the alignment of items"], 1e-9);
            network.Dispose();
        }
    }

    [Fact]
    public void Alignment_brings_own_vectors_and_texts_together()
    {
        FaerecModel aligned = Fit(Small with { Alignment = 1, Epochs = 40 }), apart = Fit(Small with { Alignment = 0, Epochs = 40 });
        Assert.True(Found(aligned) >= Found(apart) + 4, $"{Found(aligned)} and {Found(apart)} of {Circle} own vectors were nearest to their own text.");

        int Found(FaerecModel model) => Enumerable.Range(0, Circle).Count(item =>
            Enumerable.Range(0, Circle).MaxBy(other => TensorPrimitives.CosineSimilarity(model.OwnVectors.Slice(item * 16, 16), model.MappedVectors.Slice(other * 16, 16))) == item);
    }

    [Fact]
    public void A_new_item_joins_without_a_fit_and_the_others_stay()
    {
        FaerecModel model = Fit(Small);
        var joined = (FaerecModel)model.With([new NewItem("new", new Dictionary<string, string?> { ["title"] = TextOf(4) })]);
        Assert.Equal(model.ItemVectors.Count + 1, joined.ItemVectors.Count);
        Assert.Equal(model.ItemVectors.ToArray(), joined.ItemVectors.ToArray()[..(model.ItemVectors.Count * 16)]);
        Query query = Walk(3);
        int twin = Item(4), place = Rank(joined, query).IndexOf(_log.Items.Count);
        Assert.True(place < _log.Items.Count / 2, $"Its twin {twin} is next, and it came at place {place + 1} of {_log.Items.Count + 1}.");
        var fault = Assert.Throws<CiceroneException>(() => model.With([new NewItem("strange", new Dictionary<string, string?> { ["title"] = "zzz" })]));
        Assert.Contains("no word that the model knows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_that_were_brought_need_a_vector_of_their_width_for_a_new_item()
    {
        var features = new FeatureMatrix("brought", _log.Items, 3, [.. Enumerable.Range(0, 3 * _log.Items.Count).Select(i => (float)Math.Sin(i))], [.. _log.Items.Ids.Select(_ => true)]);
        FaerecModel model = Faerec.Fit(new TrainingData(_log, ItemTable.Without(_log.Items)) { Features = [features] }, Small with { Epochs = 1 }, new FitContext { Threads = 1 });
        Assert.Equal(_log.Items.Count + 1, ((FaerecModel)model.With([new NewItem("new", new Dictionary<string, string?>(), new float[] { 1, 0, 1 })])).ItemVectors.Count);
        Assert.Throws<CiceroneException>(() => model.With([new NewItem("new", new Dictionary<string, string?>(), new float[] { 1, 0 })]));
        Assert.Throws<CiceroneException>(() => model.With([new NewItem("new", new Dictionary<string, string?> { ["title"] = "words" })]));
    }

    [Fact]
    public void Reasons_are_the_shares_of_text_and_behaviour()
    {
        FaerecModel model = Fit(Small);
        var catalogue = Catalogue.Of(_log, Table());
        IReadOnlyList<Reason> reasons = model.Explain(Walk(3), Item(4), catalogue);
        Assert.Contains(reasons, reason => reason.Kind == ReasonKind.Text);
        Reason behaviour = reasons.Single(reason => reason.Kind == ReasonKind.Behaviour);
        Assert.StartsWith($"{model.BehaviourShare(Item(4)):0%} of it is behaviour", behaviour.Text, StringComparison.Ordinal);
        Reason unread = model.Explain(Walk(3), _log.Items.Count - 1, catalogue).Single(reason => reason.Kind == ReasonKind.Behaviour);
        Assert.Contains("nobody has chosen it yet", unread.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Held_out_events_change_nothing_that_is_learned()
    {
        Split split = new LeaveOneOut().Split(_log, seed: 1);
        int[] moved = [.. Enumerable.Range(0, split.Test.Count).Reverse()]; // everybody's last event becomes somebody else's
        var other = new InteractionLogBuilder(_log.Users, _log.Items, _log.Actions);
        foreach (int row in moved) other.Add(_log.Users[split.Test.User[moved[row]]], _log.Items[split.Test.Item[row]]);
        float[] Fitted(Split split) => Faerec.Fit(TrainingData.Of(split, Table()), Small with { Epochs = 2 }, new FitContext { Threads = 1 }).ItemVectors.ToArray();
        Assert.Equal(Fitted(split), Fitted(split with { Test = other.Build() }));
    }

    [Fact]
    public void Negatives_are_never_of_the_sequence_itself()
    {
        FaerecOptions options = Small with { Negatives = 3, Loss = SequenceLoss.Bce, Targets = Targets.All };
        (SequenceNetwork network, FusedInput input) = Network(options);
        RaggedBatch batch = RaggedBatch.Of([new int[] { 1, 2, 3 }, new int[] { 5, 6 }], 8);
        for (int number = 0; number < 20; number++)
        {
            using var step = new Step(seed: 1, number, epoch: 1, threads: 1);
            int[] negatives = new ItemLoss(_log, options).Begin(input, batch, [2, 3, 4, 6, 7], step);
            Assert.DoesNotContain(negatives[..9], item => item is 1 or 2 or 3 or 4);
            Assert.DoesNotContain(negatives[9..], item => item is 5 or 6 or 7);
        }
        network.Dispose();
    }

    [Fact]
    public void Options_that_would_rank_by_what_is_never_trained_are_refused()
    {
        Assert.Throws<CiceroneException>(() => Fit(Small with { Fusion = FusionKind.None, Alignment = 0 }));
        Assert.Throws<CiceroneException>(() => Fit(Small with { Fusion = FusionKind.Mean, Score = ScoreMode.Gated }));
        var fault = Assert.Throws<CiceroneException>(() => Faerec.Fit(new TrainingData(_log, ItemTable.Without(_log.Items)), Small, new FitContext()));
        Assert.Contains("--item-text", fault.Message, StringComparison.Ordinal);
        Assert.Throws<CiceroneException>(() => Fit(Small with { Features = "pictures" }));
    }

    /// <summary>Begins a step and has no loss of its own.</summary>
    private sealed class Nothing(FusedInput input, SequenceNetwork network) : ILearner
    {
        public int ExampleCount => 1;

        public ParameterSet Parameters => network.Parameters;

        public Tensor Loss(int[] examples, Step step)
        {
            Parameters.Touch();
            input.Begin([0, 1, 2, 3, 4, 5], [6], [7, 8, 9], step);
            return torch.zeros([]);
        }

        public IRanker Model() => network.Model();
    }

    private FaerecModel Fit(FaerecOptions options) => Faerec.Fit(new TrainingData(_log, Table()), options, new FitContext { Threads = 1 });

    private (SequenceNetwork Network, FusedInput Input) Network(FaerecOptions options)
    {
        ISequenceBackbone backbone = options.Backbone == FaerecBackbone.LruRec ? new RecurrenceBackbone(new LruRecOptions { Width = options.Width, Layers = 1, MaxLength = 8 }) : new TransformerBackbone(options);
        var semantics = ItemSemantics.Of(Text(), options);
        var network = new SequenceNetwork(_log.Items.Count, backbone, seed: 2, input: parameters => new FusedInput(parameters, semantics, options, backbone.Tokens));
        var random = new RandomSource(9);
        foreach (Parameter parameter in network.Parameters.All)
            if (parameter.Shape.Length == 1 && !parameter.Name.EndsWith("_log", StringComparison.Ordinal))
                foreach (ref float value in parameter.Values) value += (float)(0.2 * random.NextNormal()); // biases of 0 would hide a fault
        return (network, (FusedInput)network.Input);
    }

    private FeatureMatrix Text() => new HashedText().Read(Table());

    /// <summary>The items of the circle, and one that nobody chose.</summary>
    private ItemTable Table() => new(_log.Items, new Dictionary<string, string?[]> { ["title"] = [.. Enumerable.Range(0, _log.Items.Count).Select(item => TextOf(item == Circle ? 0 : int.Parse(_log.Items[item][5..], System.Globalization.CultureInfo.InvariantCulture)))] });

    private static string TextOf(int number) => $"street{number} corner{number / 2} corner{(number + 1) % Circle / 2} town";

    private static InteractionLog Walks()
    {
        var items = new Vocabulary([.. Enumerable.Range(0, Circle).Select(number => $"item {number}"), "never chosen"]);
        var builder = new InteractionLogBuilder(new Vocabulary(), items, new Vocabulary());
        for (int person = 0; person < 4 * Circle; person++)
            for (int step = 0; step < 8; step++) builder.Add($"person {person}", $"item {(person + step) % Circle}");
        return builder.Build();
    }

    private int Item(int number) => _log.Items.Index($"item {number % Circle}", "item");

    private Query Walk(int last) => new(History.Of(Item(last + 10), Item(last + 11), Item(last)), null, 1);

    private int First(FaerecModel model, int last) => Rank(model, Walk(last))[0];

    private List<int> Rank(FaerecModel model, Query query)
    {
        var items = new Vocabulary([.. _log.Items.Ids, .. Enumerable.Range(0, model.ItemVectors.Count - _log.Items.Count).Select(number => $"more {number}")]);
        var result = new TopKResult(1, items.Count);
        ((IRanker)model).TopK([query], new Catalogue(ItemTable.Without(items), new int[items.Count]), new TopKRequest(items.Count), result);
        return [.. result.Items(0)];
    }

    private static double Project(ReadOnlySpan<float> vector, PrincipalComponents components, int k)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++) sum += (vector[i] - components.Mean[i]) * components.Directions[k * vector.Length + i];
        return sum;
    }
}
