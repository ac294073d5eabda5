using Cicerone.Metrics.Texts;

namespace Cicerone.Tests.Metrics.Texts;

public sealed class TextMetricTests
{
    [Fact]
    public void Bleu_is_the_geometric_mean_of_clipped_shares_and_punishes_shortness()
    {
        Assert.Equal(2.0 / 7, Bleu.Of(["the the the the the the the"], ["The cat is on the mat."], 1), 12); // the example of its paper
        Assert.Equal(1, Bleu.Of(["A b c d e."], ["a b c d e"], 4), 12);
        Assert.Equal(Math.Sqrt(3.0 / 4 * 1 / 3), Bleu.Of(["a b x d"], ["a b c d"], 2), 12);
        Assert.Equal(Math.Exp(1 - 4.0 / 2), Bleu.Of(["a b"], ["a b c d"], 1), 12);
        Assert.Equal(0, Bleu.Of(["b a"], ["a b"], 2));
        Assert.Equal((double)3 / 4, Bleu.Of(["a", "b c x"], ["a", "b c d"], 1), 12); // counts are of all texts together
    }

    [Fact]
    public void Rouge_is_the_harmonic_mean_of_what_is_shared()
    {
        Assert.Equal(2.0 * 2 / (3 + 4), Rouge.Runs("a b x", "a b c d", 1), 12);
        Assert.Equal(2.0 * 1 / (2 + 3), Rouge.Runs("a b x", "a b c d", 2), 12);
        Assert.Equal(2.0 * 3 / (4 + 4), Rouge.Subsequence("police kill the gunman", "police killed the gunman"), 12); // Lin's example
        Assert.Equal(2.0 * 2 / (4 + 4), Rouge.Subsequence("the gunman kill police", "police killed the gunman"), 12);
        Assert.Equal(0, Rouge.Subsequence("", "a"));
    }

    [Fact]
    public void Variety_is_the_share_of_different_runs_and_texts()
    {
        Assert.Equal(3.0 / 5, TextVariety.Distinct(["a b", "a b c"], 1), 12);
        Assert.Equal(2.0 / 3, TextVariety.Distinct(["a b", "a b c"], 2), 12);
        Assert.Equal(2.0 / 3, TextVariety.Unique(["a", "a", "b"]), 12);
        Assert.Equal(0, TextVariety.Unique([]));
    }

    [Fact]
    public void Features_are_matched_as_whole_words_covered_and_compared_by_pairs()
    {
        FeatureMentions found = FeatureMentions.Of(["The plot is dull.", "Its plots are many.", "A plot, and a fine map"], ["plot", "plot", "map"], ["plot", "map", "cover"]);
        Assert.Equal(2.0 / 3, found.Matching, 12);
        Assert.Equal(2.0 / 3, found.Coverage, 12);
        Assert.Equal(1.0 / 3, found.Overlap, 12); // of three pairs one shares the plot
    }

    [Fact]
    public void Texts_without_their_references_are_refused() => Assert.Throws<ArgumentException>(() => Bleu.Of(["a"], [], 1));
}
