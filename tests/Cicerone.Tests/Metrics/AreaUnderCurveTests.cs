using Cicerone.Metrics;
using CsCheck;

namespace Cicerone.Tests.Metrics;

public sealed class AreaUnderCurveTests
{
    [Fact]
    public void Has_the_value_computed_by_hand()
    {
        // 3 wins three pairs; 1 loses to 2, ties with 1 and beats 0
        Assert.Equal(4.5 / 6, AreaUnderCurve.Of([3, 1], [2, 1, 0], answers: 2), 12);
        Assert.Equal(4.5 / 9, AreaUnderCurve.Of([3, 1], [2, 1, 0], answers: 3), 12); // one answer is out of reach and wins nothing
        Assert.True(double.IsNaN(AreaUnderCurve.Of([3], [], answers: 1)));
    }

    [Fact]
    public void Equals_the_count_over_all_pairs() => Gen.Select(Gen.Int[0, 9].Array[1, 20], Gen.Int[0, 9].Array[1, 40]).Sample((relevant, others) =>
    {
        double won = relevant.Sum(r => others.Sum(o => r > o ? 1 : r == o ? 0.5 : 0));
        Assert.Equal(won / (relevant.Length * others.Length), AreaUnderCurve.Of([.. relevant.Select(r => (float)r)], [.. others.Select(o => (float)o)], relevant.Length), 12);
    });
}
