using Cicerone.Metrics;

namespace Cicerone.Tests.Metrics;

public sealed class ExposureTests
{
    private static Dictionary<string, double> Of(int candidates, int[] cutoffs, params int[][] lists)
    {
        var exposure = new Exposure(cutoffs, items: 10, candidates);
        foreach (int[] list in lists) exposure.Add(list);
        return new Dictionary<string, double>(exposure.Figures());
    }

    [Fact]
    public void Has_the_values_computed_by_hand()
    {
        // four candidates, shown 0, 0, 1 and 3 times: ((2·3 − 5)·1 + (2·4 − 5)·3) / (4·4) = 10/16
        Dictionary<string, double> figures = Of(4, [1, 2], [7, 8], [7], [7]);
        Assert.Equal(10.0 / 16, figures["gini@2"], 12);
        Assert.Equal(2.0 / 4, figures["coverage@2"], 12);
        Assert.Equal(3.0 / 4, figures["gini@1"], 12); // one candidate of four has it all: 1 − 1/4
        Assert.Equal(1.0 / 4, figures["coverage@1"], 12);
    }

    [Fact]
    public void Even_exposure_has_no_inequality()
    {
        Dictionary<string, double> figures = Of(3, [5], [0, 1, 2], [2, 0, 1]);
        Assert.Equal(0, figures["gini@5"], 12);
        Assert.Equal(1, figures["coverage@5"], 12);
    }

    [Fact]
    public void Nothing_shown_covers_nothing()
    {
        Assert.Equal(0, Of(3, [5])["coverage@5"]);
        Assert.True(double.IsNaN(Of(3, [5])["gini@5"]));
    }
}
