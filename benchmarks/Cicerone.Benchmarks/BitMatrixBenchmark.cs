using BenchmarkDotNet.Attributes;
using Cicerone.Kernels;

namespace Cicerone.Benchmarks;

/// <summary>How many of 30,000 people satisfy a rule of three literals, one of them negated.</summary>
[ShortRunJob]
public class BitMatrixBenchmark
{
    private const int People = 30_000;
    private readonly bool[][] _plain = new bool[3][];
    private readonly BitMatrix _bits = new(3, People);
    private readonly ulong[] _set = new ulong[BitMatrix.Words(People)];

    public BitMatrixBenchmark()
    {
        var random = new RandomSource(1);
        for (int row = 0; row < 3; row++)
        {
            _plain[row] = new bool[People];
            for (int person = 0; person < People; person++)
            {
                _plain[row][person] = random.NextInt(4) == 0;
                if (_plain[row][person]) _bits.Add(row, person);
            }
        }
    }

    [Benchmark(Baseline = true, Description = "flags")]
    public int Plain()
    {
        int count = 0;
        for (int person = 0; person < People; person++)
            if (_plain[0][person] && _plain[1][person] && !_plain[2][person]) count++;
        return count;
    }

    [Benchmark(Description = "packed")]
    public int Packed()
    {
        _bits.And([0, 1, ~2], _set);
        return BitMatrix.Count(_set);
    }
}
