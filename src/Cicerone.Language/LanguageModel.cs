using Cicerone.Language.Tokens;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;

namespace Cicerone.Language;

/// <summary>
/// A language model and its tokenizer, as a folder in the layout of Hugging Face has them: Llama, Qwen2, Qwen3 or GPT-2, weights in 32-bit or
/// 16-bit floats. It answers without native code and may be used from several threads at once.
/// </summary>
public sealed class LanguageModel
{
    private const string TokenizerFile = "tokenizer.json";
    private readonly DecoderReader _reader;

    internal LanguageModel(DecoderWeights weights, TextTokenizer tokenizer)
    {
        if (tokenizer.Count > weights.Shape.Vocabulary) throw new CiceroneException($"The tokenizer makes {tokenizer.Count} tokens, but the model knows {weights.Shape.Vocabulary}: they do not belong together.");
        (_reader, Tokenizer) = (new DecoderReader(weights), tokenizer);
    }

    /// <summary>The shape of the decoder.</summary>
    public DecoderShape Shape => _reader.Shape;

    /// <summary>Makes tokens of texts.</summary>
    public TextTokenizer Tokenizer { get; }

    /// <summary>Reads a folder: <c>config.json</c>, one or several safetensors files, <c>tokenizer.json</c>.</summary>
    /// <exception cref="CiceroneException">A file is missing, damaged, or of a model that this one cannot be.</exception>
    public static LanguageModel Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new LanguageModel(DecoderWeights.Read(folder), TextTokenizer.Load(Path.Combine(folder, TokenizerFile)));
    }

    /// <summary>How each prompt goes on.</summary>
    /// <param name="prompts">Texts, none of them empty; nothing is put before or after them.</param>
    /// <param name="options">How to go on.</param>
    /// <param name="answers">The texts that may follow; null for any. Tokens are made of each by itself.</param>
    /// <exception cref="CiceroneException">A prompt is empty or too long, or one answer is the beginning of another and no token ends it.</exception>
    public IReadOnlyList<string> Generate(IReadOnlyList<string> prompts, GenerationOptions options, IReadOnlyList<string>? answers = null)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(options);
        int[][] tokens = [.. prompts.Select(Tokenizer.Encode)];
        if (Array.FindIndex(tokens, prompt => prompt.Length == 0) is >= 0 and var empty) throw new CiceroneException($"Prompt {empty + 1} of {prompts.Count} is empty: give it at least a token to go on from.");
        AnswerSet? allowed = answers is null ? null : AnswerSet.Of(answers.Select(Tokenizer.Encode));
        return [.. TextGenerator.Generate(_reader, tokens, options, allowed).Select(made => Tokenizer.Decode(made))];
    }
}
