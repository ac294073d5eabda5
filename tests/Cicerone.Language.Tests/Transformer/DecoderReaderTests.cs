using System.Runtime.InteropServices;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Language.Tests.Transformer;

public sealed class DecoderReaderTests
{
    public static TheoryData<DecoderFamily> Families => TinyDecoder.Families;

    [Theory, MemberData(nameof(Families))]
    public void Answers_as_the_decoder_learns(DecoderFamily family)
    {
        using var decoder = TinyDecoder.Of(family);
        int[][] texts = [TinyDecoder.Text(3, 1), TinyDecoder.Text(150, 2), TinyDecoder.Text(1, 3)];
        var reader = new DecoderReader(decoder.Weights());
        float[] expected = Logits(decoder, texts);
        AssertNear(expected, reader.Logits(reader.ReadAll([.. texts.Select(text => new Reading(reader.NewCache(), text))])));
        float[] last = reader.Logits(reader.Read([.. texts.Select(text => new Reading(reader.NewCache(), text))]));
        AssertNear([.. TokenBatch.Of(texts).LastRows().SelectMany(row => expected[(row * 50)..((row + 1) * 50)])], last);
    }

    [Theory, MemberData(nameof(Families))]
    public void What_was_read_need_not_be_read_again(DecoderFamily family)
    {
        using var decoder = TinyDecoder.Of(family);
        var reader = new DecoderReader(decoder.Weights());
        int[] text = TinyDecoder.Text(140, 4);
        using KeyValueCache whole = reader.NewCache(), parts = reader.NewCache();
        float[] expected = reader.Read([new Reading(whole, text)]);
        foreach (int[] part in (int[][])[text[..70], text[70..71], text[71..139]]) reader.Read([new Reading(parts, part)]);
        using KeyValueCache first = parts.Continue(), second = parts.Continue();
        float[] made = reader.Read([new Reading(first, text.AsMemory(139)), new Reading(second, TinyDecoder.Text(3, 8))]);
        AssertNear(expected, made[..expected.Length]);
        Assert.Throws<InvalidOperationException>(() => reader.Read([new Reading(parts, text.AsMemory(139))]));
    }

    [Fact]
    public void A_number_does_not_depend_on_its_neighbours()
    {
        using var decoder = TinyDecoder.Of(DecoderFamily.Qwen3);
        var reader = new DecoderReader(decoder.Weights());
        int[][] texts = [.. Enumerable.Range(0, 30).Select(text => TinyDecoder.Text(1 + 7 * text % 40, (ulong)text))];
        float[] together = reader.Read([.. texts.Select(text => new Reading(reader.NewCache(), text))]);
        for (int text = 0; text < texts.Length; text++) Assert.Equal(together[(text * 24)..((text + 1) * 24)], reader.Read([new Reading(reader.NewCache(), texts[text])]));
    }

    [Fact]
    public void Heads_may_be_wider_than_a_panel()
    {
        DecoderShape shape = TinyDecoder.Shape(DecoderFamily.Llama) with { HeadWidth = 80 };
        using var decoder = new Decoder(shape, seed: 3);
        var reader = new DecoderReader(decoder.Weights());
        int[] text = TinyDecoder.Text(20, 5);
        AssertNear(Logits(decoder, [text]), reader.Logits(reader.ReadAll([new Reading(reader.NewCache(), text)])));
    }

    [Fact]
    public void A_text_that_is_too_long_or_a_token_that_is_none_is_told_of()
    {
        using var decoder = TinyDecoder.Of(DecoderFamily.Gpt2);
        var reader = new DecoderReader(decoder.Weights());
        Assert.Contains("at most 200", Assert.Throws<CiceroneException>(() => Logits(decoder, [TinyDecoder.Text(201, 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("200", Assert.Throws<CiceroneException>(() => reader.Read([new Reading(reader.NewCache(), TinyDecoder.Text(201, 1))])).Message, StringComparison.Ordinal);
        Assert.Contains("Token 50", Assert.Throws<CiceroneException>(() => reader.Read([new Reading(reader.NewCache(), new[] { 50 })])).Message, StringComparison.Ordinal);
        Assert.Contains("Token 50", Assert.Throws<CiceroneException>(() => Logits(decoder, [[50]])).Message, StringComparison.Ordinal);
    }

    internal static float[] Logits(Decoder decoder, int[][] texts)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        decoder.Parameters.Touch();
        (decoder.Prompt as SoftPrompt)?.Parameters.Touch();
        return MemoryMarshal.Cast<byte, float>(decoder.Logits(decoder.Encode(TokenBatch.Of(texts), Step.WithoutDropout())).bytes).ToArray();
    }

    internal static void AssertNear(float[] expected, float[] actual, double within = 2e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], within * Math.Max(1, Math.Abs(expected[i])));
    }
}
