using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>Learns to predict the next event.</summary>
internal sealed class SequenceLearner(SequenceNetwork network, InteractionLog log, SequenceOptions options) : ILearner
{
    private readonly SequenceExamples _examples = new(log, options);
    private readonly ItemLoss _loss = new(log, options);

    public int ExampleCount => _examples.Count;

    public ParameterSet Parameters => network.Parameters;

    public Tensor Loss(int[] examples, Step step) => Loss(_examples.Take(examples), step);

    public Tensor Loss((RaggedBatch Batch, int[] Targets) taken, Step step)
    {
        Parameters.Touch();
        int[] negatives = _loss.Begin(network.Input, taken.Batch, taken.Targets, step);
        return _loss.Of(network.Input, network.Encode(taken.Batch, options.Targets == Targets.Last, step), taken.Targets, negatives, step);
    }

    /// <summary>The inputs of some examples, and their targets.</summary>
    public (RaggedBatch Batch, int[] Targets) Take(int[] examples) => _examples.Take(examples);

    public IRanker Model() => network.Model();
}
