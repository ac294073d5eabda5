using System.Numerics.Tensors;

namespace Cicerone.Language.Unlearning.Updates;

/// <summary>Directions without what contradicts others.</summary>
internal static class Projected
{
    private const double Epsilon = 1e-12;

    /// <summary>d − min(0, ⟨d, g⟩) / (‖g‖² + ε) · g: a direction that no longer leads up what g is the slope of.</summary>
    public static float[] Of(float[] direction, float[] slope) =>
        Less(direction, slope, Math.Min(0, TensorPrimitives.Dot<float>(direction, slope)) / (TensorPrimitives.SumOfSquares<float>(slope) + Epsilon));

    /// <summary>A direction less a multiple of a slope.</summary>
    public static float[] Less(float[] direction, float[] slope, double factor)
    {
        float[] made = new float[direction.Length];
        TensorPrimitives.MultiplyAdd(slope, (float)-factor, direction, made);
        return made;
    }
}
