using Cicerone.Data;
using Cicerone.Data.Features;

namespace Cicerone.Tests.Data.Features;

public sealed class FeatureMatrixTests
{
    private static readonly Vocabulary Items = new(["a", "b", "c"]);

    [Fact]
    public void A_number_that_is_not_finite_is_named_with_its_item()
    {
        var fault = Assert.Throws<CiceroneException>(() => Make([1, 2, 3, float.NaN, 5, 6], true, true, true));
        Assert.Contains("number 2 of the vector of item 'b'", fault.Message, StringComparison.Ordinal);
        Assert.True(Make([1, 2, 3, float.NaN, 5, 6], true, false, true).IsKnown(2)); // the row of an item without a vector is not read
    }

    [Fact]
    public void Vectors_that_tell_nothing_apart_are_refused()
    {
        Assert.Throws<CiceroneException>(() => Make([1, 2, 1, 2, 1, 2], true, true, true));
        Assert.Throws<CiceroneException>(() => Make([1, 2, 1, 2, 1, 2], false, false, false));
    }

    [Fact]
    public void Shuffled_vectors_are_the_same_ones_on_other_items()
    {
        FeatureMatrix features = Make([1, 2, 3, 4, 5, 6], true, true, true);
        float[][] before = Rows(features);
        bool moved = false;
        for (ulong seed = 0; seed < 5; seed++)
        {
            float[][] after = Rows(features.Shuffle(seed));
            moved |= !after.Select(row => row[0]).SequenceEqual(before.Select(row => row[0]));
            Assert.Equal(before.OrderBy(row => row[0]), after.OrderBy(row => row[0]));
        }
        Assert.True(moved);
    }

    private static float[][] Rows(FeatureMatrix features) => [.. Enumerable.Range(0, 3).Select(item => features[item].ToArray())];

    private static FeatureMatrix Make(float[] values, params bool[] known) => new("test", Items, 2, values, known);
}
