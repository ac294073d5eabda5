using Cicerone.Language.Transformer.Generation;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>How likely a decoder says texts within their rules, choice by choice: tokens that can be no others are no choice.</summary>
internal sealed class TokenLikelihoods
{
    private const float Forbidden = -1e9f;
    private readonly TokenBatch _batch;
    private readonly List<int> _rows = [], _texts = [];
    private readonly List<long> _labels = [];
    private readonly List<IReadOnlyCollection<int>> _allowed = [];

    /// <param name="texts">The texts; what is said begins at <see cref="LabelledText.From"/>.</param>
    /// <param name="rules">What might have been said, of each text.</param>
    public TokenLikelihoods(IReadOnlyList<LabelledText> texts, Func<int, IAllowedTexts> rules)
    {
        _batch = TokenBatch.Of([.. texts.Select(text => text.Tokens[..^1])]);
        for (int text = 0; text < texts.Count; text++)
        {
            IAllowedTexts at = rules(text);
            for (int token = texts[text].From; token < texts[text].Tokens.Length; token++)
            {
                int said = texts[text].Tokens[token];
                if (at.Tokens.Count > 1)
                {
                    _rows.Add(_batch.Offsets[text] + token - 1);
                    _labels.Add(said);
                    _texts.Add(text);
                    _allowed.Add(at.Tokens);
                }
                at = at.After(said) ?? throw new ArgumentException($"Text {text} breaks its rules at token {token}.", nameof(texts));
            }
        }
    }

    /// <summary>The text of each choice.</summary>
    public IReadOnlyList<int> Texts => _texts;

    /// <summary>The log-probability of each choice: shape [choices]. The parameters must have been touched.</summary>
    public Tensor Of(Decoder decoder, Step step)
    {
        int vocabulary = decoder.Shape.Vocabulary;
        float[] barred = new float[_rows.Count * vocabulary];
        Array.Fill(barred, Forbidden);
        for (int row = 0; row < _rows.Count; row++)
            foreach (int token in _allowed[row]) barred[row * vocabulary + token] = 0;
        Tensor logits = decoder.Logits(decoder.Encode(_batch, step, rows: [.. _rows])).Plus(torch.tensor(barred, _rows.Count, vocabulary));
        return logits.log_softmax(1).gather(1, torch.tensor(_labels.ToArray()).unsqueeze(1)).squeeze(1);
    }
}
