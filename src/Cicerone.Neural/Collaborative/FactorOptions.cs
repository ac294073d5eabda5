using Cicerone.Neural.Training;

namespace Cicerone.Neural.Collaborative;

/// <summary>What the models with a vector for each person and item share.</summary>
public abstract record FactorOptions : GradientOptions
{
    /// <summary>Other defaults than those of the sequence models.</summary>
    protected FactorOptions() => (BatchSize, Watch, Epochs, Patience) = (2048, "ndcg@10", 300, 30);

    /// <summary>Length of a vector.</summary>
    [Option("length of a vector", Min = 1, Max = 4096)]
    public int Width { get; init => field = Checked(value); } = 64;

    /// <summary>Weight of the squared vectors of an example in its loss.</summary>
    [Option("weight of the squared vectors in the loss", Min = 0, Max = 1e6)]
    public double Regularisation { get; init => field = Checked(value); } = 1e-4;
}
