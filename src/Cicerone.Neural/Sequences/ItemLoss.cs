using Cicerone.Data;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>The loss of predicted items, against the vectors of all items or of drawn ones.</summary>
/// <param name="counts">Training events of each item.</param>
/// <param name="options">Which loss.</param>
internal sealed class ItemLoss(int[] counts, SequenceOptions options)
{
    private const int MostDraws = 100;
    private readonly NegativeSampler _sampler = new(counts, options.Loss == SequenceLoss.SampledSoftmax ? options.NegativePower : 0);

    /// <summary>The loss of items that were met in a log.</summary>
    public ItemLoss(InteractionLog log, SequenceOptions options) : this(CountsOf(log), options)
    {
    }

    private static int[] CountsOf(InteractionLog log)
    {
        int[] counts = new int[log.Items.Count];
        log.CountItems(counts);
        return counts;
    }

    /// <summary>Draws what a step needs and begins it: the whole table, or the rows that it will read.</summary>
    public int[] Begin(ITokenInput input, RaggedBatch batch, int[] targets, Step step)
    {
        int[] negatives = options.Loss switch
        {
            SequenceLoss.CrossEntropy => [],
            SequenceLoss.SampledSoftmax => _sampler.Draw(options.Negatives, step.Random),
            _ => _sampler.Draw(options.Negatives * targets.Length, step.Random),
        };
        if (options.AvoidsOwnItems && options.Loss is SequenceLoss.Bce or SequenceLoss.Gbce) Avoid(negatives, batch, targets, step.Random);
        if (options.Loss == SequenceLoss.CrossEntropy) input.Items.Touch();
        else input.Items.Touch(Rows(batch.Items), Rows(targets), Rows(negatives));
        input.Begin(batch.Items, targets, negatives, step);
        return negatives;
    }

    /// <summary>The part of a batch's mean loss that some queries make.</summary>
    /// <param name="input">What they are compared with.</param>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="targets">The right items of the whole batch.</param>
    /// <param name="share">Which of those are the queries'.</param>
    /// <param name="negatives">What <see cref="Begin"/> drew for the whole batch.</param>
    /// <param name="step">For its threads.</param>
    public Tensor Of(ITokenInput input, Tensor queries, int[] targets, Range share, int[] negatives, Step step)
    {
        int[] own = targets[share];
        Tensor mean = options.Loss switch
        {
            SequenceLoss.CrossEntropy => CrossEntropy.Of(queries, input.AllCandidates(), own, step.Threads),
            SequenceLoss.SampledSoftmax => SampledSoftmax(input, queries, own, negatives),
            _ => Binary(input, queries, own, negatives.AsSpan(share.GetOffsetAndLength(targets.Length).Offset * options.Negatives, own.Length * options.Negatives).ToArray()),
        };
        return mean.Times((double)own.Length / targets.Length);
    }

    private Tensor Binary(ITokenInput input, Tensor queries, int[] targets, int[] negatives) =>
        SampledLosses.Binary(queries, input.Candidates(targets), input.Candidates(negatives).view(targets.Length, options.Negatives, -1),
            options.Loss == SequenceLoss.Bce ? 1 : SampledLosses.PowerOf(options.Calibration, options.Negatives, counts.Length));

    private Tensor SampledSoftmax(ITokenInput input, Tensor queries, int[] targets, int[] negatives)
    {
        float[] logExpected = Array.ConvertAll(negatives, item => (float)Math.Log(negatives.Length * _sampler.Probability(item)));
        Tensor isTarget = torch.tensor(targets, dtype: torch.int32).unsqueeze(1) == torch.tensor(negatives, dtype: torch.int32);
        return SampledLosses.Softmax(queries, input.Candidates(targets), input.Candidates(negatives), isTarget, torch.tensor(logExpected));
    }

    /// <summary>Draws anew what is in the sequence itself; where a sequence has nearly all items, its last draw stays.</summary>
    private void Avoid(int[] negatives, RaggedBatch batch, int[] targets, RandomSource random)
    {
        bool each = targets.Length == batch.Items.Length;
        for (int sequence = 0; sequence < batch.Count; sequence++)
        {
            (int first, int end) = each ? (batch.Offsets[sequence], batch.Offsets[sequence + 1]) : (sequence, sequence + 1);
            HashSet<int> own = [.. batch.Items.AsSpan(batch.Offsets[sequence]..batch.Offsets[sequence + 1]), .. targets.AsSpan(first..end)];
            for (int place = first * options.Negatives; place < end * options.Negatives; place++)
                for (int draws = 0; draws < MostDraws && own.Contains(negatives[place]); draws++) negatives[place] = _sampler.Draw(1, random)[0];
        }
    }

    private static int[] Rows(int[] items) => Array.ConvertAll(items, item => item + 1);
}
