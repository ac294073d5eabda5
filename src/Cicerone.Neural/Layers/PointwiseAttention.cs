using System.Runtime.InteropServices;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>The <see cref="PointwiseKernel"/> as an operation that can be differentiated.</summary>
internal sealed class PointwiseAttention : torch.autograd.SingleTensorFunction<PointwiseAttention>
{
    public override string Name => nameof(PointwiseAttention);

    /// <summary>What each query attends to: shape of the queries.</summary>
    public static Tensor Of(Tensor query, Tensor key, Tensor value, Tensor bias, AttentionShape shape, Step step) => apply(query, key, value, bias, shape, step.Threads);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor query = ((Tensor)vars[0]).contiguous(), key = ((Tensor)vars[1]).contiguous(), value = ((Tensor)vars[2]).contiguous(), bias = ((Tensor)vars[3]).contiguous();
        ctx.save_for_backward([query, key, value, bias]);
        ctx.save_data("rest", vars);
        float[] output = new float[query.numel()];
        PointwiseKernel.Forward(Copy(query), Copy(key), Copy(value), Copy(bias), output, (AttentionShape)vars[4], (int)vars[5]);
        return torch.tensor(output).view(query.shape);
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        object[] rest = (object[])ctx.get_data("rest");
        var shape = (AttentionShape)rest[4];
        float[][] slopes = [.. saved.Take(3).Select(tensor => new float[tensor.numel()])];
        float[] biases = new float[shape.Sequences * saved[3].numel()];
        using Tensor slope = grad_output.contiguous();
        PointwiseKernel.Backward(Copy(saved[0]), Copy(saved[1]), Copy(saved[2]), Copy(saved[3]), Copy(slope), slopes[0], slopes[1], slopes[2], biases, shape, (int)rest[5]);
        using Tensor bySequence = torch.tensor(biases).view(shape.Sequences, -1);
        return [.. slopes.Zip(saved, (values, tensor) => torch.tensor(values).view(tensor.shape)), bySequence.sum(0L).view(saved[3].shape), null!, null!];
    }

    private static float[] Copy(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes).ToArray();
}
