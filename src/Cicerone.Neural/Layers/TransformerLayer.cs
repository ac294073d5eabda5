using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Self-attention and a feed-forward network with exact GELU, each followed by dropout, a residual and a normalisation
/// ("post-norm"; Vaswani et al., NeurIPS 2017). Only the queries that will be read are computed.
/// </summary>
internal sealed class TransformerLayer
{
    private readonly LinearLayer _query, _key, _value, _mix;
    private readonly NormLayer _norm;
    private readonly FeedForward _feedForward;
    private readonly double _dropout;

    /// <param name="parameters">Where its weights go.</param>
    /// <param name="prefix">Of the names, up to the lists of layers.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="width">Length of a token's vector; the feed-forward network is four times as wide.</param>
    /// <param name="dropout">Share dropped of attention probabilities and of both results.</param>
    /// <param name="deviation">Standard deviation of the first weights.</param>
    public TransformerLayer(ParameterSet parameters, string prefix, int index, int width, double dropout, double deviation)
    {
        string attention = $"{prefix}.mhas.{index}";
        LinearLayer Linear(string name, int inputs, int outputs) => new(parameters, name, inputs, outputs, deviation);
        (_query, _key) = (Linear($"{attention}.w_Q", width, width), Linear($"{attention}.w_K", width, width));
        (_value, _mix) = (Linear($"{attention}.w_V", width, width), Linear($"{attention}.w", width, width));
        _norm = new NormLayer(parameters, $"{attention}.layernorm", width);
        _feedForward = new FeedForward(parameters, $"{prefix}.ffns.{index}", width, dropout, deviation);
        _dropout = dropout;
    }

    /// <summary>The tokens after this layer: all of them, or the last of each sequence and stream.</summary>
    public Tensor Of(Tensor tokens, RaggedBatch batch, AttentionShape shape, Step step)
    {
        Tensor asking = shape.LastOnly ? tokens.index_select(0, torch.tensor(batch.LastTokens(shape.Streams), dtype: torch.int32)) : tokens;
        Tensor attended = RaggedAttention.Of(_query.Of(asking), _key.Of(tokens), _value.Of(tokens), shape, _dropout, step, shape.ProbabilitiesBefore(batch));
        int before = shape.LastOnly ? batch.SequencesBefore : batch.TokensBefore;
        return _feedForward.Of(_norm.Of(asking.Plus(step.Dropout(_mix.Of(attended), _dropout, before))), before, step);
    }
}
