using System.Numerics.Tensors;
using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class NearestNeighboursTests
{
    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(7, 5, 3)]
    [InlineData(200, 17, 10)]
    [InlineData(333, 64, 400)]
    public void Blocks_and_threads_give_what_a_full_sort_gives(int count, int width, int neighbours)
    {
        float[] rows = Rows(count, width);
        (int Row, float Cosine)[][] one = NearestNeighbours.Of(rows, width, neighbours, _ => true, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        (int Row, float Cosine)[][] four = NearestNeighbours.Of(rows, width, neighbours, _ => true, new ParallelOptions { MaxDegreeOfParallelism = 4 });
        for (int row = 0; row < count; row++)
        {
            Assert.Equal(one[row], four[row]);
            (int Row, double Cosine)[] slow = Slow(rows, width, row, neighbours);
            Assert.Equal(slow.Select(pair => pair.Row), one[row].Select(pair => pair.Row));
            for (int i = 0; i < slow.Length; i++) Assert.Equal(slow[i].Cosine, one[row][i].Cosine, 1e-5);
        }
    }

    [Fact]
    public void Rows_that_take_no_part_and_rows_of_zeros_are_nobodys_neighbours_and_have_none()
    {
        float[] rows = [1, 0, 1, 0, 0, 0, 1, 1];
        (int Row, float Cosine)[][] found = NearestNeighbours.Of(rows, 2, 3, row => row != 1, new ParallelOptions());
        Assert.Equal([3], found[0].Select(pair => pair.Row));
        Assert.Empty(found[1]);
        Assert.Empty(found[2]);
        Assert.Equal([0], found[3].Select(pair => pair.Row));
    }

    [Fact]
    public void Equal_rows_are_ordered_by_their_numbers()
    {
        (int Row, float Cosine)[][] found = NearestNeighbours.Of([2, 0, 3, 0, 1, 0, 5, 0], 2, 2, _ => true, new ParallelOptions());
        Assert.Equal([1, 2], found[0].Select(pair => pair.Row));
        Assert.Equal([0, 1], found[3].Select(pair => pair.Row));
    }

    private static float[] Rows(int count, int width)
    {
        var random = new RandomSource((ulong)count);
        return [.. Enumerable.Range(0, count * width).Select(_ => (float)random.NextNormal())];
    }

    private static (int Row, double Cosine)[] Slow(float[] rows, int width, int row, int neighbours)
    {
        double Cosine(int other) => TensorPrimitives.CosineSimilarity<double>([.. rows[(row * width)..((row + 1) * width)].Select(value => (double)value)], [.. rows[(other * width)..((other + 1) * width)].Select(value => (double)value)]);
        return [.. Enumerable.Range(0, rows.Length / width).Where(other => other != row).Select(other => (other, Cosine(other))).Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2).Take(neighbours)];
    }
}
