using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>Learns to predict the next event.</summary>
internal sealed class SequenceLearner : ISharedLearner
{
    private readonly SequenceNetwork _network;
    private readonly SequenceOptions _options;
    private readonly ItemLoss _loss;
    private readonly Func<int, SequenceExamples> _read;
    private SequenceExamples _examples;

    /// <summary>Learns from events in memory.</summary>
    public SequenceLearner(SequenceNetwork network, InteractionLog log, SequenceOptions options)
    {
        (_network, _options, _loss, _examples) = (network, options, new ItemLoss(log, options), new SequenceExamples(log, options));
        (_read, Sections) = (_ => _examples, [_examples.Count]);
    }

    /// <summary>Learns bucket by bucket: each is a section, and the examples of one are held at a time.</summary>
    public SequenceLearner(SequenceNetwork network, SplitBuckets split, SequenceOptions options, FitContext context)
    {
        (_network, _options, _loss) = (network, options, new ItemLoss(split.Catalogue.TrainingCounts.ToArray(), options));
        _read = bucket => new SequenceExamples(split.ReadTraining(bucket), options);
        Sections = [.. context.Pass("counting examples", Enumerable.Range(0, split.Count), split.Count).Select(bucket => _read(bucket).Count)];
        _examples = _read(0);
    }

    public int ExampleCount => Sections.Sum();

    public IReadOnlyList<int> Sections { get; }

    public ParameterSet Parameters => _network.Parameters;

    public void BeginSection(int section) => _examples = _read(section);

    public Tensor LossOf(int[] batch, Range share, Step step) => LossOf(_examples.Take(batch), share, step);

    public Tensor LossOf((RaggedBatch Batch, int[] Targets) taken, Range share, Step step)
    {
        Parameters.Touch();
        int[] negatives = _loss.Begin(_network.Input, taken.Batch, taken.Targets, step);
        RaggedBatch own = taken.Batch.Share(share);
        bool lastOnly = _options.Targets == Targets.Last;
        Range targets = lastOnly ? share : own.TokensBefore..(own.TokensBefore + own.Items.Length);
        return _loss.Of(_network.Input, _network.Encode(own, lastOnly, step), taken.Targets, targets, negatives, step);
    }

    /// <summary>The inputs of some examples, and their targets.</summary>
    public (RaggedBatch Batch, int[] Targets) Take(int[] examples) => _examples.Take(examples);

    public IRanker Model() => _network.Model();
}
