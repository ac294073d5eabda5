using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>Layers of a linear recurrence and a feed-forward network.</summary>
internal sealed class RecurrenceLayers(ParameterSet parameters, LruRecOptions options) : ISequenceLayers
{
    private readonly (LinearRecurrentUnit Unit, NormLayer Norm, FeedForward FeedForward)[] _layers = [.. Enumerable.Range(0, options.Layers).Select(layer =>
        (new LinearRecurrentUnit(parameters, $"seq_encoder.lrus.{layer}", options.Width, options.Deviation), new NormLayer(parameters, $"seq_encoder.lrus.{layer}.layernorm", options.Width),
            new FeedForward(parameters, $"seq_encoder.ffns.{layer}", options.Width, options.Dropout, options.Deviation)))];

    public Tensor Of(Tensor tokens, RaggedBatch batch, bool lastOnly, Step step)
    {
        foreach ((LinearRecurrentUnit unit, NormLayer norm, FeedForward feedForward) in _layers)
            tokens = feedForward.Of(norm.Of(tokens.Plus(step.Dropout(unit.Of(tokens, batch), options.Dropout, batch.TokensBefore))), batch.TokensBefore, step);
        return lastOnly ? tokens.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32)) : tokens;
    }
}
