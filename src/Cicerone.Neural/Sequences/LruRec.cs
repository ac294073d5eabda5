using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// LRURec (Yue, Wang, He, Zeng, McAuley and Wang, WSDM 2024): in place of attention, a linear recurrence of complex numbers inside
/// the unit circle, so that each event costs the same however long the history. It answers without native code.
/// </summary>
public static class LruRec
{
    /// <summary>Trains the network.</summary>
    /// <exception cref="CiceroneException">What is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(TrainingData data, LruRecOptions options, FitContext context) => SequenceModel.Fit(new RecurrenceBackbone(options), data, context);

    /// <summary>Trains it bucket by bucket.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(SplitBuckets split, LruRecOptions options, FitContext context) => SequenceModel.Fit(new RecurrenceBackbone(options), split, context);

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, LruRecOptions options) => SequenceModel.Load(new RecurrenceBackbone(options), folder);
}

/// <summary>Options of <see cref="LruRec"/>.</summary>
public sealed record LruRecOptions : SequenceOptions
{
    /// <summary>Recurrent layers.</summary>
    [Option("recurrent layers", Min = 1, Max = 64)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Standard deviation of the first weights.</summary>
    [Option("standard deviation of the first weights", Min = 1e-6, Max = 10)]
    public double Deviation { get; init => field = Checked(value); } = 0.02;
}
