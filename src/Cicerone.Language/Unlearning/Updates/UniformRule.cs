using System.Numerics.Tensors;

namespace Cicerone.Language.Unlearning.Updates;

/// <summary>Every part descends along one weighted sum: with 1 and 1 the gradient difference, with 0 and 1 fine-tuning on what is kept.</summary>
/// <param name="forget">Weight of forgetting.</param>
/// <param name="retain">Weight of keeping.</param>
internal sealed class UniformRule(float forget, float retain) : IUpdateRule
{
    public float[]?[] Directions(float[][] forgetSlopes, float[][] retainSlopes) => [.. forgetSlopes.Zip(retainSlopes, Sum)];

    public bool Protects(int part) => false;

    private float[] Sum(float[] forgetSlope, float[] retainSlope)
    {
        float[] sum = new float[forgetSlope.Length];
        TensorPrimitives.Multiply(retainSlope, retain, sum);
        TensorPrimitives.MultiplyAdd(forgetSlope, forget, sum, sum);
        return sum;
    }
}
