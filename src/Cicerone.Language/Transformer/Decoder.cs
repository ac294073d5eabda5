using Cicerone.Neural;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>
/// A decoder language model that can be differentiated and looked into: what is learned, attributed and patched.
/// <see cref="DecoderReader"/> answers with the same weights, without native code.
/// </summary>
internal sealed class Decoder : IDisposable
{
    private const double UsualDeviation = 0.02; // as GPT-2 has it
    private readonly Parameter _tokens;
    private readonly Parameter? _positions, _head;
    private readonly DecoderLayer[] _layers;
    private readonly DecoderNorm _norm;
    private readonly double _dropout;

    /// <summary>A decoder with first weights.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="seed">Decides the first weights.</param>
    /// <param name="dropout">Share dropped, in training, of the tokens' vectors, of attention probabilities and of what each block adds.</param>
    /// <param name="learned">Whether training changes the weights; false when only adapters or a soft prompt are trained.</param>
    /// <param name="deviation">Standard deviation of the first weights; a narrow decoder sees little at first where it is small.</param>
    public Decoder(DecoderShape shape, ulong seed, double dropout = 0, bool learned = true, double deviation = UsualDeviation)
    {
        NativeTorch.Use();
        (Shape, _dropout) = (shape.Checked(), dropout);
        Parameters = new ParameterSet(seed, learned);
        _tokens = Parameters.Normal(DecoderNames.Tokens, deviation, shape.Vocabulary, shape.Width);
        if (!shape.HasRotary) _positions = Parameters.Normal(DecoderNames.Positions, deviation, shape.MaxLength, shape.Width);
        _layers = [.. Enumerable.Range(0, shape.Layers).Select(layer => new DecoderLayer(Parameters, shape, layer, deviation, dropout))];
        _norm = new DecoderNorm(Parameters, shape, DecoderNames.Norm, shape.Width);
        if (!shape.TiesHead) _head = Parameters.Normal(DecoderNames.Head, deviation, shape.Vocabulary, shape.Width);
        Rotary = shape.HasRotary ? new RotaryAngles(shape) : null;
    }

    /// <summary>A decoder with given weights.</summary>
    public static Decoder Of(DecoderWeights weights, double dropout = 0, bool learned = true)
    {
        var decoder = new Decoder(weights.Shape, seed: 0, dropout, learned);
        foreach (Parameter parameter in decoder.Parameters.All) weights[parameter.Name].CopyTo(parameter.Values);
        return decoder;
    }

    public DecoderShape Shape { get; }

    /// <summary>The weights, by their common names.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Vectors that stand for the tokens past the vocabulary; null when there are none.</summary>
    public ISoftTokens? Prompt { get; set; }

    private RotaryAngles? Rotary { get; }

    /// <summary>A linear layer by its common name, such as <c>model.layers.0.self_attn.q_proj</c>.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public Projection Projection(string name) => Projections.FirstOrDefault(projection => projection.Name == name)
        ?? throw CiceroneException.UnknownName("linear layer", name, Projections.Select(projection => projection.Name));

    /// <summary>All linear layers, from below.</summary>
    public IEnumerable<Projection> Projections => _layers.SelectMany(layer => layer.Projections);

    /// <summary>The last states: shape [tokens, width], or, of some rows, [rows, width]. The parameters must have been touched.</summary>
    /// <param name="batch">The texts.</param>
    /// <param name="step">Its randomness and threads.</param>
    /// <param name="probe">Looks into the run; null does not.</param>
    /// <param name="rows">The rows that are read; null reads all.</param>
    public Tensor Encode(TokenBatch batch, Step step, Probe? probe = null, int[]? rows = null)
    {
        Check(batch);
        Tensor x = Embed(batch);
        x = step.Dropout(probe?.Embedded(x) ?? x, _dropout);
        RotaryAngles.Turn? turn = Rotary?.At(batch.Positions);
        foreach (DecoderLayer layer in _layers) x = layer.Of(x, batch, turn, step, probe);
        x = probe?.Last(x) ?? x;
        return _norm.Of(rows is null ? x : x.index_select(0, torch.tensor(rows)));
    }

    /// <summary>A score for every token after each state: shape [states, vocabulary].</summary>
    public Tensor Logits(Tensor states) => torch.nn.functional.linear(states, (_head ?? _tokens).Leaf);

    /// <summary>The weights as they are now.</summary>
    public DecoderWeights Weights() => new(Shape, Parameters.All.ToDictionary(parameter => parameter.Name, parameter => parameter.Values.ToArray(), StringComparer.Ordinal), "The decoder");

    public void Dispose() => Parameters.Dispose();

    private Tensor Embed(TokenBatch batch)
    {
        Tensor x = Prompt is null ? _tokens.Rows(batch.Tokens) : Embed(Prompt, batch.Tokens);
        return _positions is null ? x : x.Plus(_positions.Rows(batch.Positions));
    }

    /// <summary>The vectors of tokens, out of the table or, past it, of a prompt: shape [tokens, width].</summary>
    private Tensor Embed(ISoftTokens prompt, int[] tokens)
    {
        int vocabulary = Shape.Vocabulary;
        int[] ordinary = Array.ConvertAll(tokens, token => Math.Min(token, vocabulary - 1)), soft = Array.ConvertAll(tokens, token => Math.Max(token - vocabulary, 0));
        bool[] isSoft = Array.ConvertAll(tokens, token => token >= vocabulary);
        return torch.where(torch.tensor(isSoft).unsqueeze(1), prompt.Rows(soft), _tokens.Leaf.index_select(0, torch.tensor(ordinary)));
    }

    private void Check(TokenBatch batch)
    {
        int most = Shape.Vocabulary + (Prompt?.Length ?? 0);
        foreach (int token in batch.Tokens)
            if ((uint)token >= (uint)most) throw new CiceroneException($"Token {token} is outside of the model's {most} tokens.");
        foreach (int position in batch.Positions)
            if ((uint)position >= (uint)Shape.MaxLength) throw new CiceroneException($"A text has a token at position {position}, but the model reads at most {Shape.MaxLength} tokens. Shorten the text.");
    }
}
