using System.Numerics.Tensors;

namespace Cicerone.Language.Unlearning.Updates;

/// <summary>
/// The sum of both slopes, each without what contradicts the other, over all weights as one vector (PCGrad: Yu et al., NeurIPS 2020).
/// </summary>
internal sealed class ConflictRule : IUpdateRule
{
    public float[]?[] Directions(float[][] forget, float[][] retain)
    {
        double product = 0, forgetSquare = 0, retainSquare = 0;
        for (int part = 0; part < forget.Length; part++)
        {
            product += TensorPrimitives.Dot<float>(forget[part], retain[part]);
            forgetSquare += TensorPrimitives.SumOfSquares<float>(forget[part]);
            retainSquare += TensorPrimitives.SumOfSquares<float>(retain[part]);
        }
        double conflict = Math.Min(0, product);
        return [.. forget.Zip(retain, (f, r) => Projected.Less(Projected.Less(f, r, conflict / Math.Max(retainSquare, double.Epsilon) - 1), f, conflict / Math.Max(forgetSquare, double.Epsilon)))];
    }

    public bool Protects(int part) => false;
}
