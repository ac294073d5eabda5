using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

/// <summary>Every kernel that this processor can run against its slow twin.</summary>
public sealed class VectorKernelsTests
{
    private const int Rows = VectorKernels.TileRows, Width = VectorKernels.PanelWidth, WideWidth = VectorKernels.WidePanelWidth;

    public static TheoryData<string> Available => [.. VectorKernels.All.Where(kernels => kernels.IsAvailable).Select(kernels => kernels.Name)];

    [Theory, MemberData(nameof(Available))]
    public void A_tile_is_bit_for_bit_that_of_the_slow_twin(string name)
    {
        foreach (int depth in (int[])[0, 1, 2, 7, 64, 65])
        {
            float[] left = Numbers((depth + 3) * Rows), panel = Numbers(depth * Width), product = new float[Rows * Width], expected = new float[Rows * Width];
            VectorKernels.Choose(name).MultiplyTile(ref First(left), depth + 3, ref First(panel), depth, ref product[0]);
            new ScalarKernels().MultiplyTile(ref First(left), depth + 3, ref First(panel), depth, ref expected[0]);
            Assert.Equal(expected, product);
            double[] wideLeft = Wide(left), widePanel = Wide(panel), wideProduct = new double[Rows * WideWidth], wideExpected = new double[Rows * WideWidth];
            VectorKernels.Choose(name).MultiplyTile(ref First(wideLeft), depth + 3, ref First(widePanel), depth, ref wideProduct[0]);
            new ScalarKernels().MultiplyTile(ref First(wideLeft), depth + 3, ref First(widePanel), depth, ref wideExpected[0]);
            Assert.Equal(wideExpected, wideProduct);
        }
    }

    [Theory, MemberData(nameof(Available))]
    public void A_tile_of_bytes_is_that_of_the_slow_twin_up_to_the_largest_products(string name)
    {
        foreach (int depth in (int[])[0, 4, 8, 64])
            foreach (bool largest in (bool[])[false, true])
            {
                float[] numbers = Numbers((depth + 4) * Rows + depth * Width);
                sbyte[] left = [.. numbers.Take((depth + 4) * Rows).Select(number => largest ? (sbyte)-127 : (sbyte)(40 * Math.Clamp(number, -3, 3)))];
                byte[] panel = [.. numbers.Skip((depth + 4) * Rows).Select(number => largest ? byte.MaxValue : (byte)(128 + 40 * Math.Clamp(number, -3, 3)))];
                int[] product = new int[Rows * Width], expected = new int[Rows * Width];
                VectorKernels.Choose(name).MultiplyTile(ref First(left), depth + 4, ref First(panel), depth, ref product[0]);
                new ScalarKernels().MultiplyTile(ref First(left), depth + 4, ref First(panel), depth, ref expected[0]);
                Assert.Equal(expected, product);
                VectorKernels.Choose(name).MultiplyRow(ref First(left), ref First(panel), depth, ref product[Width]);
                Assert.Equal(expected[..Width], product[Width..(2 * Width)]);
                if (largest) Assert.All(product, sum => Assert.Equal(depth * -127 * 255, sum));
            }
    }

    [Theory, MemberData(nameof(Available))]
    public void A_sum_of_rows_is_bit_for_bit_that_of_the_slow_twin(string name)
    {
        float[] panel = Numbers(100 * Width), sum = new float[Width], expected = new float[Width];
        foreach (int[] rows in (int[][])[[], [99], [3, 3, 0], [.. Enumerable.Range(0, 100)]])
            foreach (float[] values in (float[][])[[], Numbers(rows.Length)])
            {
                VectorKernels.Choose(name).SumRows(rows, values, ref panel[0], ref sum[0]);
                new ScalarKernels().SumRows(rows, values, ref panel[0], ref expected[0]);
                Assert.Equal(expected, sum);
            }
    }

    [Theory, MemberData(nameof(Available))]
    public void Dots_of_rows_are_bit_for_bit_those_of_the_slow_twin(string name)
    {
        float[] panel = Numbers(30 * Width), left = Numbers(Width), dots = Numbers(5), expected = [.. dots];
        int[] rows = [0, 29, 7, 7, 1];
        VectorKernels.Choose(name).DotRows(rows, ref panel[0], ref left[0], dots);
        new ScalarKernels().DotRows(rows, ref panel[0], ref left[0], expected);
        Assert.Equal(expected, dots);
    }

    [Theory, MemberData(nameof(Available))]
    public void A_row_of_a_tile_is_bit_for_bit_a_sum_of_rows(string name)
    {
        VectorKernels kernels = VectorKernels.Choose(name);
        float[] left = Numbers(50 * Rows), panel = Numbers(50 * Width), product = new float[Rows * Width], sum = new float[Width];
        kernels.MultiplyTile(ref left[0], 50, ref panel[0], 50, ref product[0]);
        for (int r = 0; r < Rows; r++)
        {
            kernels.SumRows([.. Enumerable.Range(0, 50)], left.AsSpan(r * 50, 50), ref panel[0], ref sum[0]);
            Assert.Equal(product.AsSpan(r * Width, Width).ToArray(), sum);
        }
    }

    [Fact]
    public void The_slow_twin_computes_what_a_hand_does()
    {
        float[] left = [1, -1, 2, 0, 3, 1, 4, 0, 5, 2, 6, 10], panel = new float[2 * Width], product = new float[Rows * Width], sum = new float[Width];
        (panel[0], panel[63], panel[Width], panel[Width + 63]) = (2, 3, 5, 7);
        new ScalarKernels().MultiplyTile(ref left[0], 2, ref panel[0], 2, ref product[0]);
        Assert.Equal([-3, -4, 4, 6, 11, 16, 8, 12, 20, 29, 62, 88], Enumerable.Range(0, Rows).SelectMany(r => (float[])[product[r * Width], product[r * Width + 63]]));
        new ScalarKernels().SumRows([1, 1, 0], [10, 1, 100], ref panel[0], ref sum[0]);
        Assert.Equal((255, 377), (sum[0], sum[63]));
        new ScalarKernels().DotRows([1], ref panel[0], ref panel[0], sum.AsSpan(0, 1));
        Assert.Equal(255 + 2 * 5 + 3 * 7, sum[0]);
    }

    [Fact]
    public void An_unknown_kernel_is_refused_with_the_nearest_name()
    {
        var fault = Assert.Throws<CiceroneException>(() => VectorKernels.Choose("avx-512"));
        Assert.Contains("CICERONE_KERNEL", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'avx512'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_first_available_kernel_is_chosen() =>
        Assert.Same(VectorKernels.All.First(kernels => kernels.IsAvailable), VectorKernels.Choose(name: null));

    private static double[] Wide(float[] numbers) => [.. numbers.Select(number => (double)number)];

    private static ref T First<T>(T[] array) => ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array);

    private static float[] Numbers(int count)
    {
        var random = new RandomSource((ulong)count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }
}
