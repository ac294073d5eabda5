using BenchmarkDotNet.Attributes;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Benchmarks;

/// <summary>Top-20 of 20,000 items × 64 factors for 126 queries. Vectors are equally long on average, so that nothing can be left out early: the worst case.</summary>
[ShortRunJob]
public class TopKBenchmark
{
    private const int Items = 20_000, Width = 64, Count = 126, Places = 20;
    private readonly float[] _values = Numbers.Normal(Items * Width), _vectors = Numbers.Normal(Count * Width);
    private readonly Catalogue _catalogue = new(ItemTable.Without(new Vocabulary(Enumerable.Range(0, Items).Select(item => $"item {item}"))), new int[Items]);
    private readonly Query[] _queries = [.. Enumerable.Range(0, Count).Select(query => new Query(default, Person: null, (ulong)query))];
    private readonly TopKResult _result = new(Count, Places);
    private readonly ItemVectors _model;
    private readonly ItemPanels _panels;

    public TopKBenchmark()
    {
        _model = new ItemVectors(_values, Width);
        _panels = new ItemPanels(_values, Width, [.. Enumerable.Range(0, Items)]);
    }

    [Benchmark(Baseline = true, Description = "all scores, full sort")]
    public int[][] FullSort() =>
        [.. Enumerable.Range(0, Count).Select(query => Enumerable.Range(0, Items).OrderByDescending(item => _model.Score(_vectors.AsSpan(query * Width, Width), item)).Take(Places).ToArray())];

    [Benchmark(Description = "panels, scalar")]
    public void Scalar() => Rank("scalar");

    [Benchmark(Description = "panels, avx2")]
    public void Avx2() => Rank("avx2");

    [Benchmark(Description = "panels, avx512")]
    public void Avx512() => Rank("avx512");

    [Benchmark(Description = "panels, avx512, one query at a time")]
    public void OneByOne()
    {
        for (int query = 0; query < Count; query++)
            PanelTopK.Rank(VectorKernels.Chosen, _panels, _vectors.AsSpan(query * Width, Width), _queries.AsSpan(query, 1), _catalogue, new TopKRequest(Places), _result);
    }

    private void Rank(string kernels) => PanelTopK.Rank(VectorKernels.Choose(kernels), _panels, _vectors, _queries, _catalogue, new TopKRequest(Places), _result);
}
