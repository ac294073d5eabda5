using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Neural.Multimodal;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Neural.Training;
using Cicerone.Protocols;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Multimodal;

public sealed class JbmDiffLearningTests(PlantedFits fits) : IClassFixture<PlantedFits>
{
    private static readonly JbmDiffOptions Brief = PlantedFits.Options with { Epochs = 3, WarmupEpochs = 1, Redrawing = 1 };
    private static readonly Lazy<float[]> AllOn = new(() => Vectors(Brief));

    [Fact]
    public void It_finds_what_people_chose_later_far_better_than_popularity()
    {
        Split split = PlantedFits.World.Split;
        var catalogue = Catalogue.Of(split.Train, ItemTable.Without(split.Train.Items));
        double Recall(IRanker model) => Evaluator.Evaluate(model, catalogue, split, SplitPart.Test, new EvaluationOptions { Cutoffs = [20], Threads = 1 }).Means["recall@20"];
        double learned = Recall(fits.Whole.Model()), popular = Recall(Popularity.Of(catalogue));
        Assert.True(learned > 3 * popular, $"recall@20 {learned:0.000}, popularity {popular:0.000}.");
    }

    [Theory]
    [InlineData("preference-view", "false")]
    [InlineData("semantic-view", "false")]
    [InlineData("diffusion", "false")]
    [InlineData("condition", "none")]
    [InlineData("condition", "shuffled")]
    [InlineData("smoothing", "false")]
    [InlineData("guidance", "1")]
    [InlineData("contrast", "0")]
    [InlineData("preference", "0")]
    [InlineData("alignment", "0")]
    [InlineData("credibility", "none")]
    [InlineData("credibility", "pair")]
    [InlineData("augmentation", "false")]
    [InlineData("redrawing", "0")]
    [InlineData("pruning", "0.5")]
    public void Every_mechanism_has_a_switch_that_changes_what_is_learned(string option, string value)
    {
        float[] without = Vectors(OptionsBinder.Bind<JbmDiffOptions>(new Dictionary<string, string>(OptionsBinder.ToSettings(Brief)) { [option] = value }, "jbm-diff"));
        Assert.NotEqual(AllOn.Value, without);
        Assert.All(without, number => Assert.True(float.IsFinite(number)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(17)]
    public void A_run_broken_off_and_resumed_weighs_and_adds_as_an_unbroken_one(int steps)
    {
        string folder = Directory.CreateTempSubdirectory("cicerone-jbm-").FullName;
        try
        {
            NativeTorch.Use();
            TrainingData data = PlantedFits.World.Data;
            var context = new FitContext { Threads = 1, CheckpointFolder = folder };
            using JbmDiffLearner unbroken = new(data, Brief, context), broken = new(data, Brief, context), resumed = new(data, Brief, context);
            new Trainer("jbm", data, Brief, context with { CheckpointFolder = null }).Train(unbroken);
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => new Trainer("jbm", data, Brief, context with { Cancellation = stop.Token }).Train(new Stopped(broken, steps, stop)));
            new Trainer("jbm", data, Brief, context with { Resume = true }).Train(resumed);
            for (int i = 0; i < unbroken.Parameters.All.Count; i++) Assert.Equal(unbroken.Parameters.All[i].Values.ToArray(), resumed.Parameters.All[i].Values.ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("bpr-mf")]
    [InlineData("lightgcn")]
    [InlineData("vbpr")]
    [InlineData("freedom")]
    [InlineData("bm3")]
    [InlineData("jbm-diff")]
    public void Weights_of_pairs_change_what_is_learned_and_equal_ones_do_not(string name)
    {
        TrainingData data = PlantedFits.World.Data;
        float[] Vectors(PairWeights? weights) => ((IEmbeds)new AlgorithmTable(NeuralAlgorithms.All)[name]
            .Fit(data with { Weights = weights }, new Dictionary<string, string> { ["epochs"] = "2", ["width"] = "8" }, new FitContext { Threads = 1 })).ItemVectors.ToArray();
        PairWeights Of(Func<int, float> weight) => new(Enumerable.Range(0, data.Log.Count).Select(row => (data.Log.Users[data.Log.User[row]], data.Log.Items[data.Log.Item[row]], weight(row))));
        float[] alike = Vectors(null);
        Assert.Equal(alike, Vectors(Of(_ => 3)), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.NotEqual(alike, Vectors(Of(row => row % 2)));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        TrainingData data = PlantedFits.World.Data;
        Assert.Contains("start-step", Assert.Throws<CiceroneException>(() => JbmDiff.Fit(data, new JbmDiffOptions { Steps = 3, StartStep = 4 }, new FitContext())).Message, StringComparison.Ordinal);
        Assert.Contains("preference-view", Assert.Throws<CiceroneException>(() => JbmDiff.Fit(data, new JbmDiffOptions { Credibility = CredibilityKind.Pair, PreferenceView = false }, new FitContext())).Message, StringComparison.Ordinal);
        Assert.Contains("neighbours", Assert.Throws<CiceroneException>(() => JbmDiff.Fit(data, new JbmDiffOptions { Neighbours = 1 }, new FitContext())).Message, StringComparison.Ordinal);
        Assert.Contains("No item has text", Assert.Throws<CiceroneException>(() => JbmDiff.Fit(data with { Features = [] }, new JbmDiffOptions(), new FitContext())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_without_features_has_itself_alone_as_a_neighbour_and_is_learned_all_the_same()
    {
        TrainingData data = PlantedFits.World.Data;
        FeatureMatrix sight = data.Features[0];
        var half = new FeatureMatrix("sight", sight.Items, sight.Width, sight.ToArray(), [.. Enumerable.Range(0, sight.Items.Count).Select(item => item % 2 == 0)]);
        var modality = new Modality(half);
        Assert.Equal([1], modality.Graph(10, new ParallelOptions()).Indices(1).ToArray());
        Assert.DoesNotContain(1, modality.Graph(10, new ParallelOptions()).Indices(0).ToArray());
        Assert.All(modality.Values[sight.Width..(2 * sight.Width)].ToArray(), value => Assert.Equal(0, value));
        using JbmDiffLearner learner = PlantedFits.Trained(data with { Features = [half, data.Features[1]] }, Brief);
        Assert.All(learner.Model().VectorsOf("features.sight"), number => Assert.True(float.IsFinite(number)));
    }

    [Fact]
    public void Pairs_on_which_all_views_agree_weigh_more_and_those_that_all_contradict_count_in_reverse()
    {
        NativeTorch.Use();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor one = torch.tensor(new[] { 2f, 2f, -2f, 0.5f }), other = torch.tensor(new[] { 2f, -2f, -2f, 0.5f });
        var credibility = PairCredibility.Of(one, other);
        float[] kept = credibility.Kept.data<float>().ToArray(), reversed = credibility.Reversed.data<float>().ToArray();
        Assert.True(kept[0] > kept[3] && kept[3] > kept[1] && kept[1] > kept[2], string.Join(", ", kept));
        Assert.Equal(1, kept.Average(), 1e-5);
        Assert.Equal([0f, 0f, 0f], [reversed[0], reversed[1], reversed[3]]);
        // twice the margin over its deviation: σ(2 · −2/s) with s that of each view
        double Deviation(float[] view) => Math.Sqrt(view.Average(value => value * value) - Math.Pow(view.Average(), 2));
        double Sigma(double value) => 1 / (1 + Math.Exp(-value));
        double agreement = (Sigma(-4 / Deviation([2, 2, -2, 0.5f])) + Sigma(-4 / Deviation([2, -2, -2, 0.5f]))) / 2;
        Assert.Equal(0.5 - agreement, reversed[2], 1e-5);
    }

    private static float[] Vectors(JbmDiffOptions options)
    {
        using JbmDiffLearner learner = PlantedFits.Trained(PlantedFits.World.Data, options);
        return learner.Model().ItemVectors.ToArray();
    }

    private sealed class Stopped(JbmDiffLearner inner, int steps, CancellationTokenSource stop) : ILearner
    {
        public int ExampleCount => inner.ExampleCount;

        public ParameterSet Parameters => inner.Parameters;

        public void BeginEpoch(int epoch) => inner.BeginEpoch(epoch);

        public Tensor Loss(int[] examples, Step step)
        {
            if (step.Number == steps) stop.Cancel();
            return inner.Loss(examples, step);
        }

        public IRanker Model() => inner.Model();
    }
}
