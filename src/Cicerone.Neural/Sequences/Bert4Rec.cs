using Cicerone.Models;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// BERT4Rec (Sun et al., CIKM 2019): a transformer whose tokens see their whole sequence learns to fill in events that are hidden from it,
/// and answers by filling in one after the last. It needs many more epochs than <see cref="SasRec"/> to become as good (Petrov and
/// Macdonald, RecSys 2022). It answers without native code.
/// </summary>
public static class Bert4Rec
{
    /// <summary>Trains the network, or imports it.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(TrainingData data, Bert4RecOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        return SequenceModel.Fit(new TransformerBackbone(options), data, context, network => new ClozeLearner(network, data.Log, options));
    }

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, Bert4RecOptions options) => SequenceModel.Load(new TransformerBackbone(options), folder);
}

/// <summary>Options of <see cref="Bert4Rec"/>: those of its network, and what is hidden in training. <c>targets</c> does not matter to it.</summary>
public sealed record Bert4RecOptions : SasRecOptions
{
    /// <summary>Share of the events of a window that is hidden; at least one is.</summary>
    [Option("share of the events of a window that is hidden in training; at least one is", Min = 0, Max = 1)]
    public double Hidden { get; init => field = Checked(value); } = 0.2;

    /// <summary>Share of the windows of which only the last event is hidden, as when it answers.</summary>
    [Option("share of the windows of which only the last event is hidden, as when it answers", Min = 0, Max = 1)]
    public double HiddenLast { get; init => field = Checked(value); } = 0.1;

    internal override bool IsCloze => true;
}
