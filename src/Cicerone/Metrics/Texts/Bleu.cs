namespace Cicerone.Metrics.Texts;

/// <summary>
/// BLEU of a corpus (Papineni, Roukos, Ward and Zhu, ACL 2002), one reference for each text: the geometric mean, over runs of 1 to n words, of the share of a text's runs that its reference has, each at most as
/// often as there, times exp(1 − reference words / words) where the texts are shorter. From 0 to 1; not smoothed, so 0 where no run of n words is right.
/// </summary>
public static class Bleu
{
    /// <summary>Its value.</summary>
    /// <param name="texts">The texts, one at least.</param>
    /// <param name="references">The reference of each.</param>
    /// <param name="longest">The n, at least 1.</param>
    public static double Of(IReadOnlyList<string> texts, IReadOnlyList<string> references, int longest)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        if (texts.Count == 0 || texts.Count != references.Count) throw new ArgumentException($"There are {texts.Count} texts and {references.Count} references.", nameof(references));
        string[][] told = [.. texts.Select(TextWords.Of)], right = [.. references.Select(TextWords.Of)];
        double logarithms = 0;
        for (int run = 1; run <= longest; run++)
        {
            long found = 0, all = 0;
            foreach ((string[] words, string[] reference) in told.Zip(right))
            {
                Dictionary<string, int> has = TextWords.Runs(reference, run);
                foreach ((string one, int count) in TextWords.Runs(words, run)) (found, all) = (found + Math.Min(count, has.GetValueOrDefault(one)), all + count);
            }
            if (found == 0) return 0;
            logarithms += Math.Log((double)found / all) / longest;
        }
        double length = told.Sum(words => (double)words.Length), wanted = right.Sum(words => (double)words.Length);
        return Math.Exp(logarithms + Math.Min(0, 1 - wanted / length));
    }
}
