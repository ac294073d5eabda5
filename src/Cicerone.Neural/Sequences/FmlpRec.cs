using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// FMLP-Rec (Zhou, Yu, Zhao and Wen, WWW 2022): in place of attention, a learned filter over the frequencies of the window.
/// As published the filter wraps around the window, so that every position sees those after it too; a causal one is an option.
/// It answers without native code.
/// </summary>
public static class FmlpRec
{
    /// <summary>Trains the network.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(TrainingData data, FmlpRecOptions options, FitContext context) => SequenceModel.Fit(new FilterBackbone(options), data, context);

    /// <summary>Trains it bucket by bucket.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(SplitBuckets split, FmlpRecOptions options, FitContext context) => SequenceModel.Fit(new FilterBackbone(options), split, context);

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, FmlpRecOptions options) => SequenceModel.Load(new FilterBackbone(options), folder);
}

/// <summary>Options of <see cref="FmlpRec"/>.</summary>
public sealed record FmlpRecOptions : SequenceOptions
{
    /// <summary>Filter layers.</summary>
    [Option("filter layers", Min = 1, Max = 64)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Standard deviation of the first weights.</summary>
    [Option("standard deviation of the first weights", Min = 1e-6, Max = 10)]
    public double Deviation { get; init => field = Checked(value); } = 0.02;

    /// <summary>Whether a position sees only those before it; as published it sees those after it too, so that only the last may predict.</summary>
    [Option("whether a position sees only those before it; as published it sees those after it too, so that only the last may predict")]
    public bool Causal { get; init; }

    /// <summary>Checks what one option alone cannot.</summary>
    /// <exception cref="CiceroneException">Positions would predict what they see.</exception>
    internal void Check()
    {
        if (Targets == Targets.All && !Causal)
            throw new CiceroneException("Option 'targets' is 'all', but a filter that is not causal sees the very events that are to be predicted. Set causal=true, or targets=last.");
    }
}
