using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>Layers of a filter and a feed-forward network. A sequence lies at the end of the window; the places before it are 0.</summary>
internal sealed class FilterLayers(ParameterSet parameters, FmlpRecOptions options) : ISequenceLayers
{
    private readonly FrequencyFilter[] _filters = [.. Enumerable.Range(0, options.Layers).Select(layer =>
        new FrequencyFilter(parameters, $"seq_encoder.filters.{layer}", options.MaxLength, options.Width, options.Causal, options.Deviation))];

    private readonly NormLayer[] _norms = [.. Enumerable.Range(0, options.Layers).Select(layer => new NormLayer(parameters, $"seq_encoder.filters.{layer}.layernorm", options.Width))];

    private readonly FeedForward[] _feedForwards = [.. Enumerable.Range(0, options.Layers).Select(layer => new FeedForward(parameters, $"seq_encoder.ffns.{layer}", options.Width, options.Dropout, options.Deviation))];

    public Tensor Of(Tensor tokens, RaggedBatch batch, bool lastOnly, Step step)
    {
        (Tensor toWindow, Tensor fromWindow) = Places(batch);
        for (int layer = 0; layer < _filters.Length; layer++)
        {
            Tensor window = torch.cat([torch.zeros(1, options.Width), tokens]).index_select(0, toWindow).view(batch.Count, options.MaxLength, options.Width);
            Tensor filtered = _filters[layer].Of(window).reshape(-1, options.Width).index_select(0, fromWindow), x = tokens.Plus(step.Dropout(filtered, options.Dropout, batch.TokensBefore));
            bool isShort = lastOnly && layer == _filters.Length - 1;
            if (isShort) x = x.index_select(0, torch.tensor(batch.LastTokens(), dtype: torch.int32));
            tokens = _feedForwards[layer].Of(_norms[layer].Of(x), isShort ? batch.SequencesBefore : batch.TokensBefore, step);
        }
        return tokens;
    }

    /// <summary>For each place of all windows its token counted from 1, or 0; and the place of each token.</summary>
    private (Tensor ToWindow, Tensor FromWindow) Places(RaggedBatch batch)
    {
        int[] slots = batch.Slots(options.MaxLength), tokenAt = new int[batch.Count * options.MaxLength], placeOf = new int[batch.Items.Length];
        for (int sequence = 0; sequence < batch.Count; sequence++)
            for (int token = batch.Offsets[sequence]; token < batch.Offsets[sequence + 1]; token++)
            {
                placeOf[token] = sequence * options.MaxLength + slots[token];
                tokenAt[placeOf[token]] = token + 1;
            }
        return (torch.tensor(tokenAt, dtype: torch.int32), torch.tensor(placeOf, dtype: torch.int32));
    }
}
