using Cicerone.Metrics.Significance;
using CsCheck;

namespace Cicerone.Tests.Metrics.Significance;

public sealed class HolmTests
{
    [Fact]
    public void Has_the_values_computed_by_hand()
    {
        // ascending .01·3, .03·2, .04·1, and no value below the one before
        double[] expected = [0.03, 0.06, 0.06], corrected = [.. Holm.Correct([0.01, 0.04, 0.03])];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], corrected[i], 12);
        Assert.Equal([1.0, 1.0], Holm.Correct([0.6, 0.7]));
        Assert.Equal([0.04, double.NaN, 0.5], Holm.Correct([0.02, double.NaN, 0.5]));
    }

    [Fact]
    public void Lies_between_the_value_itself_and_bonferronis() => Gen.Double[0, 1].Array[1, 20].Sample(values =>
    {
        double[] corrected = [.. Holm.Correct(values)];
        for (int i = 0; i < values.Length; i++) Assert.InRange(corrected[i], values[i], Math.Min(1, values[i] * values.Length) + 1e-15);
        Assert.Equal(values.Select((value, i) => (value, i)).OrderBy(pair => pair.value).Select(pair => corrected[pair.i]), corrected.Order());
    });
}
