using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative;

/// <summary>The official baseline's layers: softmax attention, then two linear layers with a ReLU between, each with a residual and then a normalisation.</summary>
internal sealed class PostNormLayers(ParameterSet parameters, TencentGrOptions options) : ISequenceLayers
{
    private readonly Layer[] _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new Layer(parameters, layer, options))];

    public Tensor Of(Tensor tokens, RaggedBatch batch, bool lastOnly, Step step)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, 1, options.Heads, options.Width, lastOnly && layer == _layers.Length - 1, OwnStreamOnly: true);
            tokens = _layers[layer].Of(tokens, batch, shape, step);
        }
        return lastOnly && _layers.Length == 0 ? tokens.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32)) : tokens;
    }

    private sealed class Layer
    {
        private readonly LinearLayer _query, _key, _value, _mix, _first, _second;
        private readonly NormLayer _attentionNorm, _norm;
        private readonly double _dropout;

        public Layer(ParameterSet parameters, int index, TencentGrOptions options)
        {
            LinearLayer Linear(string name, int inputs, int outputs) => new(parameters, $"layers.{index}.{name}", inputs, outputs, EventNetwork.Deviation(inputs, outputs));
            int width = options.Width;
            (_query, _key, _value, _mix) = (Linear("query", width, width), Linear("key", width, width), Linear("value", width, width), Linear("mix", width, width));
            (_first, _second) = (Linear("first", width, options.Inside), Linear("second", options.Inside, width));
            (_attentionNorm, _norm) = (new NormLayer(parameters, $"layers.{index}.attention-norm", width), new NormLayer(parameters, $"layers.{index}.norm", width));
            _dropout = options.Dropout;
        }

        public Tensor Of(Tensor tokens, RaggedBatch batch, AttentionShape shape, Step step)
        {
            Tensor asking = shape.LastOnly ? tokens.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32)) : tokens;
            Tensor attended = _mix.Of(RaggedAttention.Of(_query.Of(asking), _key.Of(tokens), _value.Of(tokens), shape, _dropout, step));
            Tensor x = _attentionNorm.Of(asking.Plus(attended));
            return _norm.Of(x.Plus(step.Dropout(_second.Of(step.Dropout(_first.Of(x), _dropout).relu()), _dropout)));
        }
    }
}
