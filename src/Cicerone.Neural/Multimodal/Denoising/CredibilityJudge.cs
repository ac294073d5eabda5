namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// How credible what somebody chose is, from the views of their preferences: for each item the share r of other items that rank below it, as a mean over views, and
/// credibility min(1, r/0.7)². Each item is judged by the others of the history alone, so that none speaks for itself.
/// </summary>
internal static class CredibilityJudge
{
    private const double Trusted = 0.7; // the share from which on nothing is doubted
    private const int Compared = 64;

    /// <summary>The credibility of each item, 0 to 1; 1 where there is nothing to judge by.</summary>
    /// <param name="views">The views.</param>
    /// <param name="chosen">Items without repetition.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="seed">Decides, with the items, which others they are compared with.</param>
    public static float[] Judge(IReadOnlyList<PreferenceView> views, ReadOnlySpan<int> chosen, int items, ulong seed)
    {
        float[] credibility = new float[chosen.Length];
        Array.Fill(credibility, 1);
        if (chosen.Length < 2 || chosen.Length == items) return credibility;
        int[] others = Others(chosen, items, seed);
        int width = views[0].Items.Length / items;
        double[] shares = new double[chosen.Length];
        foreach (PreferenceView view in views)
        {
            float[] person = new float[width];
            view.AddSources(chosen, person);
            for (int i = 0; i < chosen.Length; i++) shares[i] += view.ShareBelow(person, chosen[i], others) / views.Count;
        }
        for (int i = 0; i < chosen.Length; i++) credibility[i] = (float)Math.Pow(Math.Min(1, shares[i] / Trusted), 2);
        return credibility;
    }

    /// <summary>Items that were not chosen, by chance, with repetition.</summary>
    private static int[] Others(ReadOnlySpan<int> chosen, int items, ulong seed)
    {
        foreach (int item in chosen) seed = RandomSource.Mix(seed ^ (ulong)item);
        var random = new RandomSource(seed);
        int[] sorted = [.. chosen], others = new int[Compared];
        Array.Sort(sorted);
        for (int i = 0; i < others.Length; i++)
            do others[i] = random.NextInt(items);
            while (Array.BinarySearch(sorted, others[i]) >= 0);
        return others;
    }
}
