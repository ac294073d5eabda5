using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// GRU4Rec (Hidasi, Karatzoglou, Baltrunas and Tikk, ICLR 2016): a recurrent network makes one vector of the last events, and the
/// score of an item is the inner product with its own vector. Trained like <see cref="SasRec"/>, with the same losses; it answers
/// without native code.
/// </summary>
public static class Gru4Rec
{
    /// <summary>Trains the network.</summary>
    /// <exception cref="CiceroneException">What is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(TrainingData data, Gru4RecOptions options, FitContext context) => SequenceModel.Fit(new GruBackbone(options), data, context);

    /// <summary>Trains it bucket by bucket.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(SplitBuckets split, Gru4RecOptions options, FitContext context) => SequenceModel.Fit(new GruBackbone(options), split, context);

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, Gru4RecOptions options) => SequenceModel.Load(new GruBackbone(options), folder);
}

/// <summary>Options of <see cref="Gru4Rec"/>.</summary>
public sealed record Gru4RecOptions : SequenceOptions
{
    /// <summary>Other defaults than those of the transformers.</summary>
    public Gru4RecOptions() => Dropout = 0.3;

    /// <summary>Width of the recurrent state.</summary>
    [Option("width of the recurrent state", Min = 1, Max = 4096)]
    public int Hidden { get; init => field = Checked(value); } = 128;

    /// <summary>Recurrent layers.</summary>
    [Option("recurrent layers", Min = 1, Max = 16)]
    public int Layers { get; init => field = Checked(value); } = 1;
}
