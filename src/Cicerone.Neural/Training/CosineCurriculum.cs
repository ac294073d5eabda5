namespace Cicerone.Neural.Training;

/// <summary>A weight that swings between 1 and a smallest value: w + (1 − w) (1 + cos(2π e / P)) / 2 in epoch e, from 0.</summary>
/// <param name="Smallest">w, reached in the middle of each period.</param>
/// <param name="Period">P, in epochs.</param>
internal sealed record CosineCurriculum(double Smallest, int Period)
{
    /// <summary>The weight in an epoch, counted from 0.</summary>
    public double WeightIn(int epoch) => Smallest + (1 - Smallest) * (1 + Math.Cos(2 * Math.PI * epoch / Period)) / 2;
}
