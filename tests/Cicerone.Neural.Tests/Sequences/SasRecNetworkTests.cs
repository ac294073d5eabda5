using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Sequences;

/// <summary>The network against its definition, written out in double precision with padding and masks.</summary>
public sealed class SasRecNetworkTests
{
    private const int Items = 9;
    private static readonly SasRecOptions Shape = new() { Width = 8, Heads = 2, Layers = 2, MaxLength = 6, Deviation = 0.4 };
    private static readonly int[][] Sequences = [[3], [0, 8, 2], [5, 5, 1, 7, 4, 6]];

    [Fact]
    public void Training_and_answering_give_what_the_definition_gives()
    {
        using SasRecNetwork network = Network();
        RaggedBatch batch = Batch(Sequences);
        float[] trained = network.Encode(batch, lastOnly: true, Step.WithoutDropout()).data<float>().ToArray();
        float[] answered = new float[trained.Length];
        network.Model().Embed([.. Sequences.Select(items => new Query(History.Of(items), null, 1))], answered);
        var definition = new PaddedSasRec(name => network.Parameters.All.Single(parameter => parameter.Name == name), Shape);
        for (int i = 0; i < Sequences.Length; i++)
        {
            double[] expected = definition.Encode(Sequences[i]);
            for (int k = 0; k < Shape.Width; k++)
            {
                Assert.Equal(expected[k], trained[i * Shape.Width + k], 2e-5);
                Assert.Equal(expected[k], answered[i * Shape.Width + k], 2e-5);
            }
        }
    }

    [Fact]
    public void What_comes_later_changes_nothing_before()
    {
        using SasRecNetwork network = Network();
        Tensor one = network.Encode(Batch([1, 2, 3, 4]), lastOnly: false, Step.WithoutDropout()), other = network.Encode(Batch([1, 2, 3, 8]), lastOnly: false, Step.WithoutDropout());
        Assert.Equal(one.narrow(0, 0, 3).data<float>().ToArray(), other.narrow(0, 0, 3).data<float>().ToArray());
        Assert.NotEqual(one[3].data<float>().ToArray(), other[3].data<float>().ToArray());
    }

    [Fact]
    public void Neighbours_in_a_batch_change_nothing()
    {
        using SasRecNetwork network = Network();
        Tensor together = network.Encode(Batch(Sequences), lastOnly: true, Step.WithoutDropout());
        for (int i = 0; i < Sequences.Length; i++)
            Assert.True(together[i].allclose(network.Encode(Batch(Sequences[i]), lastOnly: true, Step.WithoutDropout())[0], rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void The_last_token_alone_is_the_last_of_all_tokens()
    {
        using SasRecNetwork network = Network();
        RaggedBatch batch = Batch(Sequences);
        Tensor all = network.Encode(batch, lastOnly: false, Step.WithoutDropout()), last = network.Encode(batch, lastOnly: true, Step.WithoutDropout());
        Assert.True(all.index_select(0, torch.tensor(batch.LastTokens())).allclose(last, rtol: 1e-5, atol: 1e-6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gradient_of_attention_is_that_of_finite_differences(bool causal)
    {
        NativeTorch.Use();
        var random = new RandomSource(6);
        var shape = new AttentionShape([0, 2, 5], Streams: 2, Heads: 2, Width: 4, LastOnly: false, OwnStreamOnly: false) { IsCausal = causal };
        float[][] inputs = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 40).Select(_ => (float)random.NextNormal()).ToArray())];
        float[] weights = [.. Enumerable.Range(0, 40).Select(_ => (float)random.NextNormal())];
        using var step = new Step(seed: 1, number: 1, epoch: 1, threads: 1);
        ulong seed = step.Random.NextUInt64();
        double Loss()
        {
            float[] output = new float[40];
            using var memory = new AttentionMemory(shape, 0.3, seed);
            AttentionKernel.Forward(inputs[0], inputs[1], inputs[2], output, shape, memory, threads: 1);
            return output.Zip(weights, (value, weight) => (double)value * weight).Sum();
        }

        float[][] slopes = [new float[40], new float[40], new float[40]];
        using (var memory = new AttentionMemory(shape, 0.3, seed))
        {
            AttentionKernel.Forward(inputs[0], inputs[1], inputs[2], new float[40], shape, memory, threads: 2);
            AttentionKernel.Backward(inputs[0], inputs[1], inputs[2], weights, slopes[0], slopes[1], slopes[2], shape, memory, threads: 2);
        }
        for (int input = 0; input < 3; input++)
            for (int i = 0; i < 40; i += 3)
            {
                const float Shift = 1e-2f;
                inputs[input][i] += Shift;
                double above = Loss();
                inputs[input][i] -= 2 * Shift;
                double below = Loss();
                inputs[input][i] += Shift;
                Assert.Equal((above - below) / (2 * Shift), slopes[input][i], 2e-3);
            }
    }

    [Fact]
    public void The_published_shape_has_the_published_number_of_weights_under_the_published_names()
    {
        NativeTorch.Use();
        using var network = new SasRecNetwork(12_101, new SasRecOptions(), seed: 1);
        Assert.Equal(877_824, network.Parameters.Count);
        string[] names = [.. network.Parameters.All.Select(parameter => parameter.Name)];
        Assert.Equal(36, names.Length);
        Assert.Contains("seq_encoder.mhas.1.w_Q.bias", names);
        Assert.Contains("seq_encoder.ffns.0.layernorm.weight", names);
    }

    private static SasRecNetwork Network()
    {
        NativeTorch.Use();
        var network = new SasRecNetwork(Items, Shape, seed: 4);
        var random = new RandomSource(9);
        foreach (Parameter parameter in network.Parameters.All)
            if (parameter.Shape.Length == 1)
                foreach (ref float value in parameter.Values) value += (float)(0.2 * random.NextNormal()); // biases of 0 would hide a fault
        return network;
    }

    private static RaggedBatch Batch(params int[][] sequences) => RaggedBatch.Of([.. sequences.Select(items => new ReadOnlyMemory<int>(items))], Shape.MaxLength);
}
