namespace Cicerone.Metrics.Texts;

/// <summary>What texts say of features, such as a book's plot (Li, Zhang and Chen, CIKM 2020). A text mentions a feature when it has its words beside each other.</summary>
/// <param name="Matching">FMR: the share of texts that mention the feature they should.</param>
/// <param name="Coverage">FCR: the share of all features that some text mentions.</param>
/// <param name="Overlap">DIV: how many features two texts have in common, as a mean over all pairs; less is better.</param>
public sealed record FeatureMentions(double Matching, double Coverage, double Overlap)
{
    /// <summary>Of some texts.</summary>
    /// <param name="texts">The texts, one at least.</param>
    /// <param name="wanted">The feature that each should mention.</param>
    /// <param name="features">All features.</param>
    public static FeatureMentions Of(IReadOnlyList<string> texts, IReadOnlyList<string> wanted, IReadOnlyCollection<string> features)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(features);
        if (texts.Count == 0 || texts.Count != wanted.Count) throw new ArgumentException($"There are {texts.Count} texts and {wanted.Count} features that they should mention.", nameof(wanted));
        string[] told = [.. texts.Select(TextWords.Line)];
        long pairs = (long)texts.Count * (texts.Count - 1) / 2, shared = 0;
        int met = 0;
        foreach (string feature in features.Distinct())
        {
            long mentions = told.LongCount(text => Mentions(text, feature));
            shared += mentions * (mentions - 1) / 2;
            if (mentions > 0) met++;
        }
        double matching = (double)Enumerable.Range(0, texts.Count).Count(i => Mentions(told[i], wanted[i])) / texts.Count;
        return new FeatureMentions(matching, features.Count == 0 ? 0 : (double)met / features.Distinct().Count(), pairs == 0 ? 0 : (double)shared / pairs);
    }

    private static bool Mentions(string text, string feature) => text.Contains(TextWords.Line(feature), StringComparison.Ordinal);
}
