using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Language.Tests.Transformer;

/// <summary>Every published family gives the numbers of a reference in double precision.</summary>
public sealed class GoldenTests
{
    private const double Logit = 5e-5, Slope = 5e-5;

    public static TheoryData<string> Names => [.. GoldenModel.Published];

    public static TheoryData<string> Learned => [.. GoldenModel.Published.Where(name => name != "tiny-llama-bf16")]; // whose reference has no gradients

    [Theory, MemberData(nameof(Names))]
    public void Logits_are_the_reference_s_as_it_learns_and_as_it_answers(string name)
    {
        var golden = new GoldenModel(name);
        using var decoder = Decoder.Of(golden.Weights);
        var reader = new DecoderReader(golden.Weights);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        foreach (JsonProperty one in golden.Expected.GetProperty("cases").EnumerateObject())
        {
            TokenBatch batch = GoldenModel.Batch(one.Value);
            (int[][] texts, int[][] places) = GoldenModel.Texts(one.Value);
            decoder.Parameters.Touch();
            Compare(MemoryMarshal.Cast<byte, float>(decoder.Logits(decoder.Encode(batch, Step.WithoutDropout())).bytes), one.Value, batch, places);
            if (golden.IsGpt2 && one.Name == "left_padded_arange") continue; // a text of the reader begins at position 0
            Reading[] readings = [.. texts.Select(text => new Reading(reader.NewCache(), text))];
            Compare(reader.Logits(reader.ReadAll(readings)), one.Value, batch, places);
        }
    }

    [Theory, MemberData(nameof(Learned))]
    public void Loss_and_gradients_are_the_reference_s(string name)
    {
        var golden = new GoldenModel(name);
        using var decoder = Decoder.Of(golden.Weights);
        foreach (JsonProperty one in golden.Expected.GetProperty("cases").EnumerateObject().Where(one => one.Name != "left_padded_arange"))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            decoder.Parameters.Touch();
            torch.Tensor loss = LanguageLearner.Loss(decoder, Labelled(one.Value), Step.WithoutDropout());
            loss.backward();
            Assert.Equal(one.Value.GetProperty("loss").GetDouble(), loss.item<float>(), 1e-5);
            var slopes = decoder.Parameters.All.ToDictionary(parameter => parameter.Name, parameter => MemoryMarshal.Cast<byte, float>(parameter.Leaf.grad!.contiguous().bytes).ToArray());
            CompareSlopes(one.Value.GetProperty("gradients").GetProperty("parameters"), new DecoderWeights(golden.Weights.Shape, slopes, "The gradient"));
        }
    }

    [Theory, MemberData(nameof(Learned))]
    public void Training_goes_the_reference_s_way(string name)
    {
        var golden = new GoldenModel(name);
        using var decoder = Decoder.Of(golden.Weights);
        LabelledText[] texts = Labelled(golden.Expected.GetProperty("cases").GetProperty("right_padded"));
        JsonElement expected = golden.Expected.GetProperty("training").GetProperty("adamw");
        long step = 0;
        foreach (JsonElement loss in expected.GetProperty("losses").EnumerateArray())
        {
            using DisposeScope scope = torch.NewDisposeScope();
            decoder.Parameters.Touch();
            torch.Tensor made = LanguageLearner.Loss(decoder, texts, Step.WithoutDropout());
            Assert.Equal(loss.GetDouble(), made.item<float>(), 2e-4);
            made.backward();
            Adam.Update(decoder.Parameters, ++step, expected.GetProperty("lr").GetDouble(), expected.GetProperty("weight_decay").GetDouble(), clip: 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_likeliest_continuation_is_the_reference_s(string name)
    {
        var golden = new GoldenModel(name);
        JsonElement greedy = golden.Expected.GetProperty("greedy");
        IReadOnlyList<int[]> made = TextGenerator.Generate(new DecoderReader(golden.Weights), GoldenModel.Texts(greedy).Texts, new GenerationOptions { MaxTokens = greedy.GetProperty("max_new_tokens").GetInt32() });
        Assert.Equal(GoldenModel.Rows(greedy.GetProperty("new_tokens")), made);
    }

    [Theory]
    [InlineData("tiny-llama"), InlineData("tiny-qwen3")]
    public void A_configuration_in_the_newer_spelling_says_the_same(string name)
    {
        var golden = new GoldenModel(name);
        Assert.Equal(golden.Weights.Shape, DecoderConfig.Read(Path.Combine(golden.Folder, "config.v5.json")));
    }

    private static LabelledText[] Labelled(JsonElement one) => [.. GoldenModel.Texts(one).Texts.Select(text => new LabelledText(text))];

    private static void Compare(ReadOnlySpan<float> logits, JsonElement one, TokenBatch batch, int[][] places)
    {
        int vocabulary = logits.Length / batch.Tokens.Length, place = 0;
        JsonElement expected = one.GetProperty("logits"), best = one.GetProperty("argmax_per_position");
        foreach (int[] at in GoldenModel.Rows(one.GetProperty("logit_positions")))
        {
            int row = batch.Offsets[at[0]] + Array.IndexOf(places[at[0]], at[1]);
            for (int token = 0; token < vocabulary; token++) Assert.Equal(expected[place][token].GetDouble(), logits[row * vocabulary + token], Logit);
            place++;
        }
        for (int text = 0; text < places.Length; text++)
            for (int i = 0; i < places[text].Length; i++)
                Assert.Equal(best[text][places[text][i]].GetInt32(), TensorPrimitives.IndexOfMax(logits.Slice((batch.Offsets[text] + i) * vocabulary, vocabulary)));
    }

    private static void CompareSlopes(JsonElement expected, DecoderWeights slopes)
    {
        var stored = slopes.ToStored().ToDictionary(tensor => tensor.Name, tensor => tensor.Tensor);
        foreach (JsonProperty parameter in expected.EnumerateObject())
        {
            float[] values = stored[parameter.Name].AsFloat32();
            IReadOnlyList<long> shape = stored[parameter.Name].Shape;
            double norm = parameter.Value.GetProperty("l2").GetDouble();
            Assert.Equal(norm, Math.Sqrt(values.Sum(value => (double)value * value)), 1e-4 * norm + 1e-6);
            Assert.Equal(parameter.Value.GetProperty("max_abs").GetDouble(), values.Max(MathF.Abs), Slope);
            foreach (JsonElement sample in parameter.Value.GetProperty("samples").EnumerateArray())
            {
                long place = sample.GetProperty("index").EnumerateArray().Select((index, dimension) => (Index: index.GetInt64(), Length: shape[dimension])).Aggregate(0L, (sum, at) => sum * at.Length + at.Index);
                Assert.Equal(sample.GetProperty("value").GetDouble(), values[place], Slope);
            }
        }
        Assert.Equal(expected.EnumerateObject().Count(), stored.Count);
    }
}
