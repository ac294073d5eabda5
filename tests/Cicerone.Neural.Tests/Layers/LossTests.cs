using Cicerone.Kernels;
using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Layers;

public sealed class LossTests
{
    public LossTests() => NativeTorch.Use();

    [Theory]
    [InlineData(5, 11, 4)]
    [InlineData(7, 300_000, 2)] // three queries a chunk
    public void Chunked_cross_entropy_is_that_of_the_library_with_its_gradients(int count, int items, int width)
    {
        (Tensor queries, Tensor table) = (Random(count, width), Random(items + 1, width));
        int[] targets = [.. Enumerable.Range(0, count).Select(i => i * 31 % items)];
        Tensor own = CrossEntropy.Of(queries, table, targets, threads: 2);
        (own * 3).backward();
        (Tensor querySlope, Tensor tableSlope) = (queries.grad!.clone(), table.grad!.clone());
        queries.grad!.zero_();
        table.grad!.zero_();
        Tensor library = torch.nn.functional.cross_entropy(queries.matmul(table.narrow(0, 1, items).t()), torch.tensor(targets, dtype: torch.int64));
        (library * 3).backward();
        Assert.Equal(library.item<float>(), own.item<float>(), 1e-4);
        Assert.True(querySlope.allclose(queries.grad!, rtol: 1e-3, atol: 1e-6));
        Assert.True(tableSlope.allclose(table.grad!, rtol: 1e-3, atol: 1e-6));
        Assert.Equal(0, tableSlope[0].abs().sum().item<float>());
    }

    [Fact]
    public void Sampled_softmax_over_every_item_once_is_the_whole_softmax()
    {
        (Tensor queries, Tensor table) = (Random(4, 3), Random(6, 3));
        int[] targets = [1, 0, 4, 1];
        Tensor items = table.narrow(0, 1, 5), isTarget = torch.tensor(targets).unsqueeze(1) == torch.arange(5);
        Tensor sampled = SampledLosses.Softmax(queries, items.index_select(0, torch.tensor(targets)), items, isTarget, torch.zeros(5));
        Assert.Equal(CrossEntropy.Of(queries, table, targets, 1).item<float>(), sampled.item<float>(), 1e-5);
    }

    [Fact]
    public void Sampled_softmax_tends_to_the_whole_softmax_when_much_is_drawn_unevenly()
    {
        (Tensor queries, Tensor table) = (Random(2, 3), Random(6, 3));
        int[] targets = [2, 3];
        var sampler = new NegativeSampler([3, 2, 0, 0, 1], power: 1);
        int[] drawn = sampler.Draw(200_000, new RandomSource(3));
        Tensor items = table.narrow(0, 1, 5), negatives = torch.tensor(drawn);
        Tensor logExpected = torch.tensor(drawn.Select(item => (float)Math.Log(drawn.Length * sampler.Probability(item))).ToArray());
        Tensor sampled = SampledLosses.Softmax(queries, items.index_select(0, torch.tensor(targets)), items.index_select(0, negatives), torch.tensor(targets).unsqueeze(1) == negatives, logExpected);
        Assert.Equal(CrossEntropy.Of(queries, table, targets, 1).item<float>(), sampled.item<float>(), 0.01);
        Assert.Equal(3.0 / 8, sampler.Probability(0), 1e-12); // an item never met counts as met once
    }

    [Fact]
    public void Binary_losses_are_what_their_definitions_say()
    {
        Tensor query = torch.tensor(new float[,] { { 1, 2 } }), target = torch.tensor(new float[,] { { 0.5f, 0.25f } }), negatives = torch.tensor(new float[,,] { { { 0, 1 }, { -1, 0 } } });
        double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        double negative = Math.Log(1 - Sigmoid(2)) + Math.Log(1 - Sigmoid(-1));
        Assert.Equal(-(Math.Log(Sigmoid(1)) + negative) / 3, SampledLosses.Binary(query, target, negatives, 1).item<float>(), 1e-5);
        Assert.Equal(-(0.2 * Math.Log(Sigmoid(1)) + negative) / 3, SampledLosses.Binary(query, target, negatives, 0.2).item<float>(), 1e-5);
        Assert.Equal(1, SampledLosses.PowerOf(0, 10, 101), 1e-12);
        Assert.Equal(0.1, SampledLosses.PowerOf(1, 10, 101), 1e-12);
        Assert.Equal(0.325, SampledLosses.PowerOf(0.75, 10, 101), 1e-12);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    public void A_sparse_product_is_the_dense_one_with_its_gradient(int width)
    {
        SparseMatrix matrix = SparseMatrix.FromRows([[(0, 2f), (2, -1f)], [], [(1, 0.5f)], [(0, 1f), (1, 3f), (2, 1f)]], 3);
        Tensor full = torch.tensor(new float[,] { { 2, 0, -1 }, { 0, 0, 0 }, { 0, 0.5f, 0 }, { 1, 3, 1 } }), dense = Random(3, width), weights = Random(4, width).detach();
        Tensor own = SparseProduct.Of(matrix, matrix.Transpose(), dense, threads: 2);
        (own * weights).sum().backward();
        Assert.True(own.allclose(full.matmul(dense), rtol: 1e-5, atol: 1e-6));
        Assert.True(dense.grad!.allclose(full.t().matmul(weights), rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void Dropout_drops_its_share_keeps_the_mean_and_knows_each_element_alone()
    {
        float[] mask = new float[100_003], part = new float[21];
        DropoutMask.Fill(mask, 0.3, seed: 5, start: 0);
        Assert.InRange(mask.Count(value => value == 0) / 100_003.0, 0.295, 0.305);
        Assert.All(mask, value => Assert.True(value == 0 || value == 1 / 0.7f));
        DropoutMask.Fill(part, 0.3, seed: 5, start: 1003);
        Assert.Equal(mask[1003..1024], part);
    }

    private static Tensor Random(int rows, int width)
    {
        var random = new RandomSource((ulong)(rows * 100 + width));
        return torch.tensor(Enumerable.Range(0, rows * width).Select(_ => (float)random.NextNormal()).ToArray()).view(rows, width).requires_grad_(true);
    }
}
