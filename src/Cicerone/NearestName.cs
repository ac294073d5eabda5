namespace Cicerone;

/// <summary>Finds the name a person most likely meant.</summary>
internal static class NearestName
{
    private const int MostNamesLookedAt = 100_000;

    /// <summary>The valid name with the fewest edits from the given one; null when none is near.</summary>
    public static string? To(string name, IEnumerable<string> valid)
    {
        string? best = null;
        int bestEdits = Math.Max(1, name.Length / 2) + 1;
        foreach (string candidate in valid.Take(MostNamesLookedAt))
        {
            if (Math.Abs(candidate.Length - name.Length) >= bestEdits) continue;
            int edits = Edits(name, candidate);
            if (edits < bestEdits) (best, bestEdits) = (candidate, edits);
        }
        return best;
    }

    private static int Edits(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + substitution);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
