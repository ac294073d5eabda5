using System.Runtime.InteropServices;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>The <see cref="AttentionKernel"/> as an operation that can be differentiated.</summary>
internal sealed class RaggedAttention : torch.autograd.SingleTensorFunction<RaggedAttention>
{
    public override string Name => nameof(RaggedAttention);

    /// <summary>What each query attends to: shape of the queries.</summary>
    /// <param name="query">Shape [queries, width].</param>
    /// <param name="key">Shape [streams × tokens, width].</param>
    /// <param name="value">Likewise.</param>
    /// <param name="shape">Which tokens see which.</param>
    /// <param name="dropout">Share of the probabilities that is dropped.</param>
    /// <param name="step">Drops.</param>
    /// <param name="before">Probabilities of the whole batch that lie before these.</param>
    public static Tensor Of(Tensor query, Tensor key, Tensor value, AttentionShape shape, double dropout, Step step, long before = 0)
    {
        double rate = step.Rate(dropout);
        var memory = new AttentionMemory(shape, rate, rate > 0 ? DropoutMask.Skip(step.Random.NextUInt64(), before) : 0);
        step.Keep(memory);
        return apply(query, key, value, shape, memory, step.Threads);
    }

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor query = ((Tensor)vars[0]).contiguous(), key = ((Tensor)vars[1]).contiguous(), value = ((Tensor)vars[2]).contiguous();
        ctx.save_for_backward([query, key, value]);
        ctx.save_data("rest", vars);
        Tensor output = torch.empty_like(query);
        AttentionKernel.Forward(Span(query), Span(key), Span(value), Span(output), (AttentionShape)vars[3], (AttentionMemory)vars[4], (int)vars[5]);
        return output;
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        object[] rest = (object[])ctx.get_data("rest");
        Tensor querySlope = torch.zeros_like(saved[0]), keySlope = torch.zeros_like(saved[1]), valueSlope = torch.zeros_like(saved[2]);
        using Tensor slope = grad_output.contiguous();
        AttentionKernel.Backward(Span(saved[0]), Span(saved[1]), Span(saved[2]), Span(slope), Span(querySlope), Span(keySlope), Span(valueSlope),
            (AttentionShape)rest[3], (AttentionMemory)rest[4], (int)rest[5]);
        return [querySlope, keySlope, valueSlope, null!, null!, null!];
    }

    private static Span<float> Span(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
