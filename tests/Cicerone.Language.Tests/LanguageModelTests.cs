using Cicerone.Language.Tests.Transformer;
using Cicerone.Language.Tokens;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;

namespace Cicerone.Language.Tests;

public sealed class LanguageModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-language-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Goes_on_from_texts_and_keeps_to_the_answers_it_is_given()
    {
        TextTokenizer tokenizer = Write(vocabulary: 300);
        var model = LanguageModel.Load(_folder);
        string[] prompts = ["The silent harbour", "A mystery:"], answers = [" yes", " no", " perhaps"];
        IReadOnlyList<string> free = model.Generate(prompts, new GenerationOptions { MaxTokens = 5 });
        Assert.Equal(free, LanguageModel.Load(_folder).Generate(prompts, new GenerationOptions { MaxTokens = 5 }));
        Assert.All(model.Generate([.. prompts, .. prompts], new GenerationOptions { Temperature = 5 }, answers), made => Assert.Contains(made, answers));
        Assert.Equal(tokenizer.Encode(prompts[0]), model.Tokenizer.Encode(prompts[0]));
        Assert.Contains("empty", Assert.Throws<CiceroneException>(() => model.Generate(["a", ""], new GenerationOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_of_another_model_is_told_of()
    {
        Write(vocabulary: 270);
        Assert.Contains("do not belong together", Assert.Throws<CiceroneException>(() => LanguageModel.Load(_folder)).Message, StringComparison.Ordinal);
    }

    private TextTokenizer Write(int vocabulary)
    {
        TextTokenizer tokenizer = TokenizerTrainer.Train([string.Concat(Enumerable.Repeat("The silent harbour, a mystery: yes or no? ", 5))], 290, ["<end>"]);
        using var decoder = new Decoder(TinyDecoder.Shape(DecoderFamily.Qwen3) with { Vocabulary = vocabulary }, seed: 2);
        decoder.Weights().Write(_folder);
        tokenizer.Save(Path.Combine(_folder, "tokenizer.json"));
        return tokenizer;
    }
}
