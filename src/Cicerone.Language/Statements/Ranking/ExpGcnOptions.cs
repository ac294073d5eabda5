using Cicerone.Neural.Collaborative;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>Options of <see cref="ExpGcn"/>.</summary>
public record ExpGcnOptions : FactorOptions
{
    /// <summary>Shorter runs than the released 500 epochs of batches of 10,000.</summary>
    public ExpGcnOptions() => (BatchSize, LearningRate, Epochs, Patience, Regularisation) = (2048, 5e-3, 100, 10, 1e-4);

    /// <summary>How often vectors are spread over the graph of people and items.</summary>
    [Option("how often vectors are spread over the graph of people and items", Min = 1, Max = 16)]
    public int ItemLayers { get; init => field = Checked(value); } = 4;

    /// <summary>How often vectors are spread over the graphs of statements.</summary>
    [Option("how often vectors are spread over the graphs of statements", Min = 1, Max = 16)]
    public int StatementLayers { get; init => field = Checked(value); } = 2;

    /// <summary>Items drawn against each that was chosen.</summary>
    [Option("items drawn against each that was chosen", Min = 1, Max = 1000)]
    public int Negatives { get; init => field = Checked(value); } = 20;

    /// <summary>Weight of the loss of statements, against that of items.</summary>
    [Option("weight of the loss of statements, against that of items", Min = 0, Max = 1000)]
    public double StatementWeight { get; init => field = Checked(value); } = 1;
}
