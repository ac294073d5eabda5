using Cicerone.Data.Features.Quantisation;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>Options of <see cref="RqVae"/>, beside those of the ids themselves (<see cref="SemanticIdOptions"/>).</summary>
public sealed record RqVaeOptions : GradientOptions
{
    /// <summary>Usual options: smaller steps than elsewhere, since the tables must keep pace with the encoder.</summary>
    public RqVaeOptions() => (Epochs, BatchSize) = (100, 64);

    /// <summary>Length of the vector that is quantised.</summary>
    [Option("length of the vector that is quantised", Min = 1, Max = 4096)]
    public int Latent { get; init => field = Checked(value); } = 16;

    /// <summary>Width of the hidden layers.</summary>
    [Option("width of the hidden layers", Min = 1, Max = 65_536)]
    public int Hidden { get; init => field = Checked(value); } = 128;

    /// <summary>β: how strongly the encoder is drawn to the codes it was given.</summary>
    [Option("how strongly the encoder is drawn to the codes it was given", Min = 0, Max = 100)]
    public double Commitment { get; init => field = Checked(value); } = 0.25;

    /// <summary>μ, where there are several kinds of vectors: how strongly an item's are drawn together, before they are joined.</summary>
    [Option("with several kinds of vectors: how strongly an item's are drawn together", Min = 0, Max = 100)]
    public double Alignment { get; init => field = Checked(value); } = 0.1;
}
