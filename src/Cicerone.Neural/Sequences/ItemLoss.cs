using Cicerone.Data;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>The loss of predicted items, against a table of item vectors whose row 0 is no item.</summary>
internal sealed class ItemLoss(InteractionLog log, SequenceOptions options)
{
    private readonly NegativeSampler _sampler = new(log.Item, log.Items.Count, options.Loss == SequenceLoss.SampledSoftmax ? options.NegativePower : 0);

    /// <summary>Draws what a step needs and begins it: the whole table, or the rows that it will read.</summary>
    public int[] Begin(Parameter table, int[] inputs, int[] targets, Step step)
    {
        if (options.Loss == SequenceLoss.CrossEntropy)
        {
            table.Touch();
            return [];
        }
        int[] negatives = _sampler.Draw(options.Loss == SequenceLoss.SampledSoftmax ? options.Negatives : options.Negatives * targets.Length, step.Random);
        table.Touch(Rows(inputs), Rows(targets), Rows(negatives));
        return negatives;
    }

    /// <summary>The mean loss of some queries.</summary>
    /// <param name="table">The item vectors.</param>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="targets">The right item of each.</param>
    /// <param name="negatives">What <see cref="Begin"/> drew.</param>
    /// <param name="step">For its threads.</param>
    public Tensor Of(Parameter table, Tensor queries, int[] targets, int[] negatives, Step step) => options.Loss switch
    {
        SequenceLoss.CrossEntropy => CrossEntropy.Of(queries, table.Leaf, targets, step.Threads),
        SequenceLoss.SampledSoftmax => SampledSoftmax(table, queries, targets, negatives),
        _ => SampledLosses.Binary(queries, table.Rows(Rows(targets)), table.Rows(Rows(negatives)).view(targets.Length, options.Negatives, -1),
            options.Loss == SequenceLoss.Bce ? 1 : SampledLosses.PowerOf(options.Calibration, options.Negatives, log.Items.Count)),
    };

    private Tensor SampledSoftmax(Parameter table, Tensor queries, int[] targets, int[] negatives)
    {
        float[] logExpected = Array.ConvertAll(negatives, item => (float)Math.Log(negatives.Length * _sampler.Probability(item)));
        Tensor isTarget = torch.tensor(targets, dtype: torch.int32).unsqueeze(1) == torch.tensor(negatives, dtype: torch.int32);
        return SampledLosses.Softmax(queries, table.Rows(Rows(targets)), table.Rows(Rows(negatives)), isTarget, torch.tensor(logExpected));
    }

    private static int[] Rows(int[] items) => Array.ConvertAll(items, item => item + 1);
}
