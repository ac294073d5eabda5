using System.Diagnostics;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>language</c>: tokens a second of processor time, on one thread, of a decoder of 5 million numbers: learning, reading prompts, and
/// going on from them with what was read kept and without.
/// </summary>
internal static class LanguageSpeed
{
    private const int Texts = 64, Prompt = 32, New = 64, Warm = 2, Steps = 6;

    private static readonly DecoderShape Shape = new()
    {
        Family = DecoderFamily.Llama,
        Vocabulary = 2048,
        Width = 256,
        Inner = 688,
        Layers = 6,
        Heads = 4,
        KeyHeads = 4,
        HeadWidth = 64,
        MaxLength = 512,
    };

    public static void Run()
    {
        using var decoder = new Decoder(Shape, seed: 1);
        var reader = new DecoderReader(decoder.Weights());
        Console.WriteLine($"{decoder.Parameters.Count:N0} numbers, {Texts} texts at once, prompts of {Prompt} tokens, {New} new ones, one thread");
        Tell("learning", Learn(decoder));
        int[][] prompts = [.. Enumerable.Range(0, Texts).Select(text => Draw(Prompt, (ulong)text))];
        Tell("reading prompts", Measure(Texts * Prompt, () => Read(reader, prompts)));
        Tell("going on with the cache", Measure(Texts * New, () => TextGenerator.Generate(reader, prompts, new GenerationOptions { MaxTokens = New })));
        Tell("going on without it", Measure(Texts * New / 8, () => Anew(reader, prompts)));
    }

    private static double Learn(Decoder decoder)
    {
        LabelledText[] texts = [.. Enumerable.Range(0, Texts).Select(text => new LabelledText(Draw(Prompt + 1, (ulong)text)))];
        long number = 0;
        return Measure(Texts * Prompt, () =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using var step = new Step(seed: 1, ++number, epoch: 1, threads: 1);
            decoder.Parameters.Touch();
            LanguageLearner.Loss(decoder, texts, step).backward();
            Adam.Update(decoder.Parameters, number, 1e-3, decay: 0, clip: 0);
        });
    }

    /// <summary>The last eighth of the new tokens, each by reading its whole text: what stands before it costs the same with the cache.</summary>
    private static void Anew(DecoderReader reader, int[][] prompts)
    {
        for (int length = Prompt + New - New / 8; length < Prompt + New; length++) reader.Logits(Read(reader, [.. prompts.Select((_, text) => Draw(length, (ulong)text))]));
    }

    private static float[] Read(DecoderReader reader, int[][] texts)
    {
        KeyValueCache[] caches = [.. texts.Select(_ => reader.NewCache())];
        float[] states = reader.Read([.. texts.Select((text, place) => new Reading(caches[place], text))]);
        foreach (KeyValueCache cache in caches) cache.Dispose();
        return states;
    }

    private static int[] Draw(int length, ulong seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextInt(Shape.Vocabulary))];
    }

    private static double Measure(int tokens, Action run)
    {
        TimeSpan start = default;
        for (int number = 0; number < Warm + Steps; number++)
        {
            if (number == Warm) start = Process.GetCurrentProcess().TotalProcessorTime;
            run();
        }
        return tokens * Steps / (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
    }

    private static void Tell(string what, double tokens) => Console.WriteLine($"{what,-28}{tokens,10:N0} tokens a second");
}
