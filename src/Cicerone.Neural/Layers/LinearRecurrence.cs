using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>The <see cref="RecurrenceKernel"/> as an operation that can be differentiated.</summary>
internal sealed class LinearRecurrence : torch.autograd.SingleTensorFunction<LinearRecurrence>
{
    public override string Name => nameof(LinearRecurrence);

    /// <summary>The state after each token, shape of the inputs.</summary>
    /// <param name="inputs">Shape [tokens, 2 × size].</param>
    /// <param name="factors">Shape [2 × size].</param>
    /// <param name="offsets">Where each sequence begins, and the end.</param>
    public static Tensor Of(Tensor inputs, Tensor factors, int[] offsets) => apply(inputs, factors, offsets);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor inputs = ((Tensor)vars[0]).contiguous(), factors = ((Tensor)vars[1]).contiguous(), states = torch.empty_like(inputs);
        RecurrenceKernel.Forward(Span(inputs), Span(factors), Span(states), (int[])vars[2]);
        ctx.save_for_backward([states, factors]);
        ctx.save_data("offsets", vars[2]);
        return states;
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor slopes = grad_output.contiguous().clone(), factorSlopes = torch.zeros_like(saved[1]);
        RecurrenceKernel.Backward(Span(saved[0]), Span(saved[1]), Span(slopes), Span(factorSlopes), (int[])ctx.get_data("offsets"));
        return [slopes, factorSlopes, null!];
    }

    private static Span<float> Span(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
