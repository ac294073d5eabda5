using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative;

/// <summary>
/// HSTU's layers (Zhai et al., ICML 2024, eq. 1 to 3): of the normalised tokens, one linear layer and SiLU make gates U, values V, queries Q and keys K;
/// pointwise attention; what it gives is normalised, gated by U and mixed, and added to the tokens.
/// </summary>
internal sealed class HstuLayers(ParameterSet parameters, TencentGrOptions options) : ISequenceLayers
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
        private readonly NormLayer _norm, _attendedNorm;
        private readonly LinearLayer _widen, _mix;
        private readonly Parameter _bias;
        private readonly double _dropout;

        public Layer(ParameterSet parameters, int index, TencentGrOptions options)
        {
            int width = options.Width;
            _norm = new NormLayer(parameters, $"layers.{index}.norm", width);
            _widen = new LinearLayer(parameters, $"layers.{index}.widen", width, 4 * width, EventNetwork.Deviation(width, 4 * width));
            _bias = parameters.Constant($"layers.{index}.distance", 0, options.Heads, EventNetwork.Window(options));
            _attendedNorm = new NormLayer(parameters, $"layers.{index}.attended-norm", width);
            _mix = new LinearLayer(parameters, $"layers.{index}.mix", width, width, EventNetwork.Deviation(width, width));
            _dropout = options.Dropout;
        }

        public Tensor Of(Tensor tokens, RaggedBatch batch, AttentionShape shape, Step step)
        {
            Tensor[] parts = torch.nn.functional.silu(_widen.Of(_norm.Of(tokens))).chunk(4, 1); // U, V, Q, K
            Tensor Asking(Tensor all) => shape.LastOnly ? all.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32)) : all;
            Tensor attended = _attendedNorm.Of(PointwiseAttention.Of(Asking(parts[2]), parts[3], parts[1], _bias.Leaf, shape, step));
            return Asking(tokens).Plus(step.Dropout(_mix.Of(attended * Asking(parts[0])), _dropout));
        }
    }
}
