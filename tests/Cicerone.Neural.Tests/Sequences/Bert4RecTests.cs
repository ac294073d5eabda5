using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class Bert4RecTests : ModelContract
{
    protected override string Name => "bert4rec";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["dropout"] = "0.1",
        ["epochs"] = "4",
        ["batch-size"] = "32",
        ["learning-rate"] = "0.005",
    };

    [Fact]
    public void It_answers_as_the_definition_does_by_an_item_hidden_after_the_last()
    {
        NativeTorch.Use();
        var options = new Bert4RecOptions { Width = 8, MaxLength = 6, Deviation = 0.4 };
        using var network = new SequenceNetwork(9, new TransformerBackbone(options), seed: 4);
        var definition = new PaddedSasRec(name => network.Parameters.All.Single(parameter => parameter.Name == name), options);
        int[][] histories = [[3], [0, 8, 2], [5, 5, 1, 7, 4, 6, 2]];
        float[] answered = new float[histories.Length * 8];
        network.Model().Embed([.. histories.Select(items => new Query(History.Of(items), null, 1))], answered);
        for (int i = 0; i < histories.Length; i++)
        {
            double[] expected = definition.Encode([.. histories[i].TakeLast(5), RaggedBatch.Hidden]);
            for (int k = 0; k < 8; k++) Assert.Equal(expected[k], answered[i * 8 + k], 2e-5);
        }
    }

    /// <summary>If nothing of a hidden item leaks, the likelihoods of all items in its place, each from a log of its own, add up to 1.</summary>
    [Fact]
    public void What_is_hidden_is_not_seen()
    {
        NativeTorch.Use();
        string[] items = ["a", "b", "c"];
        double LikelihoodOf(string last)
        {
            var builder = new InteractionLogBuilder();
            foreach (string item in items) builder.Add("one who makes all items known", item);
            foreach (string item in (string[])["a", "c", last]) builder.Add("reader", item);
            InteractionLog log = builder.Build();
            var options = new Bert4RecOptions { Width = 8, MaxLength = 4, Deviation = 0.4, Hidden = 0 };
            using var network = new SequenceNetwork(items.Length, new TransformerBackbone(options), seed: 4);
            return Math.Exp(-new ClozeLearner(network, log, options).LossOf([1], .., Step.WithoutDropout()).item<float>());
        }

        Assert.Equal(1, items.Sum(LikelihoodOf), 1e-5);
    }
}
