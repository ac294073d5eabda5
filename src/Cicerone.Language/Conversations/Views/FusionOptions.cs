using Cicerone.Neural.Training;

namespace Cicerone.Language.Conversations.Views;

/// <summary>How <see cref="ViewFusion"/> is learned.</summary>
internal sealed record FusionOptions : GradientOptions
{
    /// <summary>The usual options.</summary>
    public FusionOptions() => (Epochs, BatchSize, LearningRate, WeightDecay, ClipNorm, Warmup, Schedule) = (20, 64, 1e-3, 1e-2, 1, 0.05, Schedule.Linear);

    /// <summary>Length of the vectors that are compared.</summary>
    [Option("length of the vectors that are compared", Min = 2, Max = 4096)]
    public int Width { get; init => field = Checked(value); } = 64;

    /// <summary>Length of the items' vectors of behaviour.</summary>
    [Option("length of the items' vectors of behaviour", Min = 1, Max = 1024)]
    public int Factors { get; init => field = Checked(value); } = 32;

    /// <summary>The share of numbers that is left out in learning.</summary>
    [Option("share of numbers that is left out in learning", Min = 0, Max = 0.9)]
    public double Dropout { get; init => field = Checked(value); } = 0.5;
}
