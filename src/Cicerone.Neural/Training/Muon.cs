using System.Runtime.InteropServices;
using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// Muon (Jordan et al., 2024): a step of a matrix is its momentum, made nearly orthogonal by five steps of a Newton–Schulz iteration, so that it moves
/// alike in all directions. For the matrices inside of a network; the others are <see cref="Adam"/>'s.
/// </summary>
internal static class Muon
{
    private const int Iterations = 5;
    private static readonly Scalar Momentum = Constant.Of(0.95f), Rest = Constant.Of(0.05f), A = Constant.Of(3.4445), B = Constant.Of(-4.7750), C = Constant.Of(2.0315);

    /// <summary>Moves every parameter that has a <see cref="Parameter.MuonRate"/> and a gradient.</summary>
    /// <param name="parameters">What is learned.</param>
    /// <param name="share">Of the full step size, now.</param>
    public static void Update(ParameterSet parameters, double share)
    {
        foreach (Parameter parameter in parameters.All)
        {
            if (parameter.MuonRate == 0 || !parameter.IsLearned || parameter.Leaf.grad is not { } gradient) continue;
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable still = torch.no_grad();
            Tensor slope = gradient.contiguous();
            if (parameter.Moment.Length == 0) parameter.Moment = new float[slope.numel()];
            Tensor moment = torch.tensor(parameter.Moment).view(parameter.Shape) * Momentum;
            moment = moment.Plus(slope * Rest);
            Floats(moment).CopyTo(parameter.Moment);
            Tensor step = Orthogonal((slope * Rest).Plus(moment * Momentum)).contiguous();
            float rate = (float)(parameter.MuonRate * share * Math.Sqrt(Math.Max(1, parameter.Shape[0] / (double)parameter.Shape[1])));
            Span<float> values = parameter.Values;
            ReadOnlySpan<float> moves = Floats(step);
            for (int i = 0; i < values.Length; i++) values[i] -= rate * moves[i];
        }
    }

    /// <summary>A matrix with the singular vectors of the given one and singular values near 1: about 0.7 to 1.2, but for those that were very small.</summary>
    public static Tensor Orthogonal(Tensor matrix)
    {
        bool isTall = matrix.shape[0] > matrix.shape[1];
        Tensor x = isTall ? matrix.t() : matrix;
        x = x / x.norm().Plus(1e-7);
        for (int i = 0; i < Iterations; i++)
        {
            Tensor square = x.matmul(x.t());
            x = (x * A).Plus((square * B).Plus(square.matmul(square) * C).matmul(x));
        }
        return isTall ? x.t() : x;
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
