namespace Cicerone.Metrics.Texts;

/// <summary>ROUGE (Lin, 2004) of one text and one reference, as F₁ of what they share; words are neither stemmed nor left out. From 0 to 1, and 0 where one has none of what is counted.</summary>
public static class Rouge
{
    /// <summary>ROUGE-N: shared runs of n words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="length">The n, at least 1.</param>
    public static double Runs(string text, string reference, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Dictionary<string, int> told = TextWords.Runs(TextWords.Of(text), length), right = TextWords.Runs(TextWords.Of(reference), length);
        return Harmonic(told.Sum(run => Math.Min(run.Value, right.GetValueOrDefault(run.Key))), told.Values.Sum(), right.Values.Sum());
    }

    /// <summary>ROUGE-L: words of the longest common subsequence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">Its reference.</param>
    public static double Subsequence(string text, string reference)
    {
        string[] told = TextWords.Of(text), right = TextWords.Of(reference);
        int[] longest = new int[right.Length + 1];
        foreach (string word in told)
            for (int i = 0, diagonal = 0; i < right.Length; i++)
                (diagonal, longest[i + 1]) = (longest[i + 1], word == right[i] ? diagonal + 1 : Math.Max(longest[i], longest[i + 1]));
        return Harmonic(longest[^1], told.Length, right.Length);
    }

    private static double Harmonic(int shared, int told, int right) => shared == 0 ? 0 : 2.0 * shared / (told + right);
}
