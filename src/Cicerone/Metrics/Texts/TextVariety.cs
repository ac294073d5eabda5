namespace Cicerone.Metrics.Texts;

/// <summary>How much texts differ from each other.</summary>
public static class TextVariety
{
    /// <summary>Distinct-n (Li et al., NAACL 2016): different runs of n words, over all of them; 0 where there are none.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="length">The n, at least 1.</param>
    public static double Distinct(IEnumerable<string> texts, int length)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var all = new Dictionary<string, long>();
        foreach (string text in texts)
            foreach ((string run, int count) in TextWords.Runs(TextWords.Of(text), length)) all[run] = all.GetValueOrDefault(run) + count;
        return all.Count == 0 ? 0 : (double)all.Count / all.Values.Sum();
    }

    /// <summary>USR (Li, Zhang and Chen, CIKM 2020): different texts, over all of them; 0 where there are none.</summary>
    /// <param name="texts">The texts.</param>
    public static double Unique(IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Count == 0 ? 0 : (double)texts.Distinct(StringComparer.Ordinal).Count() / texts.Count;
    }
}
