using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>Causal self-attention and a feed-forward network, each over a norm of what it reads and added to it.</summary>
internal sealed class DecoderLayer
{
    private readonly DecoderShape _shape;
    private readonly int _index;
    private readonly double _dropout;
    private readonly Projection _query, _key, _value, _mix, _widen, _narrow;
    private readonly Projection? _gate;
    private readonly DecoderNorm _attentionNorm, _feedForwardNorm;
    private readonly DecoderNorm? _queryNorm, _keyNorm;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="shape">Of the decoder.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="deviation">Standard deviation of the first weights; that of what is added to the residual is smaller by √(2 × layers).</param>
    /// <param name="dropout">Share dropped in training.</param>
    public DecoderLayer(ParameterSet parameters, DecoderShape shape, int index, double deviation, double dropout)
    {
        (_shape, _index, _dropout) = (shape, index, dropout);
        string name = DecoderNames.Layer(index), attention = $"{name}.self_attn", network = $"{name}.mlp";
        double added = deviation / Math.Sqrt(2.0 * shape.Layers);
        _attentionNorm = new DecoderNorm(parameters, shape, $"{name}.input_layernorm", shape.Width);
        _query = new Projection(parameters, $"{attention}.q_proj", shape.Width, shape.QueryWidth, shape.HasQueryBias, deviation);
        _key = new Projection(parameters, $"{attention}.k_proj", shape.Width, shape.KeyWidth, shape.HasQueryBias, deviation);
        _value = new Projection(parameters, $"{attention}.v_proj", shape.Width, shape.KeyWidth, shape.HasQueryBias, deviation);
        _mix = new Projection(parameters, $"{attention}.o_proj", shape.QueryWidth, shape.Width, shape.HasBias, added);
        if (shape.HasHeadNorm) (_queryNorm, _keyNorm) = (new DecoderNorm(parameters, shape, $"{attention}.q_norm", shape.HeadWidth), new DecoderNorm(parameters, shape, $"{attention}.k_norm", shape.HeadWidth));
        _feedForwardNorm = new DecoderNorm(parameters, shape, $"{name}.post_attention_layernorm", shape.Width);
        if (shape.HasGate) _gate = new Projection(parameters, $"{network}.gate_proj", shape.Width, shape.Inner, bias: false, deviation);
        _widen = new Projection(parameters, $"{network}.up_proj", shape.Width, shape.Inner, shape.HasBias, deviation);
        _narrow = new Projection(parameters, $"{network}.down_proj", shape.Inner, shape.Width, shape.HasBias, added);
    }

    /// <summary>Its linear layers.</summary>
    public IEnumerable<Projection> Projections => _gate is null ? [_query, _key, _value, _mix, _widen, _narrow] : [_query, _key, _value, _mix, _gate, _widen, _narrow];

    /// <summary>The residual after this layer: shape [tokens, width].</summary>
    public Tensor Of(Tensor x, TokenBatch batch, RotaryAngles.Turn? turn, Step step, Probe? probe)
    {
        Tensor heads = Attend(x, batch, turn, step, probe);
        x = x.Plus(step.Dropout(_mix.Of(probe?.Heads(_index, heads) ?? heads), _dropout));
        Tensor added = FeedForward(_feedForwardNorm.Of(probe?.FeedForwardInput(_index, x) ?? x));
        return x.Plus(step.Dropout(probe?.FeedForward(_index, added) ?? added, _dropout));
    }

    private Tensor Attend(Tensor x, TokenBatch batch, RotaryAngles.Turn? turn, Step step, Probe? probe)
    {
        Tensor query, key, value;
        if (probe?.HeadInputs(_index, x) is { } own)
            (query, key, value) = (_query.OfHeads(_attentionNorm.Of(own.Query)), _key.OfHeads(_attentionNorm.Of(own.Key)), _value.OfHeads(_attentionNorm.Of(own.Value)));
        else
        {
            Tensor normed = _attentionNorm.Of(x);
            (query, key, value) = (_query.Of(normed), _key.Of(normed), _value.Of(normed));
        }
        int tokens = batch.Tokens.Length;
        query = Placed(query.view(tokens, _shape.Heads, _shape.HeadWidth), _queryNorm, turn);
        key = Shared(Placed(key.view(tokens, _shape.KeyHeads, _shape.HeadWidth), _keyNorm, turn));
        value = Shared(value.view(tokens, _shape.KeyHeads, _shape.HeadWidth));
        var attention = new AttentionShape(batch.Offsets, 1, _shape.Heads, _shape.QueryWidth, LastOnly: false, OwnStreamOnly: true);
        return RaggedAttention.Of(query.reshape(tokens, -1), key, value, attention, _dropout, step);
    }

    private static Tensor Placed(Tensor vectors, DecoderNorm? norm, RotaryAngles.Turn? turn)
    {
        vectors = norm?.Of(vectors) ?? vectors;
        return turn?.Of(vectors) ?? vectors;
    }

    /// <summary>Keys or values as often as heads share them: shape [tokens, heads × head width].</summary>
    private Tensor Shared(Tensor vectors)
    {
        long tokens = vectors.shape[0];
        int sharing = _shape.Heads / _shape.KeyHeads;
        return (sharing == 1 ? vectors : vectors.unsqueeze(2).expand(tokens, _shape.KeyHeads, sharing, _shape.HeadWidth)).reshape(tokens, -1);
    }

    private Tensor FeedForward(Tensor x) => _narrow.Of(_gate is null ? GeluByTanh(_widen.Of(x)) : torch.nn.functional.silu(_gate.Of(x)) * _widen.Of(x));

    /// <summary>x Φ(x) as GPT-2 approximates it: x σ(2 √(2/π) (x + 0.044715 x³)).</summary>
    private static Tensor GeluByTanh(Tensor x) => x * x.Plus((x * x * x).Times(0.044715)).Times(1.5957691216).sigmoid();
}
