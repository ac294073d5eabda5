using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Rules;

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
