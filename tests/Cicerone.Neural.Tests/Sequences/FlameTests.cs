using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class FlameTests : ModelContract
{
    private static readonly FlameOptions Small = new() { Width = 16, Heads = 2, Layers = 2, MaxLength = 12, Epochs = 4, BatchSize = 32 };
    private readonly InteractionLog _log = Checkerboard.Log();

    protected override string Name => "flame";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["epochs"] = "2",
        ["max-length"] = "8",
        ["batch-size"] = "64",
    };

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Hybrids_of_two_equal_networks_that_are_apart_are_all_equal(int modules, bool joint)
    {
        (SasRecNetwork network, SasRecNetwork partner) = Networks(modules, partnerSeed: 1);
        Tensor[] hybrids = new FlameLearner(network, partner, _log, Small with { Modules = modules, Apart = !joint }).Hybrids(Batch(), Step.WithoutDropout());
        Assert.Equal(1 << modules, hybrids.Length);
        Tensor plain = network.Encode(Batch(), lastOnly: true, Step.WithoutDropout());
        // apart, each equals the plain path; jointly, equal streams see equal keys twice, which softmax averages to the same
        foreach (Tensor hybrid in hybrids) Assert.True(hybrid.allclose(plain, rtol: 1e-4, atol: 1e-4));
    }

    [Fact]
    public void Streams_attend_to_each_other_unless_apart()
    {
        (SasRecNetwork network, SasRecNetwork partner) = Networks(2, partnerSeed: 2);
        Tensor plain = network.Encode(Batch(), lastOnly: true, Step.WithoutDropout());
        Tensor apart = new FlameLearner(network, partner, _log, Small with { Apart = true }).Hybrids(Batch(), Step.WithoutDropout())[0];
        Tensor joint = new FlameLearner(network, partner, _log, Small).Hybrids(Batch(), Step.WithoutDropout())[0];
        Assert.True(apart.allclose(plain, rtol: 1e-4, atol: 1e-5));
        Assert.False(joint.allclose(plain, rtol: 1e-3, atol: 1e-3));
    }

    [Fact]
    public void The_mutual_loss_reaches_the_embeddings_through_the_frozen_layers_and_leaves_the_partner_alone()
    {
        (SasRecNetwork network, SasRecNetwork partner) = Networks(2, partnerSeed: 2);
        byte[] before = [.. partner.Parameters.All.SelectMany(parameter => parameter.Values.ToArray()).SelectMany(BitConverter.GetBytes)];
        network.Parameters.Touch();
        Tensor[] hybrids = new FlameLearner(network, partner, _log, Small).Hybrids(Batch(), Step.WithoutDropout());
        hybrids[2].exp().sum().backward(); // the network's embeddings through the partner's layers; the plain sum of what was normalised does not change
        Assert.True(network.Items.Leaf.grad!.abs().sum().item<float>() > 0);
        Assert.All(network.Parameters.All.Where(parameter => parameter.Name.StartsWith("seq_encoder", StringComparison.Ordinal)), parameter => Assert.Equal(0, parameter.Leaf.grad!.abs().sum().item<float>()));
        var learner = new FlameLearner(network, partner, _log, Small);
        new Trainer("flame", Data(), Small with { Epochs = 1 }, new FitContext { Threads = 1 }).Train(learner);
        Assert.Equal(before, partner.Parameters.All.SelectMany(parameter => parameter.Values.ToArray()).SelectMany(BitConverter.GetBytes));
        Assert.True(learner.Figures["cosine of hybrids"] is > -1 and < 0.999);
    }

    [Fact]
    public void The_frozen_partner_keeps_dropping_in_training()
    {
        (SasRecNetwork network, SasRecNetwork partner) = Networks(2, partnerSeed: 2);
        var learner = new FlameLearner(network, partner, _log, Small);
        using Step one = new(seed: 1, number: 0, epoch: 1, threads: 1), other = new(seed: 1, number: 1, epoch: 1, threads: 1);
        Assert.False(partner.Encode(Batch(), true, one).allclose(partner.Encode(Batch(), true, other), rtol: 1e-3, atol: 1e-3));
        Assert.Equal(4, learner.Hybrids(Batch(), one).Length);
    }

    [Fact]
    public void The_mutual_loss_is_what_its_definition_says()
    {
        var random = new RandomSource(4);
        const int Examples = 3, Width = 2, Paths = 4;
        double[][,] z = new double[Paths][,];
        var tensors = new Tensor[Paths];
        for (int path = 0; path < Paths; path++)
        {
            z[path] = new double[Examples, Width];
            for (int i = 0; i < Examples; i++)
                for (int k = 0; k < Width; k++) z[path][i, k] = (float)random.NextNormal();
            tensors[path] = torch.tensor(z[path]).to(torch.float32);
        }
        Assert.Equal(MutualByDefinition(z, 0.7), MutualLoss.Of(tensors, 0.7).item<float>(), 1e-4);
    }

    [Fact]
    public void The_least_aligned_pair_gets_the_largest_weight_and_the_gradient_flows_through_the_weights()
    {
        Tensor[] z = [torch.tensor(new float[,] { { 1, 0 }, { 0, 1 } }), torch.tensor(new float[,] { { 0.5f, 0 }, { 0, 0.5f } }), torch.tensor(new float[,] { { -1, 0 }, { 0, -1 } })];
        z[0].requires_grad_(true);
        (Tensor losses, Tensor agreements) = MutualLoss.Pairs(z, 1);
        Assert.Equal([0.5f, -1f, -0.5f], agreements.data<float>().ToArray());
        Tensor whole = MutualLoss.Of(z, 1);
        whole.backward();
        Tensor through = z[0].grad!.clone();
        z[0].grad!.zero_();
        (losses, agreements) = MutualLoss.Pairs(z, 1);
        ((-agreements).softmax(0).detach() * losses).sum().backward();
        Assert.False(through.allclose(z[0].grad!, rtol: 1e-3, atol: 1e-4));
    }

    [Fact]
    public void The_weight_falls_by_a_constant_factor()
    {
        FlameOptions options = new();
        Assert.Equal([0.944, 0.562, 0.316, 0.1, 0.00316], ((int[])[1, 10, 20, 40, 100]).Select(options.WeightIn).Select(weight => Math.Round(weight, weight < 0.01 ? 5 : 3)));
        Assert.Equal(0.1, (options with { Annealing = 5, Epochs = 10 }).WeightIn(1), 1e-9);
    }

    [Fact]
    public void Without_the_mutual_loss_it_is_sasrec_to_the_bit()
    {
        SequenceModel alone = Flame.Fit(Data(), Small with { MutualWeight = 0 }, new FitContext { Seed = 5, Threads = 1 });
        using var network = new SasRecNetwork(_log.Items.Count, Small, seed: 5);
        new Trainer("flame", Data(), Small, new FitContext { Seed = 5, Threads = 1 }).Train(new SequenceLearner(network, _log, Small)); // the stage's name decides the draws
        Assert.Equal(network.Model().ItemVectors.ToArray(), alone.ItemVectors.ToArray());
    }

    [Fact]
    public void The_network_does_not_start_from_its_partner()
    {
        SequenceModel untrained = Flame.Fit(Data(), Small with { Epochs = 0 }, new FitContext { Seed = 5, Threads = 1 });
        using var first = new SasRecNetwork(_log.Items.Count, Small, seed: 5);
        Assert.Equal(first.Model().ItemVectors.ToArray(), untrained.ItemVectors.ToArray());
    }

    [Fact]
    public void A_partner_that_learns_is_trained_too()
    {
        (SasRecNetwork network, SasRecNetwork partner) = Networks(2, partnerSeed: 2, FlamePartner.Learning);
        float[] before = partner.Items.Values.ToArray();
        FlameOptions options = Small with { Partner = FlamePartner.Learning, Epochs = 1 };
        new Trainer("flame", Data(), options, new FitContext { Threads = 1 }).Train(new FlameLearner(network, partner, _log, options));
        Assert.NotEqual(before, partner.Items.Values.ToArray());
    }

    [Fact]
    public void More_modules_than_the_layers_make_are_refused()
    {
        var fault = Assert.Throws<CiceroneException>(() => Flame.Fit(Data(), Small with { Modules = 4 }, new FitContext()));
        Assert.Contains("3 modules at most", fault.Message, StringComparison.Ordinal);
    }

    private static (SasRecNetwork Network, SasRecNetwork Partner) Networks(int modules, ulong partnerSeed, FlamePartner kind = FlamePartner.Pretrained)
    {
        NativeTorch.Use();
        return (new SasRecNetwork(Checkerboard.Size, Small, 1, modules), new SasRecNetwork(Checkerboard.Size, Small, partnerSeed, modules, learned: kind == FlamePartner.Learning));
    }

    private static RaggedBatch Batch() => RaggedBatch.Of([new int[] { 1, 5, 3 }, new int[] { 7 }, new int[] { 2, 2, 9, 11, 30 }], 12);

    private TrainingData Data() => new(_log, ItemTable.Without(_log.Items));

    /// <summary>The definition step by step: [z_i; z_j] against itself without the diagonal, for every pair, weighted by softmax(−mean dot).</summary>
    private static double MutualByDefinition(double[][,] z, double temperature)
    {
        int examples = z[0].GetLength(0), width = z[0].GetLength(1);
        var losses = new List<double>();
        var agreements = new List<double>();
        for (int i = 0; i < z.Length; i++)
            for (int j = i + 1; j < z.Length; j++)
            {
                double At(int row, int k) => row < examples ? z[i][row, k] : z[j][row - examples, k];
                double Dot(int a, int b) => Enumerable.Range(0, width).Sum(k => At(a, k) * At(b, k));
                double loss = 0;
                for (int row = 0; row < 2 * examples; row++)
                {
                    double sum = Enumerable.Range(0, 2 * examples).Where(other => other != row).Sum(other => Math.Exp(Dot(row, other) / temperature));
                    loss += Math.Log(sum) - Dot(row, (row + examples) % (2 * examples)) / temperature;
                }
                losses.Add(loss / (2 * examples));
                agreements.Add(Enumerable.Range(0, examples).Average(row => Dot(row, row + examples)));
            }
        double all = agreements.Sum(agreement => Math.Exp(-agreement));
        return losses.Zip(agreements, (loss, agreement) => Math.Exp(-agreement) / all * loss).Sum();
    }
}
