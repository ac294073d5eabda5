using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Softmax cross-entropy against all rows of a table but the first, padding one: the mean over queries of
/// log Σⱼ exp(q · tⱼ) − q · t of the target. Queries are taken in chunks, whose logits become their own gradient in place, so
/// that memory never holds the logits of all queries.
/// </summary>
internal sealed class CrossEntropy : torch.autograd.SingleTensorFunction<CrossEntropy>
{
    private const int MostLogits = 1 << 20;
    private const int Blocks = 4; // of every product, always: how many run at once then changes no bit

    public override string Name => nameof(CrossEntropy);

    /// <summary>The mean loss.</summary>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="table">Shape [1 + items, width]; row 0 is no item.</param>
    /// <param name="targets">The item of each query, counted from 0.</param>
    /// <param name="threads">Processors to use.</param>
    public static Tensor Of(Tensor queries, Tensor table, int[] targets, int threads) => apply(queries, table, targets, threads);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor queries = (Tensor)vars[0], table = (Tensor)vars[1];
        int[] targets = (int[])vars[2];
        int count = targets.Length, items = (int)table.shape[0] - 1, chunk = Math.Clamp(MostLogits / items, 1, count);
        using Tensor rows = table.narrow(0, 1, items), buffer = torch.empty(chunk, items);
        Tensor querySlope = torch.empty_like(queries), tableSlope = torch.zeros_like(table);
        using Tensor rowSlope = tableSlope.narrow(0, 1, items), columns = rows.t();
        double loss = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = (int)vars[3] };
        for (int start = 0; start < count; start += chunk)
        {
            int length = Math.Min(chunk, count - start);
            using Tensor part = queries.narrow(0, start, length), logits = buffer.narrow(0, 0, length), partSlope = querySlope.narrow(0, start, length);
            InBlocks(items, parallel, (from, size) =>
            {
                using Tensor block = logits.narrow(1, from, size), those = columns.narrow(1, from, size);
                block.addmm_(part, those, 0, 1);
            });
            loss += ToSlopes(logits, targets.AsMemory(start, length), items, 1f / count, parallel);
            InBlocks(length, parallel, (from, size) =>
            {
                using Tensor block = partSlope.narrow(0, from, size), those = logits.narrow(0, from, size);
                block.addmm_(those, rows, 0, 1);
            });
            InBlocks(items, parallel, (from, size) =>
            {
                using Tensor block = rowSlope.narrow(0, from, size), those = logits.narrow(1, from, size), turned = those.t();
                block.addmm_(turned, part, 1, 1);
            });
        }
        ctx.save_for_backward([querySlope, tableSlope]);
        return torch.tensor((float)(loss / count));
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> slopes = ctx.get_saved_variables();
        bool asIs = grad_output.item<float>() == 1;
        return [asIs ? slopes[0] : slopes[0] * grad_output, asIs ? slopes[1] : slopes[1] * grad_output, null!, null!];
    }

    /// <summary>Replaces logits by the slope of the loss in them; returns the sum of the losses.</summary>
    private static unsafe double ToSlopes(Tensor logits, ReadOnlyMemory<int> targets, int items, float scale, ParallelOptions parallel)
    {
        double[] losses = new double[targets.Length];
        fixed (float* start = MemoryMarshal.Cast<byte, float>(logits.bytes))
        {
            float* first = start;
            Parallel.For(0, targets.Length, parallel, query =>
            {
                var row = new Span<float>(first + (long)query * items, items);
                int target = targets.Span[query];
                float logit = row[target];
                losses[query] = Exponential.Softmax(row, scale) - logit;
                row[target] -= scale;
            });
        }
        return losses.Sum();
    }

    private static void InBlocks(int length, ParallelOptions parallel, Action<int, int> body) => Parallel.For(0, Blocks, parallel, block =>
    {
        NativeTorch.Use();
        using IDisposable _ = torch.no_grad(); // a setting of each thread, too
        int from = (int)((long)length * block / Blocks), end = (int)((long)length * (block + 1) / Blocks);
        if (end > from) body(from, end - from);
    });
}
