using Cicerone.Kernels;
using CsCheck;

namespace Cicerone.Tests.Kernels;

public sealed class ReducedPanelsTests
{
    [Fact]
    public void No_item_that_reaches_a_score_has_a_product_of_codes_below_the_bound()
    {
        Gen.Select(Gen.Int[1, 700], Gen.Int[1, 40], Gen.ULong, Gen.Bool).Sample((items, width, seed, skewed) =>
        {
            var random = new RandomSource(seed);
            float[] values = [.. Enumerable.Range(0, items * width).Select(i => (float)(random.NextNormal() * (skewed && i % width == 0 ? 100 : 1)))];
            float[] vector = [.. Enumerable.Range(0, width).Select(_ => (float)random.NextNormal())];
            var panels = new ItemPanels(values, width, [.. Enumerable.Range(0, items)]);
            ReducedPanels reduced = panels.Reduced;
            sbyte[] codes = new sbyte[VectorKernels.TileRows * reduced.Depth];
            ReducedPanels.Coded coded = ReducedPanels.Code(vector, codes.AsSpan(0, reduced.Depth));
            int[] products = new int[VectorKernels.TileRows * VectorKernels.PanelWidth];
            for (int place = 0; place < items; place++)
            {
                (int panel, int column) = Math.DivRem(place, VectorKernels.PanelWidth);
                if (column == 0) new ScalarKernels().MultiplyTile(ref codes[0], reduced.Depth, ref reduced.Panel(panel), reduced.Depth, ref products[0]);
                float score = 0;
                for (int k = 0; k < width; k++) score = MathF.FusedMultiplyAdd(vector[k], panels.VectorAt(place)[k], score);
                Assert.True(products[column] >= reduced.LeastReaching(panel / ReducedPanels.GroupPanels, in coded, score));
            }
        }, iter: 200);
    }

    [Fact]
    public void The_bound_is_tight_enough_to_leave_most_items_out()
    {
        float[] values = new float[2000 * 32], vector = new float[32];
        var random = new RandomSource(2);
        for (int i = 0; i < values.Length; i++) values[i] = (float)random.NextNormal();
        for (int k = 0; k < 32; k++) vector[k] = (float)random.NextNormal();
        var panels = new ItemPanels(values, 32, [.. Enumerable.Range(0, 2000)]);
        sbyte[] codes = new sbyte[VectorKernels.TileRows * panels.Reduced.Depth];
        ReducedPanels.Coded coded = ReducedPanels.Code(vector, codes.AsSpan(0, panels.Reduced.Depth));
        float[] scores = [.. Enumerable.Range(0, 2000).Select(place => Enumerable.Range(0, 32).Sum(k => vector[k] * panels.VectorAt(place)[k]))];
        float twentieth = scores.OrderDescending().ElementAt(19);
        int[] products = new int[VectorKernels.TileRows * VectorKernels.PanelWidth];
        int left = 0;
        for (int place = 0; place < 2000; place++)
        {
            (int panel, int column) = Math.DivRem(place, VectorKernels.PanelWidth);
            if (column == 0) new ScalarKernels().MultiplyTile(ref codes[0], panels.Reduced.Depth, ref panels.Reduced.Panel(panel), panels.Reduced.Depth, ref products[0]);
            if (products[column] >= panels.Reduced.LeastReaching(panel / ReducedPanels.GroupPanels, in coded, twentieth)) left++;
        }
        Assert.InRange(left, 20, 60);
    }

    [Fact]
    public void Vectors_of_zeros_are_never_left_out()
    {
        ReducedPanels reduced = new ItemPanels(new float[10], 1, [.. Enumerable.Range(0, 10)]).Reduced;
        Assert.Equal(double.NegativeInfinity, reduced.LeastReaching(0, ReducedPanels.Code([1], new sbyte[reduced.Depth]), 0));
    }
}
