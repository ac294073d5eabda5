using Cicerone.Kernels;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>The graph of two kinds of things, as a symmetric matrix: an edge weighs its count divided by the roots of both ends' sums.</summary>
internal static class BipartiteGraph
{
    /// <summary>Shape [left + right, left + right]; the left ones come first.</summary>
    public static SparseMatrix Of(IEnumerable<(int Left, int Right)> pairs, int left, int right)
    {
        Dictionary<(int Left, int Right), int> edges = pairs.CountBy(pair => pair).ToDictionary();
        double[] leftSums = new double[left], rightSums = new double[right];
        foreach (((int l, int r), int count) in edges)
        {
            leftSums[l] += count;
            rightSums[r] += count;
        }
        var rows = new List<(int Column, float Value)>[left + right];
        for (int row = 0; row < rows.Length; row++) rows[row] = [];
        foreach (((int l, int r), int count) in edges)
        {
            float weight = (float)(count / Math.Sqrt(leftSums[l] * rightSums[r]));
            rows[l].Add((left + r, weight));
            rows[left + r].Add((l, weight));
        }
        return SparseMatrix.FromRows([.. rows.Select(row => row.OrderBy(cell => cell.Column).ToArray())], left + right);
    }
}
