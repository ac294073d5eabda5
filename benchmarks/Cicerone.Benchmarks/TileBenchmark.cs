using BenchmarkDotNet.Attributes;
using Cicerone.Kernels;

namespace Cicerone.Benchmarks;

/// <summary>One tile of 6 queries × 64 items × 64 factors: 49,152 floating-point operations.</summary>
[ShortRunJob]
public class TileBenchmark
{
    private const int Depth = 64;
    private static readonly VectorKernels Twin = VectorKernels.Choose("scalar"), Of128 = VectorKernels.Choose("portable"), Of256 = VectorKernels.Choose("avx2"), Of512 = VectorKernels.Choose("avx512");
    private readonly float[] _left = Numbers.Normal(VectorKernels.TileRows * Depth), _panel = Numbers.Normal(Depth * VectorKernels.PanelWidth);
    private readonly sbyte[] _codes = new sbyte[VectorKernels.TileRows * Depth];
    private readonly byte[] _panelCodes = new byte[Depth * VectorKernels.PanelWidth];
    private readonly int[] _counts = new int[VectorKernels.TileRows * VectorKernels.PanelWidth];
    private readonly float[] _product = new float[VectorKernels.TileRows * VectorKernels.PanelWidth];

    [Benchmark(Baseline = true)]
    public void Scalar() => Multiply(Twin);

    [Benchmark]
    public void Portable() => Multiply(Of128);

    [Benchmark]
    public void Avx2() => Multiply(Of256);

    [Benchmark]
    public void Avx512() => Multiply(Of512);

    [Benchmark(Description = "bytes, AVX-VNNI")]
    public void Bytes() => Of256.MultiplyTile(ref _codes[0], Depth, ref _panelCodes[0], Depth, ref _counts[0]);

    private void Multiply(VectorKernels kernels) => kernels.MultiplyTile(ref _left[0], Depth, ref _panel[0], Depth, ref _product[0]);
}
