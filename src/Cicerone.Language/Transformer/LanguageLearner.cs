using Cicerone.Models;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>Learns to predict the labelled tokens of texts: the weighted mean cross-entropy of all of a step's.</summary>
/// <param name="decoder">What predicts.</param>
/// <param name="parameters">What is learned: the decoder's own parameters, or those of adapters or of a soft prompt.</param>
/// <param name="texts">The examples of an epoch, by its number from 1.</param>
/// <param name="model">The model that the present weights make, for validation.</param>
internal sealed class LanguageLearner(Decoder decoder, ParameterSet parameters, Func<int, IReadOnlyList<LabelledText>> texts, Func<IRanker> model) : ILearner
{
    private IReadOnlyList<LabelledText> _texts = texts(1);
    private int _epoch = 1;

    public int ExampleCount => _texts.Count;

    public ParameterSet Parameters => parameters;

    public Tensor Loss(int[] examples, Step step)
    {
        if (step.Epoch != _epoch) (_texts, _epoch) = (texts(step.Epoch), step.Epoch);
        decoder.Parameters.Touch();
        if (parameters != decoder.Parameters) parameters.Touch();
        return Loss(decoder, [.. examples.Select(example => _texts[example])], step);
    }

    /// <summary>The weighted mean cross-entropy of the labelled tokens of texts. The parameters must have been touched.</summary>
    public static Tensor Loss(Decoder decoder, IReadOnlyList<LabelledText> texts, Step step)
    {
        TokenBatch batch = TokenBatch.Of([.. texts.Select(text => text.Tokens[..^1])]);
        var rows = new List<int>();
        var labels = new List<long>();
        var weights = new List<float>();
        for (int text = 0; text < texts.Count; text++)
            for (int token = texts[text].Before > 0 ? 1 : texts[text].From; token < texts[text].Tokens.Length; token++)
            {
                rows.Add(batch.Offsets[text] + token - 1);
                labels.Add(texts[text].Tokens[token]);
                weights.Add(token < texts[text].From ? texts[text].Before : 1);
            }
        Tensor logits = decoder.Logits(decoder.Encode(batch, step, rows: [.. rows]));
        Tensor losses = torch.nn.functional.cross_entropy(logits, torch.tensor(labels.ToArray()), reduction: torch.nn.Reduction.None);
        float all = weights.Sum();
        return losses.dot(torch.tensor(weights.Select(weight => weight / all).ToArray()));
    }

    public IRanker Model() => model();
}
