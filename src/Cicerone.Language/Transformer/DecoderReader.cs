using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Neural.Inference;

namespace Cicerone.Language.Transformer;

/// <summary>
/// The <see cref="Decoder"/> as it answers: without native code, with what was read kept in caches. A number depends on its own text
/// alone, never on the batch. It may be used from several threads at once, each text from one.
/// </summary>
internal sealed class DecoderReader
{
    private const int MostTokensAtOnce = 256; // their numbers stay in the second-level cache
    private readonly float[] _tokens, _prompt;
    private readonly float[]? _positions;
    private readonly RotaryAngles? _angles;
    private readonly ReaderLayer[] _layers;
    private readonly ReaderNorm _norm;
    private readonly DenseLayer _head;
    private readonly ConcurrentBag<KeyValuePage> _pages = [];
    private readonly ConcurrentBag<ReaderWorkspace> _workspaces = [];

    /// <param name="weights">All weights.</param>
    /// <param name="prompt">Vectors of the tokens past the vocabulary, shape [tokens, width]; empty when there are none.</param>
    public DecoderReader(DecoderWeights weights, float[]? prompt = null)
    {
        (Shape, _tokens, _prompt) = (weights.Shape, weights[DecoderNames.Tokens], prompt ?? []);
        if (Shape.HasRotary) _angles = new RotaryAngles(Shape);
        else _positions = weights[DecoderNames.Positions];
        _layers = [.. Enumerable.Range(0, Shape.Layers).Select(layer => new ReaderLayer(weights, layer))];
        _norm = new ReaderNorm(weights, DecoderNames.Norm);
        HeadRows = Shape.TiesHead ? _tokens : weights[DecoderNames.Head];
        _head = new DenseLayer(HeadRows, Shape.Vocabulary);
    }

    public DecoderShape Shape { get; }

    /// <summary>What a state is compared with to score each token: shape [vocabulary, width].</summary>
    public float[] HeadRows { get; }

    /// <summary>A cache of a new text.</summary>
    public KeyValueCache NewCache() => new(Shape, _pages);

    /// <summary>Reads tokens, none of the readings empty, and keeps them in their caches.</summary>
    /// <returns>The state after the last token of each: shape [readings, width].</returns>
    public float[] Read(ReadOnlySpan<Reading> readings) => Read(readings, lastOnly: true);

    /// <summary>The same with the states after all tokens: shape [tokens, width].</summary>
    public float[] ReadAll(ReadOnlySpan<Reading> readings) => Read(readings, lastOnly: false);

    /// <summary>A score for every token after each state: shape [states, vocabulary].</summary>
    public float[] Logits(ReadOnlySpan<float> states) => _head.Of(states);

    /// <summary>The same into given memory.</summary>
    public void Logits(ReadOnlySpan<float> states, Span<float> logits) => _head.Apply(states, logits);

    private float[] Read(ReadOnlySpan<Reading> readings, bool lastOnly)
    {
        var states = new List<float>();
        ReaderWorkspace work = _workspaces.TryTake(out ReaderWorkspace? kept) ? kept : new ReaderWorkspace(Shape);
        for (int from = 0, end; from < readings.Length; from = end)
        {
            int tokens = readings[from].Tokens.Length;
            for (end = from + 1; end < readings.Length && tokens + readings[end].Tokens.Length <= MostTokensAtOnce; end++) tokens += readings[end].Tokens.Length;
            states.AddRange(Pass(readings[from..end], tokens, work, lastOnly));
        }
        _workspaces.Add(work);
        return [.. states];
    }

    private ReadOnlySpan<float> Pass(ReadOnlySpan<Reading> readings, int count, ReaderWorkspace work, bool lastOnly)
    {
        var tokens = new TokenSource[count];
        int[] last = new int[readings.Length];
        int place = 0, longest = 0;
        for (int i = 0; i < readings.Length; i++)
        {
            (KeyValueCache cache, int length) = (readings[i].Cache, readings[i].Tokens.Length);
            if (length == 0) throw new ArgumentException($"Reading {i} is empty.", nameof(readings));
            cache.Reserve(length);
            longest = Math.Max(longest, cache.Length + length);
            for (int ahead = 0; ahead < length; ahead++) tokens[place++] = new TokenSource(cache, ahead);
            last[i] = place - 1;
        }
        work.Reserve(count, longest);
        Embed(readings, tokens, work);
        for (int layer = 0; layer < _layers.Length; layer++) _layers[layer].Apply(work, tokens, lastOnly && layer == _layers.Length - 1 ? last : null);
        foreach (Reading reading in readings) reading.Cache.Advance(reading.Tokens.Length);
        Span<float> states = work.Residual.AsSpan(0, (lastOnly ? readings.Length : count) * Shape.Width);
        _norm.Apply(states, states);
        return states;
    }

    private void Embed(ReadOnlySpan<Reading> readings, TokenSource[] tokens, ReaderWorkspace work)
    {
        int width = Shape.Width, half = Shape.HeadWidth / 2, place = 0;
        foreach (Reading reading in readings)
        {
            ReadOnlySpan<float> soft = reading.Soft.IsEmpty ? _prompt : reading.Soft.Span;
            int most = Shape.Vocabulary + soft.Length / width;
            foreach (int token in reading.Tokens.Span)
            {
                if ((uint)token >= (uint)most) throw new CiceroneException($"Token {token} is outside of the model's {most} tokens.");
                Span<float> row = work.Residual.AsSpan(place * width, width);
                (token < Shape.Vocabulary ? _tokens.AsSpan(token * width, width) : soft.Slice((token - Shape.Vocabulary) * width, width)).CopyTo(row);
                int position = tokens[place].Position;
                if (_positions is not null) TensorPrimitives.Add(row, _positions.AsSpan(position * width, width), row);
                else _angles!.Fill(position, work.Cosines.AsSpan(place * half, half), work.Sines.AsSpan(place * half, half));
                place++;
            }
        }
    }
}
