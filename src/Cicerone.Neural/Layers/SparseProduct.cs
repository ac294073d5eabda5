using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Cicerone.Kernels;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// A sparse matrix of given numbers times a dense one that is learned. Rows of the result are sums in the order of the entries,
/// so that threads change no bit.
/// </summary>
internal sealed class SparseProduct : torch.autograd.SingleTensorFunction<SparseProduct>
{
    public override string Name => nameof(SparseProduct);

    /// <param name="matrix">Shape [rows, columns].</param>
    /// <param name="transposed">The same with rows and columns exchanged: the gradient needs it.</param>
    /// <param name="dense">Shape [columns, width].</param>
    /// <param name="threads">Processors to use.</param>
    public static Tensor Of(SparseMatrix matrix, SparseMatrix transposed, Tensor dense, int threads) => apply(dense, matrix, transposed, threads);

    /// <summary>The vectors after 0, 1 … products with a symmetric matrix, and last their mean (He et al., SIGIR 2020, eq. 7 and 8).</summary>
    /// <param name="graph">Symmetric, shape [nodes, nodes].</param>
    /// <param name="vectors">Shape [nodes, width].</param>
    /// <param name="layers">How many products.</param>
    /// <param name="threads">Processors to use.</param>
    public static List<Tensor> Spread(SparseMatrix graph, Tensor vectors, int layers, int threads)
    {
        List<Tensor> spreads = [vectors];
        Tensor sum = vectors;
        for (int layer = 0; layer < layers; layer++)
        {
            spreads.Add(SparseProduct.Of(graph, graph, spreads[^1], threads));
            sum = sum.Plus(spreads[^1]);
        }
        spreads.Add(sum.Over(layers + 1));
        return spreads;
    }

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data("rest", vars);
        return Multiply((SparseMatrix)vars[1], (Tensor)vars[0], (int)vars[3]);
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        object[] rest = (object[])ctx.get_data("rest");
        return [Multiply((SparseMatrix)rest[2], grad_output, (int)rest[3]), null!, null!, null!];
    }

    private static unsafe Tensor Multiply(SparseMatrix matrix, Tensor dense, int threads)
    {
        using Tensor whole = dense.contiguous();
        int width = (int)whole.shape[1];
        Tensor product = torch.zeros(matrix.Rows, width);
        fixed (float* from = MemoryMarshal.Cast<byte, float>(whole.bytes), into = MemoryMarshal.Cast<byte, float>(product.bytes))
        {
            float* x = from, y = into;
            Parallel.For(0, matrix.Rows, new ParallelOptions { MaxDegreeOfParallelism = threads }, row =>
            {
                ReadOnlySpan<int> columns = matrix.Indices(row);
                ReadOnlySpan<float> values = matrix.Values(row);
                if (width == VectorKernels.PanelWidth)
                {
                    VectorKernels.Chosen.SumRows(columns, values, ref *x, ref y[(long)row * width]);
                    return;
                }
                var sum = new Span<float>(y + (long)row * width, width);
                for (int e = 0; e < columns.Length; e++)
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(x + (long)columns[e] * width, width), values.IsEmpty ? 1 : values[e], sum, sum);
            });
        }
        return product;
    }
}
