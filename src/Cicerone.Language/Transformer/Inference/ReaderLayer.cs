using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;

namespace Cicerone.Language.Transformer.Inference;

/// <summary>The <see cref="DecoderLayer"/> as it answers: without native code, over caches.</summary>
internal sealed class ReaderLayer
{
    private readonly DecoderShape _shape;
    private readonly int _index;
    private readonly int[] _counting; // 0, 1, 2 …: rows of a panel in their order
    private readonly DenseLayer _query, _key, _value, _mix, _widen, _narrow;
    private readonly DenseLayer? _gate;
    private readonly ReaderNorm _attentionNorm, _feedForwardNorm;
    private readonly ReaderNorm? _queryNorm, _keyNorm;

    public ReaderLayer(DecoderWeights weights, int index)
    {
        (_shape, _index) = (weights.Shape, index);
        _counting = [.. Enumerable.Range(0, Math.Max(_shape.HeadWidth, KeyValuePage.Tokens))];
        string name = DecoderNames.Layer(index), attention = $"{name}.self_attn", network = $"{name}.mlp";
        DenseLayer Dense(string layer, int outputs, bool bias) =>
            bias ? new DenseLayer(weights[$"{layer}.weight"], weights[$"{layer}.bias"]) : new DenseLayer(weights[$"{layer}.weight"], outputs);
        (_query, _key) = (Dense($"{attention}.q_proj", _shape.QueryWidth, _shape.HasQueryBias), Dense($"{attention}.k_proj", _shape.KeyWidth, _shape.HasQueryBias));
        (_value, _mix) = (Dense($"{attention}.v_proj", _shape.KeyWidth, _shape.HasQueryBias), Dense($"{attention}.o_proj", _shape.Width, _shape.HasBias));
        if (_shape.HasGate) _gate = Dense($"{network}.gate_proj", _shape.Inner, bias: false);
        (_widen, _narrow) = (Dense($"{network}.up_proj", _shape.Inner, _shape.HasBias), Dense($"{network}.down_proj", _shape.Width, _shape.HasBias));
        (_attentionNorm, _feedForwardNorm) = (new ReaderNorm(weights, $"{name}.input_layernorm"), new ReaderNorm(weights, $"{name}.post_attention_layernorm"));
        if (_shape.HasHeadNorm) (_queryNorm, _keyNorm) = (new ReaderNorm(weights, $"{attention}.q_norm"), new ReaderNorm(weights, $"{attention}.k_norm"));
    }

    /// <summary>Reads tokens: their keys and values go into the caches, and the residuals of those that go on are replaced.</summary>
    /// <param name="work">Holds the residuals and angles of all tokens; afterwards the residuals of those that go on, in their order.</param>
    /// <param name="tokens">Where each token comes from.</param>
    /// <param name="goingOn">The tokens whose residuals are needed afterwards, ascending; null for all.</param>
    public void Apply(ReaderWorkspace work, TokenSource[] tokens, int[]? goingOn)
    {
        int width = _shape.Width;
        Span<float> normed = work.Normed.AsSpan(0, tokens.Length * width);
        _attentionNorm.Apply(work.Residual.AsSpan(0, normed.Length), normed);
        Remember(work, tokens, normed);
        if (goingOn is not null)
        {
            Keep(goingOn, work.Residual, width);
            Keep(goingOn, work.Normed, width);
            normed = normed[..(goingOn.Length * width)];
        }
        int count = goingOn?.Length ?? tokens.Length;
        Span<float> residual = work.Residual.AsSpan(0, count * width), added = work.Added.AsSpan(0, count * width);
        Attend(work, tokens, goingOn, normed);
        _mix.Apply(work.Attended.AsSpan(0, count * _shape.QueryWidth), added);
        TensorPrimitives.Add(residual, added, residual);
        _feedForwardNorm.Apply(residual, normed);
        FeedForward(work, normed, added);
        TensorPrimitives.Add(residual, added, residual);
    }

    /// <summary>Moves some rows, given in ascending order, to the front.</summary>
    private static void Keep(int[] kept, float[] rows, int width)
    {
        for (int i = 0; i < kept.Length; i++) rows.AsSpan(kept[i] * width, width).CopyTo(rows.AsSpan(i * width));
    }

    private void Remember(ReaderWorkspace work, TokenSource[] tokens, ReadOnlySpan<float> normed)
    {
        int width = _shape.KeyWidth;
        Span<float> keys = work.Keys.AsSpan(0, tokens.Length * width), values = work.Values.AsSpan(0, tokens.Length * width);
        _key.Apply(normed, keys);
        _value.Apply(normed, values);
        _keyNorm?.Apply(keys, keys);
        for (int token = 0; token < tokens.Length; token++)
        {
            Turn(keys.Slice(token * width, width), work, token);
            tokens[token].Cache.Set(_index, tokens[token].Ahead, keys.Slice(token * width, width), values.Slice(token * width, width));
        }
    }

    private void Attend(ReaderWorkspace work, TokenSource[] tokens, int[]? goingOn, ReadOnlySpan<float> normed)
    {
        int width = _shape.QueryWidth, count = goingOn?.Length ?? tokens.Length;
        Span<float> queries = work.Queries.AsSpan(0, count * width);
        _query.Apply(normed, queries);
        _queryNorm?.Apply(queries, queries);
        float scale = 1 / MathF.Sqrt(_shape.HeadWidth);
        for (int i = 0; i < count; i++)
        {
            int token = goingOn?[i] ?? i;
            Span<float> query = queries.Slice(i * width, width);
            Turn(query, work, token);
            TensorPrimitives.Multiply(query, scale, query);
            work.Pages.Clear();
            tokens[token].Cache.PagesOf(tokens[token].Seen, work.Pages);
            for (int head = 0; head < _shape.Heads; head++)
                Attend(work, head, query.Slice(head * _shape.HeadWidth, _shape.HeadWidth), work.Probabilities.AsSpan(0, tokens[token].Seen), work.Attended.AsSpan(i * width + head * _shape.HeadWidth, _shape.HeadWidth));
        }
    }

    private void Attend(ReaderWorkspace work, int head, ReadOnlySpan<float> query, Span<float> probabilities, Span<float> attended)
    {
        int keyHead = head / (_shape.Heads / _shape.KeyHeads), place = 0;
        Span<float> tile = stackalloc float[KeyValuePage.Tokens];
        foreach ((KeyValuePage page, int seen) in work.Pages)
        {
            VectorKernels.Chosen.SumRows(_counting.AsSpan(0, query.Length), query, ref page.Keys(_index, keyHead), ref tile[0]);
            tile[..seen].CopyTo(probabilities[place..]);
            place += seen;
        }
        Exponential.Softmax(probabilities, 1);
        attended.Clear();
        place = 0;
        foreach ((KeyValuePage page, int seen) in work.Pages)
        {
            for (int panel = 0; panel < KeyValuePage.Panels(_shape); panel++)
            {
                Span<float> part = attended.Slice(panel * tile.Length, Math.Min(tile.Length, attended.Length - panel * tile.Length));
                VectorKernels.Chosen.SumRows(_counting.AsSpan(0, seen), probabilities.Slice(place, seen), ref page.Values(_index, keyHead, panel), ref tile[0]);
                TensorPrimitives.Add(part, tile[..part.Length], part);
            }
            place += seen;
        }
    }

    private void FeedForward(ReaderWorkspace work, ReadOnlySpan<float> normed, Span<float> added)
    {
        int numbers = normed.Length / _shape.Width * _shape.Inner;
        Span<float> inner = work.Inner.AsSpan(0, numbers), gate = work.Gate.AsSpan(0, numbers);
        _widen.Apply(normed, inner);
        if (_gate is null)
        {
            TensorPrimitives.Multiply(inner, inner, gate); // 2 √(2/π) (x + 0.044715 x³), as the decoder has it
            TensorPrimitives.Multiply(gate, 0.044715f, gate);
            TensorPrimitives.MultiplyAdd(gate, inner, inner, gate);
            TensorPrimitives.Multiply(gate, 1.5957691216f, gate);
            TensorPrimitives.Sigmoid(gate, gate);
        }
        else
        {
            _gate.Apply(normed, gate);
            TensorPrimitives.Multiply(inner, gate, inner);
            TensorPrimitives.Sigmoid(gate, gate);
        }
        TensorPrimitives.Multiply(inner, gate, inner);
        _narrow.Apply(inner, added);
    }

    /// <summary>Turns every head of a token by its position.</summary>
    private void Turn(Span<float> heads, ReaderWorkspace work, int token)
    {
        if (!_shape.HasRotary) return;
        int half = _shape.HeadWidth / 2;
        ReadOnlySpan<float> cosines = work.Cosines.AsSpan(token * half, half), sines = work.Sines.AsSpan(token * half, half);
        for (int start = 0; start < heads.Length; start += 2 * half)
            for (int k = 0; k < half; k++)
            {
                (float first, float second) = (heads[start + k], heads[start + half + k]);
                (heads[start + k], heads[start + half + k]) = (first * cosines[k] - second * sines[k], second * cosines[k] + first * sines[k]);
            }
    }
}
