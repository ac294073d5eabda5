using Cicerone.Neural.Training;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>Options of <see cref="BperPlus"/>.</summary>
public sealed record BperPlusOptions : GradientOptions
{
    /// <summary>Fewer, longer steps than the released 500 epochs of 1e-5, which move small data hardly at all.</summary>
    public BperPlusOptions() => (BatchSize, LearningRate, Epochs, Patience, Watch) = (1024, 1e-2, 100, 10, "ndcg@10");

    /// <summary>Length of a vector.</summary>
    [Option("length of a vector", Min = 1, Max = 1024)]
    public int Width { get; init => field = Checked(value); } = 20;

    /// <summary>μ: how much the person counts, against the item.</summary>
    [Option("how much the person counts, against the item", Min = 0, Max = 1)]
    public double PersonShare { get; init => field = Checked(value); } = 0.7;
}
