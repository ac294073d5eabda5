using System.Numerics;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Sequences;

/// <summary>What every backbone must do, and filters and recurrences against their definitions.</summary>
public sealed class BackboneTests
{
    private const int Items = 9;
    private static readonly int[][] Sequences = [[3], [0, 8, 2], [5, 5, 1, 7, 4, 6]];

    private static readonly Dictionary<string, ISequenceBackbone> All = new()
    {
        ["sasrec"] = new TransformerBackbone(new SasRecOptions { Width = 8, MaxLength = 6, Deviation = 0.4 }),
        ["bert4rec"] = new TransformerBackbone(new Bert4RecOptions { Width = 8, MaxLength = 6, Deviation = 0.4 }),
        ["gru4rec"] = new GruBackbone(new Gru4RecOptions { Width = 8, Hidden = 5 }),
        ["fmlp-rec"] = new FilterBackbone(new FmlpRecOptions { Width = 8, MaxLength = 6, Deviation = 0.4 }),
        ["fmlp-rec, odd window"] = new FilterBackbone(new FmlpRecOptions { Width = 8, MaxLength = 7, Deviation = 0.4 }),
        ["fmlp-rec, causal"] = new FilterBackbone(new FmlpRecOptions { Width = 8, MaxLength = 6, Deviation = 0.4, Causal = true }),
        ["lru-rec"] = new RecurrenceBackbone(new LruRecOptions { Width = 8, Deviation = 0.4 }),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public BackboneTests() => NativeTorch.Use();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_answers_as_it_trains(string name)
    {
        using SequenceNetwork network = Network(name);
        float[] trained = Encode(network, [.. Sequences.Select(items => All[name].Options.IsCloze ? [.. items, RaggedBatch.Hidden] : items)]), answered = new float[trained.Length];
        network.Model().Embed([.. Sequences.Select(items => new Query(History.Of(items), null, 1))], answered);
        for (int i = 0; i < trained.Length; i++) Assert.Equal(trained[i], answered[i], 2e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neighbours_in_a_batch_change_nothing(string name)
    {
        using SequenceNetwork network = Network(name);
        float[] together = Encode(network, Sequences);
        for (int i = 0; i < Sequences.Length; i++)
        {
            float[] alone = Encode(network, [Sequences[i]]);
            for (int k = 0; k < alone.Length; k++) Assert.Equal(alone[k], together[i * alone.Length + k], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_last_token_is_the_last_of_all_tokens(string name)
    {
        using SequenceNetwork network = Network(name);
        RaggedBatch batch = Batch(Sequences);
        Tensor all = network.Encode(batch, lastOnly: false, Step.WithoutDropout()), last = network.Encode(batch, lastOnly: true, Step.WithoutDropout());
        Assert.True(all.index_select(0, torch.tensor(batch.LastTokens())).allclose(last, rtol: 1e-4, atol: 1e-5));
    }

    [Theory]
    [InlineData("sasrec", true)]
    [InlineData("bert4rec", false)]
    [InlineData("gru4rec", true)]
    [InlineData("fmlp-rec", false)]
    [InlineData("fmlp-rec, causal", true)]
    [InlineData("lru-rec", true)]
    public void Only_bert4rec_and_filters_as_published_see_what_comes_later(string name, bool causal)
    {
        using SequenceNetwork network = Network(name);
        Tensor one = network.Encode(Batch([[1, 2, 3, 4]]), lastOnly: false, Step.WithoutDropout()), other = network.Encode(Batch([[1, 2, 3, 8]]), lastOnly: false, Step.WithoutDropout());
        Assert.Equal(causal, one.narrow(0, 0, 3).allclose(other.narrow(0, 0, 3), rtol: 1e-4, atol: 1e-5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_filter_is_a_convolution_with_the_inverse_transform_of_its_weights(bool causal)
    {
        const int Window = 5, Width = 2;
        using var parameters = new ParameterSet(seed: 3);
        var filter = new FrequencyFilter(parameters, "filter", Window, Width, causal, deviation: 1);
        float[] weights = parameters.All[0].Values.ToArray();
        var random = new RandomSource(4);
        float[] x = [.. Enumerable.Range(0, Window * Width).Select(_ => (float)random.NextNormal())];
        float[] filtered = [.. filter.Of(torch.tensor(x).view(1, Window, Width)).contiguous().data<float>()];
        for (int k = 0; k < Width; k++)
        {
            Complex[] spectrum = [.. Enumerable.Range(0, Window).Select(f => f <= Window / 2 ? Weight(f) : Complex.Conjugate(Weight(Window - f)))];
            Complex Weight(int f) => new(weights[(f * Width + k) * 2], f == 0 ? 0 : weights[(f * Width + k) * 2 + 1]); // of the mean only the real part counts
            double[] kernel = [.. Enumerable.Range(0, Window).Select(lag => Enumerable.Range(0, Window).Sum(f => (spectrum[f] * Complex.FromPolarCoordinates(1, 2 * Math.PI * f * lag / Window)).Real) / Window)];
            for (int t = 0; t < Window; t++)
                Assert.Equal(Enumerable.Range(0, Window).Where(s => s <= t || !causal).Sum(s => x[s * Width + k] * kernel[(t - s + Window) % Window]), filtered[t * Width + k], 1e-4);
        }
    }

    [Fact]
    public void A_filter_that_sees_its_targets_is_refused()
    {
        var fault = Assert.Throws<CiceroneException>(() => new FilterBackbone(new FmlpRecOptions { Targets = Targets.All }));
        Assert.Contains("causal=true", fault.Message, StringComparison.Ordinal);
        Assert.NotNull(new FilterBackbone(new FmlpRecOptions { Targets = Targets.All, Causal = true }));
    }

    [Fact]
    public void The_recurrence_is_that_of_complex_numbers_and_its_gradient_that_of_finite_differences()
    {
        const int Size = 2, Row = 2 * Size;
        int[] offsets = [0, 1, 5];
        var random = new RandomSource(5);
        float[] Draw(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)(scale * random.NextNormal()))];
        float[] inputs = Draw(5 * Row, 1), factors = Draw(Row, 0.5), weights = Draw(5 * Row, 1), states = new float[5 * Row];
        RecurrenceKernel.Forward(inputs, factors, states, offsets);
        for (int k = 0; k < Size; k++)
        {
            Complex state = default;
            for (int t = 1; t < 5; t++)
            {
                state = new Complex(factors[k], factors[Size + k]) * state + new Complex(inputs[t * Row + k], inputs[t * Row + Size + k]);
                Assert.Equal(state.Real, states[t * Row + k], 1e-4);
                Assert.Equal(state.Imaginary, states[t * Row + Size + k], 1e-4);
            }
        }
        float[] slopes = [.. weights], factorSlopes = new float[Row];
        RecurrenceKernel.Backward(states, factors, slopes, factorSlopes, offsets);
        foreach ((float[] values, float[] found) in (ReadOnlySpan<(float[], float[])>)[(inputs, slopes), (factors, factorSlopes)])
            for (int i = 0; i < values.Length; i++)
            {
                const float Shift = 1e-2f;
                double Loss(float at)
                {
                    float before = values[i];
                    values[i] = at;
                    float[] output = new float[5 * Row];
                    RecurrenceKernel.Forward(inputs, factors, output, offsets);
                    values[i] = before;
                    return output.Zip(weights, (value, weight) => (double)value * weight).Sum();
                }

                Assert.Equal((Loss(values[i] + Shift) - Loss(values[i] - Shift)) / (2 * Shift), found[i], 5e-3);
            }
    }

    [Fact]
    public void The_recurrence_begins_inside_its_ring()
    {
        using var network = new SequenceNetwork(Items, All["lru-rec"], seed: 4);
        float[] decays = network.Parameters.All.Single(parameter => parameter.Name == "seq_encoder.lrus.0.nu_log").Values.ToArray();
        Assert.All(decays, decay => Assert.InRange(Math.Exp(-Math.Exp(decay)), 0.8 - 1e-6, 0.99 + 1e-6));
    }

    private static SequenceNetwork Network(string name)
    {
        var network = new SequenceNetwork(Items, All[name], seed: 4);
        var random = new RandomSource(9);
        foreach (Parameter parameter in network.Parameters.All)
            if (parameter.Shape.Length == 1 && !parameter.Name.EndsWith("_log", StringComparison.Ordinal))
                foreach (ref float value in parameter.Values) value += (float)(0.2 * random.NextNormal()); // biases of 0 would hide a fault
        return network;
    }

    private static float[] Encode(SequenceNetwork network, int[][] sequences) => [.. network.Encode(Batch(sequences), lastOnly: true, Step.WithoutDropout()).contiguous().data<float>()];

    private static RaggedBatch Batch(int[][] sequences) => RaggedBatch.Of([.. sequences.Select(items => new ReadOnlyMemory<int>(items))], 6);
}
