using Cicerone.Language.Paths.Subgraphs;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Paths.Writing;

/// <summary>Learns to write: decoder and soft prompts together, by the tokens of the sentences alone; no token of a prompt is predicted.</summary>
internal sealed class WriterLearner : ILearner, IDisposable
{
    private readonly IReadOnlyList<WriterExample> _examples;
    private readonly Decoder _decoder;
    private readonly GraphPrompts? _graphs;
    private readonly ParameterSet _graphParameters;

    /// <param name="examples">What is learned from.</param>
    /// <param name="shape">Of the decoder.</param>
    /// <param name="experts">Experts of each adapter; 0 learns no soft prompts.</param>
    /// <param name="width">Length of a vector of the graphs' nodes.</param>
    /// <param name="seed">Decides the first weights.</param>
    public WriterLearner(IReadOnlyList<WriterExample> examples, DecoderShape shape, int experts, int width, ulong seed)
    {
        const double Dropout = 0.1;
        (_examples, _decoder, _graphParameters) = (examples, new Decoder(shape, seed, Dropout), new ParameterSet(seed));
        if (experts > 0) _decoder.Prompt = _graphs = new GraphPrompts(_graphParameters, width, experts, shape.Width);
        Parameters = _decoder.Parameters.And(_graphParameters, "soft.");
    }

    public int ExampleCount => _examples.Count;

    public ParameterSet Parameters { get; }

    public Tensor Loss(int[] examples, Step step)
    {
        Parameters.Touch();
        _graphs?.Take([.. examples.Select(example => _examples[example].Case.Graph)], step);
        return LanguageLearner.Loss(_decoder, [.. examples.Select((example, place) => TextOf(_examples[example], place))], step);
    }

    /// <summary>The weights as they are now.</summary>
    public StoredWeights Weights() => StoredWeights.Of(Parameters);

    /// <summary>A writer is no ranker: a fit without held-out events, as this one is, asks for none.</summary>
    public IRanker Model() => throw new InvalidOperationException("A writer ranks nothing.");

    public void Dispose() => Parameters.Dispose();

    /// <summary>An example as a text whose labels are its sentence, and whose soft prompts are those of its place in the step.</summary>
    public LabelledText TextOf(WriterExample example, int place)
    {
        int vocabulary = _decoder.Shape.Vocabulary;
        int[] prompt = Array.ConvertAll(example.Case.Prompt.Tokens, token => token < vocabulary ? token : token + GraphPrompts.Each * place);
        return new LabelledText([.. prompt, .. example.Sentence], prompt.Length);
    }
}

/// <summary>A sentence that somebody wrote, and what it explains.</summary>
/// <param name="Case">What it explains.</param>
/// <param name="Sentence">Its tokens, with its end.</param>
internal sealed record WriterExample(WriterCase Case, int[] Sentence);
