using System.Numerics.Tensors;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences.Backbones;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>The <see cref="HstuLayers"/> as they answer.</summary>
internal sealed class HstuReader(Func<string, StoredTensor> weights, TencentGrOptions options) : ISequenceReader
{
    private readonly Layer[] _layers = [.. Enumerable.Range(0, options.Layers).Select(layer => new Layer(weights, layer, options))];

    public float[] Of(float[] tokens, RaggedBatch batch)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            var shape = new AttentionShape(batch.Offsets, 1, options.Heads, options.Width, LastOnly: layer == _layers.Length - 1, OwnStreamOnly: true);
            tokens = _layers[layer].Of(tokens, batch, shape);
        }
        return _layers.Length == 0 ? batch.Last(tokens, options.Width) : tokens;
    }

    private sealed class Layer
    {
        private readonly Normalisation _norm, _attendedNorm;
        private readonly DenseLayer _widen, _mix;
        private readonly float[] _bias;
        private readonly int _width;

        public Layer(Func<string, StoredTensor> weights, int index, TencentGrOptions options)
        {
            int width = _width = options.Width;
            _norm = new Normalisation(weights, $"layers.{index}.norm", width);
            _widen = DenseLayer.Of(weights, $"layers.{index}.widen", width, 4 * width);
            _bias = weights($"layers.{index}.distance").AsFloat32(options.Heads, EventNetwork.Window(options));
            _attendedNorm = new Normalisation(weights, $"layers.{index}.attended-norm", width);
            _mix = DenseLayer.Of(weights, $"layers.{index}.mix", width, width);
        }

        public float[] Of(float[] tokens, RaggedBatch batch, AttentionShape shape)
        {
            float[] normed = [.. tokens];
            _norm.Apply(normed);
            float[] wide = _widen.Of(normed);
            for (int start = 0; start < wide.Length; start += 4 * _width) PointwiseKernel.Silu(wide.AsSpan(start, 4 * _width));
            float[] Part(int part) => Column(wide, part);
            float[] Asking(float[] all) => shape.LastOnly ? batch.Last(all, _width) : all;
            float[] query = Asking(Part(2)), attended = new float[query.Length];
            PointwiseKernel.Forward(query, Part(3), Part(1), _bias, attended, shape, threads: 1);
            _attendedNorm.Apply(attended);
            TensorPrimitives.Multiply<float>(attended, Asking(Part(0)), attended);
            float[] result = _mix.Of(attended);
            TensorPrimitives.Add<float>(result, Asking(tokens), result);
            return result;
        }

        /// <summary>One of the four parts of every row.</summary>
        private float[] Column(float[] wide, int part)
        {
            float[] column = new float[wide.Length / 4];
            for (int row = 0; row < column.Length / _width; row++) wide.AsSpan((4 * row + part) * _width, _width).CopyTo(column.AsSpan(row * _width));
            return column;
        }
    }
}
