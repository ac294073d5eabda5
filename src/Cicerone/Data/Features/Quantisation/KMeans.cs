using System.Numerics.Tensors;

namespace Cicerone.Data.Features.Quantisation;

/// <summary>
/// k-means (Lloyd, 1982), begun by k-means++ (Arthur and Vassilvitskii, SODA 2007): the first centre is any point, each next one a point drawn
/// by its squared distance to the nearest centre so far.
/// </summary>
/// <param name="iterations">Rounds at most; it stops when no point changes its cluster.</param>
/// <param name="balanced">Whether no cluster takes more than ⌈points/centres⌉ points.</param>
/// <param name="threads">Processors to use; they change no bit.</param>
public sealed class KMeans(int iterations = 25, bool balanced = false, int threads = 1)
{
    /// <summary>Finds centres. Where there are fewer different points than centres, the rest repeat the first, and no point is theirs.</summary>
    /// <param name="points">Shape [points, width], at least one point.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="count">How many centres.</param>
    /// <param name="random">Decides where it begins.</param>
    /// <returns>The centres, shape [centres, width], and the cluster of each point.</returns>
    public (float[] Centres, int[] Clusters) Fit(ReadOnlyMemory<float> points, int width, int count, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (points.IsEmpty || points.Length % width != 0) throw new ArgumentException($"{points.Length} numbers are no points of {width}.", nameof(points));
        (float[] centres, int different) = Begin(points.Span, width, count, random);
        int[] clusters = Assign(points, centres, width);
        for (int round = 0; round < iterations; round++)
        {
            Move(points.Span, centres.AsSpan(0, different * width), clusters, width);
            for (int centre = different; centre < count; centre++) centres.AsSpan(0, width).CopyTo(centres.AsSpan(centre * width));
            int[] next = Assign(points, centres, width);
            if (next.AsSpan().SequenceEqual(clusters)) break;
            clusters = next;
        }
        return (centres, clusters);
    }

    /// <summary>The cluster of each point: the nearest centre, or, balanced, the nearest that has room. Points that lie nearest to a centre choose first.</summary>
    /// <param name="points">Shape [points, width].</param>
    /// <param name="centres">Shape [centres, width].</param>
    /// <param name="width">Length of a vector.</param>
    public int[] Assign(ReadOnlyMemory<float> points, ReadOnlySpan<float> centres, int width)
    {
        var nearest = new NearestCentres(centres, width);
        int[] clusters = nearest.Of(points, threads);
        return balanced ? Balance(points, centres, width, nearest, clusters) : clusters;
    }

    private static (float[] Centres, int Different) Begin(ReadOnlySpan<float> points, int width, int count, RandomSource random)
    {
        int all = points.Length / width, chosen = random.NextInt(all);
        float[] centres = new float[checked(count * width)];
        double[] distances = new double[all];
        Array.Fill(distances, double.PositiveInfinity);
        for (int centre = 0; centre < count; centre++)
        {
            points.Slice(chosen * width, width).CopyTo(centres.AsSpan(centre * width));
            double sum = 0;
            for (int i = 0; i < all; i++)
            {
                double distance = TensorPrimitives.Distance(points.Slice(i * width, width), centres.AsSpan(centre * width, width));
                sum += distances[i] = Math.Min(distances[i], distance * distance);
            }
            if (sum == 0 || centre + 1 == count)
            {
                for (int rest = centre + 1; rest < count; rest++) centres.AsSpan(0, width).CopyTo(centres.AsSpan(rest * width));
                return (centres, centre + 1);
            }
            double drawn = random.NextDouble() * sum;
            for (chosen = 0; chosen < all - 1 && (drawn -= distances[chosen]) >= 0; chosen++) { }
            while (distances[chosen] == 0) chosen = (chosen + 1) % all; // rounding may end on a point that is a centre already
        }
        return (centres, count);
    }

    /// <summary>Moves every centre to the mean of its points; one that has none, to the point that lies farthest from its own.</summary>
    private static void Move(ReadOnlySpan<float> points, Span<float> centres, int[] clusters, int width)
    {
        double[] sums = new double[centres.Length];
        int[] sizes = new int[centres.Length / width];
        for (int i = 0; i < clusters.Length; i++)
        {
            int first = clusters[i] * width;
            if (first >= sums.Length) continue; // of a centre that repeats the first; only a balanced one has points
            sizes[clusters[i]]++;
            for (int k = 0; k < width; k++) sums[first + k] += points[i * width + k];
        }
        HashSet<int> taken = [];
        for (int centre = 0; centre < sizes.Length; centre++)
        {
            Span<float> one = centres.Slice(centre * width, width);
            if (sizes[centre] == 0) points.Slice(Farthest(points, centres, clusters, width, taken) * width, width).CopyTo(one);
            else for (int k = 0; k < width; k++) one[k] = (float)(sums[centre * width + k] / sizes[centre]);
        }
    }

    private static int Farthest(ReadOnlySpan<float> points, ReadOnlySpan<float> centres, int[] clusters, int width, HashSet<int> taken)
    {
        int farthest = 0;
        float most = -1;
        for (int i = 0; i < clusters.Length; i++)
        {
            if (taken.Contains(i) || clusters[i] * width >= centres.Length) continue;
            float distance = TensorPrimitives.Distance(points.Slice(i * width, width), centres.Slice(clusters[i] * width, width));
            if (distance > most) (farthest, most) = (i, distance);
        }
        taken.Add(farthest);
        return farthest;
    }

    private static int[] Balance(ReadOnlyMemory<float> points, ReadOnlySpan<float> centres, int width, NearestCentres nearest, int[] clusters)
    {
        int count = centres.Length / width, room = (clusters.Length + count - 1) / count;
        float[] distances = new float[clusters.Length];
        for (int i = 0; i < distances.Length; i++) distances[i] = TensorPrimitives.Distance(points.Span.Slice(i * width, width), centres.Slice(clusters[i] * width, width));
        int[] order = [.. Enumerable.Range(0, clusters.Length)], sizes = new int[count], given = new int[clusters.Length];
        Array.Sort(distances, order); // equal distances in any order, but always the same one
        foreach (int point in order)
        {
            int cluster = clusters[point];
            if (sizes[cluster] == room)
            {
                float[] scores = nearest.Scores(points.Span.Slice(point * width, width));
                for (int full = 0; full < count; full++)
                    if (sizes[full] == room) scores[full] = float.NegativeInfinity;
                cluster = TensorPrimitives.IndexOfMax<float>(scores);
            }
            sizes[cluster]++;
            given[point] = cluster;
        }
        return given;
    }
}
