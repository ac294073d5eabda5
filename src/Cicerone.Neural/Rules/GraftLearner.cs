using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Rules;

/// <summary>Learns the network of LIA by gradient grafting. Loss and slopes come from its own kernels, not from the tensor library.</summary>
internal sealed class GraftLearner(RuleNetwork network, SparseMatrix people, LiaOptions options, ParallelOptions parallel) : ILearner
{
    private readonly Rule[] _start = network.Rules();
    private readonly float[][] _slopes = Room(network.Parameters), _second = options.Sharpness > 0 ? Room(network.Parameters) : [];

    public int ExampleCount => people.Rows;

    public ParameterSet Parameters => network.Parameters;

    public IReadOnlyDictionary<string, double> Figures => RuleFigures.Of(_start, network.Rules());

    public Tensor Loss(int[] examples, Step step)
    {
        network.Clamp();
        SparseMatrix histories = people.Take(examples);
        double loss = network.Slopes(histories, _slopes, parallel);
        if (options.Sharpness > 0) Sharpen(histories);
        Parameters.Touch();
        return KnownSlopes.Of(loss, _slopes, Parameters);
    }

    /// <summary>The rules as they are now.</summary>
    public RuleSet Model()
    {
        network.Clamp();
        return RuleExtraction.AsLearned(network, people);
    }

    IRanker ILearner.Model() => Model();

    /// <summary>
    /// GSAM: the slopes g₂ at w + ρ g₁/‖g₁‖, without a share of their part at right angles to g₁, which is taken tensor by tensor.
    /// </summary>
    private void Sharpen(SparseMatrix histories)
    {
        double length = Math.Sqrt(_slopes.Sum(slopes => (double)TensorPrimitives.SumOfSquares<float>(slopes))) + 1e-12;
        float[][] weights = Parameters.Copy();
        float radius = (float)(options.Sharpness / length), share = (float)options.SharpnessShare;
        for (int i = 0; i < weights.Length; i++) TensorPrimitives.MultiplyAdd(_slopes[i], radius, weights[i], Parameters.All[i].Values);
        network.Slopes(histories, _second, parallel);
        Parameters.Restore(weights);
        for (int i = 0; i < _slopes.Length; i++)
        {
            double square = TensorPrimitives.SumOfSquares<float>(_slopes[i]);
            float along = square <= 1e-12 ? 0 : (float)(TensorPrimitives.Dot<float>(_second[i], _slopes[i]) / square);
            // g₂ − a (g₂ − c g₁) = (1 − a) g₂ + a c g₁
            TensorPrimitives.Multiply(_slopes[i], share * along, _slopes[i]);
            TensorPrimitives.MultiplyAdd(_second[i], 1 - share, _slopes[i], _slopes[i]);
        }
    }

    private static float[][] Room(ParameterSet parameters) => [.. parameters.All.Select(parameter => new float[parameter.Values.Length])];
}
