using System.Numerics.Tensors;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Rules;

/// <summary>The network of LIA and the people it learns from. Loss and slopes come from its own kernels, not from the tensor library.</summary>
internal sealed class LiaLearner(RuleNetwork network, SparseMatrix people, LiaOptions options, ParallelOptions parallel) : ILearner
{
    private readonly Rule[] _start = network.Rules();
    private readonly float[][] _slopes = Room(network.Parameters), _second = options.Sharpness > 0 ? Room(network.Parameters) : [];

    public int ExampleCount => people.Rows;

    public ParameterSet Parameters => network.Parameters;

    /// <summary>What the rules are like now, and how many literals differ from the start's.</summary>
    public IReadOnlyDictionary<string, double> Figures
    {
        get
        {
            Rule[] rules = network.Rules();
            return new Dictionary<string, double>
            {
                ["and rules"] = rules.Count(rule => rule.Operator == RuleOperator.And),
                ["literals"] = rules.Sum(rule => rule.Codes.Length),
                ["negated literals"] = rules.Sum(rule => rule.Codes.Count(code => code < 0)),
                ["literals changed"] = rules.Zip(_start, (now, then) => now.Codes.Except(then.Codes).Count() + then.Codes.Except(now.Codes).Count()).Sum(),
                ["gates changed"] = rules.Zip(_start, (now, then) => now.Operator == then.Operator ? 0 : 1).Sum(),
            };
        }
    }

    public Tensor Loss(int[] examples, Step step)
    {
        network.Project();
        SparseMatrix histories = people.Take(examples);
        double loss = network.Slopes(histories, _slopes, parallel);
        if (options.Sharpness > 0) Sharpen(histories);
        Parameters.Touch();
        return KnownSlopes.Of(loss, _slopes, Parameters);
    }

    /// <summary>The rules as they are now.</summary>
    public RuleSet Model()
    {
        network.Project();
        return RuleExtraction.Of(network, people, options, parallel);
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

/// <summary>A loss whose slopes are known already: it hands them to the graph.</summary>
internal sealed class KnownSlopes : torch.autograd.SingleTensorFunction<KnownSlopes>
{
    public override string Name => nameof(KnownSlopes);

    /// <summary>A loss of a value whose gradient in each parameter's leaf is given.</summary>
    public static Tensor Of(double loss, float[][] slopes, ParameterSet parameters) => apply([loss, slopes, .. parameters.All.Select(parameter => parameter.Leaf)]);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data("slopes", new object[] { vars[1], vars.Skip(2).Select(leaf => ((Tensor)leaf).shape).ToArray() });
        return torch.tensor((float)(double)vars[0]);
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        object[] saved = (object[])ctx.get_data("slopes");
        return [null!, null!, .. ((float[][])saved[0]).Zip((long[][])saved[1], (slopes, shape) => torch.tensor(slopes).view(shape))];
    }
}
