using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Subgraphs;
using Cicerone.Language.Tokens;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Models;
using Cicerone.Neural.Inference;

namespace Cicerone.Language.Paths.Writing;

/// <summary>Writes a sentence on why a person may like an item, from paths to it and the graph around both. It answers without native code.</summary>
internal sealed class PathWriter
{
    private const string WeightFile = "mmp-refer-writer", TokenizerFile = "tokenizer.json";
    private const int WrittenAtOnce = 32;
    private readonly StoredWeights _weights;
    private readonly DecoderReader _reader;
    private readonly GraphPromptReader? _graphs;
    private readonly PathGraph _graph;
    private readonly ReviewWords _words;

    /// <param name="weights">Of the decoder, and of what makes soft prompts, where there are any.</param>
    /// <param name="shape">Of the decoder.</param>
    /// <param name="experts">Experts of each adapter; 0 where there are no soft prompts.</param>
    /// <param name="prompts">Makes prompts.</param>
    /// <param name="words">What is written of items and by people.</param>
    /// <param name="graph">What paths were searched in.</param>
    public PathWriter(StoredWeights weights, DecoderShape shape, int experts, WriterPrompts prompts, ReviewWords words, PathGraph graph)
    {
        (_weights, _words, _graph, Prompts) = (weights, words, graph, prompts);
        _reader = new DecoderReader(new DecoderWeights(shape, DecoderNames.All(shape).ToDictionary(tensor => tensor.Name, tensor => weights.Named(tensor.Name).AsFloat32(), StringComparer.Ordinal), WeightFile));
        if (experts > 0) _graphs = new GraphPromptReader(weights.Named, graph.Width, experts, shape.Width);
    }

    /// <summary>Makes prompts.</summary>
    public WriterPrompts Prompts { get; }

    /// <summary>Whether every title that a text quotes is one of some items'.</summary>
    public static bool IsFaithful(string text, IEnumerable<string> titles) => Quotation.Any().Matches(text).All(match => titles.Contains(match.Groups[Quotation.Inside].Value));

    /// <summary>What is to be explained, as the writer sees it.</summary>
    /// <param name="request">Whom and what.</param>
    /// <param name="paths">The paths that were found.</param>
    /// <param name="words">Tells what items have in common.</param>
    /// <param name="catalogue">The items.</param>
    public WriterCase CaseOf(PathRequest request, IReadOnlyList<ChoicePath> paths, PathWords words, Catalogue catalogue) =>
        new(Prompts.Of(request.Target, paths, _words.OfItem(request.Target), _words.OfPerson(request.Person), words, catalogue), Subgraph.Of(_graph, request, paths));

    /// <summary>A sentence for each case, and the items it names.</summary>
    public IReadOnlyList<(string Text, IReadOnlyList<int> Named)> Write(IReadOnlyList<WriterCase> cases, Catalogue catalogue)
    {
        var options = new GenerationOptions { MaxTokens = WriterPrompts.LongestSentence, StopTokens = [Prompts.End] };
        var written = new List<(string, IReadOnlyList<int>)>();
        foreach (WriterCase[] some in cases.Chunk(WrittenAtOnce))
        {
            IReadOnlyList<int[]> made = TextGenerator.Generate(_reader, [.. some.Select(one => one.Prompt.Tokens)], options, soft: [.. some.Select(SoftOf)]);
            written.AddRange(some.Zip(made, (one, tokens) => Prompts.Tell(tokens, one.Prompt, catalogue)));
        }
        return written;
    }

    /// <summary>The mean of −log p over the tokens of a sentence.</summary>
    /// <param name="one">What is explained.</param>
    /// <param name="sentence">The sentence's tokens (<see cref="WriterPrompts.Sentence"/>).</param>
    /// <param name="soft">Soft prompts in the place of its own; null for its own.</param>
    public double Loss(WriterCase one, int[] sentence, WriterCase? soft = null)
    {
        int[] tokens = [.. one.Prompt.Tokens, .. sentence[..^1]];
        using KeyValueCache cache = _reader.NewCache();
        float[] states = _reader.ReadAll([new Reading(cache, tokens, SoftOf(soft ?? one))]);
        float[] logits = _reader.Logits(states.AsSpan((one.Prompt.Tokens.Length - 1) * _reader.Shape.Width));
        int vocabulary = _reader.Shape.Vocabulary;
        double loss = 0;
        for (int i = 0; i < sentence.Length; i++)
        {
            ReadOnlySpan<float> row = logits.AsSpan(i * vocabulary, vocabulary);
            float most = TensorPrimitives.Max(row);
            double sum = 0;
            foreach (float logit in row) sum += Math.Exp(logit - most);
            loss += most + Math.Log(sum) - row[sentence[i]];
        }
        return loss / sentence.Length;
    }

    /// <summary>The soft prompts of a case: shape [3, width]; empty where the writer has none.</summary>
    public float[] SoftOf(WriterCase one) => _graphs?.Of(one.Graph) ?? [];

    public void Save(ModelWriter folder)
    {
        folder.WriteTensors(WeightFile, _weights.All);
        Prompts.Save(folder.PathOf(TokenizerFile));
        _words.Save(folder);
    }

    /// <summary>Whether a folder has a writer.</summary>
    public static bool IsIn(ModelReader folder) => File.Exists(folder.PathOf(TokenizerFile)) || File.Exists(folder.PathOf(WeightFile + ".safetensors"));

    /// <summary>Reads it back.</summary>
    public static PathWriter Load(ModelReader folder, PathGraph graph, Func<WriterPrompts, DecoderShape> shape, int experts, bool tellsPaths)
    {
        var prompts = new WriterPrompts(TextTokenizer.Load(folder.PathOf(TokenizerFile)), experts > 0 ? GraphPrompts.Each : 0, tellsPaths);
        return new PathWriter(StoredWeights.Of(folder.Tensors(WeightFile)), shape(prompts), experts, prompts, ReviewWords.Load(folder), graph);
    }
}
