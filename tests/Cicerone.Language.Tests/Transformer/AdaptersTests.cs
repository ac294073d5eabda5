using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Language.Tests.Transformer;

/// <summary>Adapters of low rank and soft prompts: what is trained beside frozen weights.</summary>
public sealed class AdaptersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-adapters-").FullName;
    private static readonly int[][] Texts = [TinyDecoder.Text(12, 1), TinyDecoder.Text(7, 2)];

    public static TheoryData<DecoderFamily> Families => TinyDecoder.Families;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Families))]
    public void Change_nothing_then_learn_then_merge(DecoderFamily family)
    {
        using var decoder = TinyDecoder.Of(family, learned: false);
        DecoderWeights before = decoder.Weights();
        float[] plain = DecoderReaderTests.Logits(decoder, Texts);
        using var adapters = new LowRankAdapters(decoder, new LowRankOptions { Rank = 3 }, seed: 1);
        float[] Adapted()
        {
            adapters.Parameters.Touch();
            return DecoderReaderTests.Logits(decoder, Texts);
        }
        Assert.Equal(plain, Adapted());
        (double first, double last) = Learn(decoder, adapters.Parameters);
        Assert.True(last < 0.8 * first, $"The loss went from {first} to {last}.");
        foreach (Parameter parameter in decoder.Parameters.All) Assert.Equal(before[parameter.Name], parameter.Values.ToArray());
        float[] learned = Adapted();
        adapters.Save(_folder);
        using (var again = TinyDecoder.Of(family, learned: false))
        using (var loaded = LowRankAdapters.Load(again, _folder))
        {
            loaded.Parameters.Touch();
            Assert.Equal(learned, DecoderReaderTests.Logits(again, Texts));
        }
        adapters.Merge();
        float[] merged = DecoderReaderTests.Logits(decoder, Texts);
        DecoderReaderTests.AssertNear(learned, merged, 1e-4);
        Assert.NotEqual(plain, merged);
    }

    [Fact]
    public void Adapters_of_unknown_layers_and_damaged_files_are_told_of()
    {
        using var decoder = TinyDecoder.Of(DecoderFamily.Llama, learned: false);
        Assert.Contains("q_pro", Assert.Throws<CiceroneException>(() => new LowRankAdapters(decoder, new LowRankOptions { Layers = ["q_pro"] }, 1)).Message, StringComparison.Ordinal);
        using (var adapters = new LowRankAdapters(decoder, new LowRankOptions(), 1))
        {
            adapters.Save(_folder);
            Assert.Throws<CiceroneException>(() => new LowRankAdapters(decoder, new LowRankOptions(), 1));
        }
        File.WriteAllText(Path.Combine(_folder, "adapter_config.json"), "{\"r\":0,\"lora_alpha\":1,\"target_modules\":[]}");
        Assert.Contains("rank", Assert.Throws<CiceroneException>(() => LowRankAdapters.Load(decoder, _folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_soft_prompt_learns_beside_frozen_weights_and_answers_without_native_code()
    {
        using var decoder = TinyDecoder.Of(DecoderFamily.Qwen2, learned: false);
        using var prompt = new SoftPrompt(decoder.Shape, 4, seed: 2);
        decoder.Prompt = prompt;
        (double first, double last) = Learn(decoder, prompt.Parameters, prompt.Tokens);
        Assert.True(last < first - 0.1, $"The loss went from {first} to {last}.");
        int[][] prompted = [.. Texts.Select(text => (int[])[.. prompt.Tokens, .. text])];
        var reader = new DecoderReader(decoder.Weights(), prompt.Vectors);
        DecoderReaderTests.AssertNear(DecoderReaderTests.Logits(decoder, prompted), reader.Logits(reader.ReadAll([.. prompted.Select(text => new Reading(reader.NewCache(), text))])));
        string path = Path.Combine(_folder, "prompt.safetensors");
        prompt.Save(path);
        using var loaded = new SoftPrompt(decoder.Shape, 4, seed: 9);
        loaded.Load(path);
        Assert.Equal(prompt.Vectors, loaded.Vectors);
    }

    private static (double First, double Last) Learn(Decoder decoder, ParameterSet parameters, params int[] before)
    {
        LabelledText[] texts = [.. Texts.Select(text => new LabelledText([.. before, .. text], before.Length + 1))];
        double first = 0, last = 0;
        for (int step = 1; step <= 30; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            decoder.Parameters.Touch();
            parameters.Touch();
            torch.Tensor loss = LanguageLearner.Loss(decoder, texts, Step.WithoutDropout());
            last = loss.item<float>();
            if (step == 1) first = last;
            loss.backward();
            Adam.Update(parameters, step, rate: 0.02, decay: 0, clip: 0);
        }
        return (first, last);
    }
}
