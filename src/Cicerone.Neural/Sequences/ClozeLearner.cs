using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>Learns to fill in events that are hidden.</summary>
internal sealed class ClozeLearner : ISharedLearner
{
    private readonly SequenceNetwork _network;
    private readonly Bert4RecOptions _options;
    private readonly ItemLoss _loss;
    private readonly List<ReadOnlyMemory<int>> _windows = [];

    public ClozeLearner(SequenceNetwork network, InteractionLog log, Bert4RecOptions options)
    {
        (_network, _options, _loss) = (network, options, new ItemLoss(log, options));
        Histories histories = Histories.Of(log);
        for (int person = 0; person < histories.Count; person++)
        {
            ReadOnlyMemory<int> items = histories[person].Items;
            items = items[^Math.Min(items.Length, options.Learned)..];
            for (int end = items.Length; end > 0; end -= options.MaxLength) _windows.Add(items[Math.Max(0, end - options.MaxLength)..end]);
        }
    }

    public int ExampleCount => _windows.Count;

    public ParameterSet Parameters => _network.Parameters;

    public Tensor LossOf(int[] batch, Range share, Step step)
    {
        RaggedBatch whole = RaggedBatch.Of([.. batch.Select(example => _windows[example])], _options.MaxLength);
        int[] hidden = Hide(whole, step.Random), targets = Array.ConvertAll(hidden, token => whole.Items[token]);
        RaggedBatch seen = whole with { Items = [.. whole.Items] };
        foreach (int token in hidden) seen.Items[token] = RaggedBatch.Hidden;
        Parameters.Touch();
        int[] negatives = _loss.Begin(_network.Input, seen, targets, step);
        RaggedBatch own = seen.Share(share);
        int first = own.TokensBefore, from = hidden.Count(token => token < first), end = hidden.Count(token => token < first + own.Items.Length);
        int[] asked = Array.ConvertAll(hidden[from..end], token => token - first);
        Tensor queries = _network.Encode(own, lastOnly: false, step).index_select(0, torch.tensor(asked, dtype: torch.int32));
        return _loss.Of(_network.Input, queries, targets, from..end, negatives, step);
    }

    public IRanker Model() => _network.Model();

    /// <summary>The tokens of a batch that are hidden, in order.</summary>
    private int[] Hide(RaggedBatch batch, RandomSource random)
    {
        var hidden = new List<int>();
        for (int sequence = 0; sequence < batch.Count; sequence++)
        {
            (int first, int end, int before) = (batch.Offsets[sequence], batch.Offsets[sequence + 1], hidden.Count);
            if (random.NextDouble() >= _options.HiddenLast)
                for (int token = first; token < end; token++)
                    if (random.NextDouble() < _options.Hidden) hidden.Add(token);
            if (hidden.Count == before) hidden.Add(end - 1);
        }
        return [.. hidden];
    }
}
