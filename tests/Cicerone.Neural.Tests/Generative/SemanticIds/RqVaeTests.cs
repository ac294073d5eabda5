using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Generative.SemanticIds;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Generative.SemanticIds;

public sealed class RqVaeTests : IDisposable
{
    private const int Items = 240, Topics = 8;
    private static readonly Vocabulary Names = new(Enumerable.Range(0, Items).Select(item => $"i{item}"));
    private static readonly FeatureMatrix Text = Features("text", 10, 0.3, seed: 1), Image = Features("image", 6, 0.6, seed: 2);
    private static readonly SemanticIdOptions Codes = new() { Codes = 16, Repair = false };
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-vae-").FullName;

    static RqVaeTests() => NativeTorch.Use();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The released code detaches the encoder: here every weight learns, and each table from its own rows.</summary>
    [Fact]
    public void The_gradient_reaches_every_weight_of_encoder_decoder_and_tables()
    {
        using RqVaeLearner learner = Learner(new RqVaeOptions { Latent = 4, Hidden = 12 });
        using var step = new Step(seed: 1, number: 0, epoch: 1, threads: 1);
        using DisposeScope scope = torch.NewDisposeScope();
        learner.Loss([.. Enumerable.Range(0, 64)], step).backward();
        foreach (Parameter parameter in learner.Parameters.All)
        {
            if (parameter.Name.StartsWith("scale.", StringComparison.Ordinal)) continue;
            Assert.True(parameter.Leaf.grad is { } gradient && gradient.norm().item<float>() > 1e-6f, $"{parameter.Name} does not learn");
        }
    }

    /// <summary>Through the codes straight: without what draws the encoder to its codes, it still learns from the reconstruction alone.</summary>
    [Fact]
    public void The_encoder_learns_from_the_reconstruction_alone()
    {
        using RqVaeLearner learner = Learner(new RqVaeOptions { Latent = 4, Hidden = 12, Commitment = 0, Alignment = 0 });
        using var step = new Step(seed: 1, number: 0, epoch: 1, threads: 1);
        using DisposeScope scope = torch.NewDisposeScope();
        learner.Loss([.. Enumerable.Range(0, 64)], step).backward();
        Parameter encoder = learner.Parameters.All.Single(parameter => parameter.Name == "encoder.join.weight");
        Assert.True(encoder.Leaf.grad!.norm().item<float>() > 1e-4f);
    }

    [Fact]
    public void Tables_change_by_gradient_alone_until_an_epoch_ends_and_unused_rows_then_revive()
    {
        using RqVaeLearner learner = Learner(new RqVaeOptions { Latent = 4, Hidden = 12 });
        Parameter table = learner.Parameters.All.Single(parameter => parameter.Name == "codebook.0");
        table.Values[..4].Fill(1_000); // a row that nothing is near to
        float[] before = table.Values.ToArray();
        Run(epoch: 1, number: 0);
        Assert.Equal(before, table.Values.ToArray());
        Run(epoch: 2, number: 1);
        Assert.True(Math.Abs(table.Values[0]) < 100, "the row still lies far off");
        Assert.Equal(Items, learner.ExampleCount);

        void Run(int epoch, long number)
        {
            using var step = new Step(seed: 1, number, epoch, threads: 1);
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor loss = learner.Loss([.. Enumerable.Range(0, Items)], step);
            Assert.True(float.IsFinite(loss.item<float>()));
        }
    }

    [Fact]
    public void Trained_codes_keep_the_topics_and_are_read_back()
    {
        var options = new RqVaeOptions { Latent = 6, Hidden = 16, Epochs = 25, BatchSize = 60, LearningRate = 0.01 };
        var context = new FitContext { Seed = 3, Threads = 1 };
        RqVae vae = RqVae.Fit([Text, Image], Codes, options, context);
        SemanticIdTable ids = vae.IdsOf([Text, Image]);
        Assert.True(ids.Purity([.. Enumerable.Range(0, Items).Select(item => $"{item % Topics}")]) > 0.8);
        Assert.True(ids.Perplexity(0) > 4, $"{ids.Perplexity(0)}");
        Assert.True(ids.Error(vae.Encode([Text, Image])) < 0.3);
        Assert.Equal(ids.Codes, RqVae.Fit([Text, Image], Codes, options, context).IdsOf([Text, Image]).Codes); // one seed, the same bits

        string file = Path.Combine(_folder, "vae.safetensors");
        TensorFile.Write(file, vae.ToTensors().Concat(ids.ToTensors()));
        RqVae read = RqVae.Of(TensorFile.Read(file));
        Assert.Equal(vae.Encode([Text, Image]), read.Encode([Text, Image]));
        Assert.Equal(ids.Codes, read.IdsOf([Text, Image]).Codes);
        Assert.Contains("10 and 6", Assert.Throws<CiceroneException>(() => read.Encode([Text])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_go_together_is_told()
    {
        var context = new FitContext();
        Assert.Contains("nested", Assert.Throws<CiceroneException>(() => RqVae.Fit([Text], Codes with { Nested = true }, new RqVaeOptions(), context)).Message, StringComparison.Ordinal);
        Assert.Contains("no vectors", Assert.Throws<CiceroneException>(() => RqVae.Fit([], Codes, new RqVaeOptions(), context)).Message, StringComparison.Ordinal);
    }

    private static RqVaeLearner Learner(RqVaeOptions options) => new([Text, Image], new RqVaeShape([10, 6], options.Hidden, options.Latent, Codes.Levels, Codes.Codes), Codes, options, new FitContext { Seed = 5, Threads = 1 });

    /// <summary>Vectors about a centre for each topic; item i is of topic i modulo <see cref="Topics"/>.</summary>
    private static FeatureMatrix Features(string name, int width, double noise, ulong seed)
    {
        var random = new RandomSource(seed);
        float[] centres = [.. Enumerable.Range(0, Topics * width).Select(_ => (float)(2 * random.NextNormal() - 1))];
        float[] values = [.. Enumerable.Range(0, Items * width).Select(i => centres[i / width % Topics * width + i % width] + (float)(noise * random.NextNormal()))];
        return new FeatureMatrix(name, Names, width, values, [.. Enumerable.Repeat(true, Items)]);
    }
}
