using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;
using Cicerone.Language.Transformer.Inference;

namespace Cicerone.Language.Tests.Transformer;

public sealed class TextGeneratorTests
{
    private static readonly int[][] Prompts = [TinyDecoder.Text(5, 1), TinyDecoder.Text(70, 2), TinyDecoder.Text(2, 3)];
    private readonly DecoderReader _reader;

    public TextGeneratorTests()
    {
        using var decoder = TinyDecoder.Of(DecoderFamily.Qwen3);
        _reader = new DecoderReader(decoder.Weights());
    }

    [Fact]
    public void Goes_on_as_reading_everything_anew_would()
    {
        IReadOnlyList<int[]> made = TextGenerator.Generate(_reader, Prompts, new GenerationOptions { MaxTokens = 6 });
        for (int text = 0; text < Prompts.Length; text++)
        {
            int[] whole = Prompts[text];
            foreach (int token in made[text])
            {
                float[] logits = _reader.Logits(_reader.Read([new Reading(_reader.NewCache(), whole)]));
                Assert.Equal(Array.IndexOf(logits, logits.Max()), token);
                whole = [.. whole, token];
            }
        }
    }

    [Fact]
    public void Draws_by_the_seed_and_the_colder_the_likelier()
    {
        var options = new GenerationOptions { MaxTokens = 20, Temperature = 1 };
        Assert.Equal(TextGenerator.Generate(_reader, Prompts, options), TextGenerator.Generate(_reader, Prompts, options));
        Assert.NotEqual(TextGenerator.Generate(_reader, Prompts, options), TextGenerator.Generate(_reader, Prompts, options with { Seed = 2 }));
        IReadOnlyList<int[]> likeliest = TextGenerator.Generate(_reader, Prompts, new GenerationOptions { MaxTokens = 20 });
        Assert.Equal(likeliest, TextGenerator.Generate(_reader, Prompts, options with { Temperature = 1e-4 }));
        Assert.Equal(likeliest, TextGenerator.Generate(_reader, Prompts, options with { TopP = 1e-6 }));
    }

    [Fact]
    public void Draws_tokens_as_often_as_they_are_likely()
    {
        const int Draws = 4000;
        float[] logits = [MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.2f)];
        int[] Counts(double topP)
        {
            int[] counts = new int[3];
            for (int draw = 0; draw < Draws; draw++) counts[TokenChoice.Of([.. logits], allowed: null, new GenerationOptions { Temperature = 1, TopP = topP }, RandomSource.For(3, (ulong)draw))]++;
            return counts;
        }
        int[] all = Counts(1), best = Counts(0.7);
        for (int token = 0; token < 3; token++) Assert.Equal(MathF.Exp(logits[token]), (double)all[token] / Draws, 0.03);
        Assert.Equal([0.625, 0.375, 0], best.Select(count => (double)count / Draws), (expected, actual) => Math.Abs(expected - actual) < 0.03);
    }

    [Fact]
    public void Says_only_what_may_be_said()
    {
        int[][] answers = [[4, 5], [4, 6, 7], [8]];
        foreach (double temperature in (double[])[0, 3])
            foreach (int[] made in TextGenerator.Generate(_reader, [.. Enumerable.Repeat(Prompts, 10).SelectMany(prompts => prompts)], new GenerationOptions { Temperature = temperature }, AnswerSet.Of(answers)))
                Assert.Contains(made, answers);
    }

    [Fact]
    public void An_answer_that_begins_another_needs_a_stop_token()
    {
        var answers = AnswerSet.Of([[4], [4, 5]]);
        Assert.Throws<CiceroneException>(() => TextGenerator.Generate(_reader, Prompts, new GenerationOptions(), answers));
        IReadOnlyList<int[]> made = TextGenerator.Generate(_reader, [.. Enumerable.Repeat(Prompts[0], 60)], new GenerationOptions { Temperature = 5, StopTokens = [1] }, answers);
        Assert.Equal([1, 2], made.Select(text => text.Length).Distinct().Order());
    }

    [Fact]
    public void Stops_where_it_is_told()
    {
        int[] free = TextGenerator.Generate(_reader, Prompts, new GenerationOptions { MaxTokens = 5 })[0];
        Assert.Equal(free[..Array.IndexOf(free, free[2])], TextGenerator.Generate(_reader, Prompts, new GenerationOptions { MaxTokens = 5, StopTokens = [free[2]] })[0]);
    }
}
