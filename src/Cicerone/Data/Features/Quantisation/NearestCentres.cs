using Cicerone.Models;

namespace Cicerone.Data.Features.Quantisation;

/// <summary>
/// Finds the centre nearest to each of many points: ‖x − c‖² is smallest where x · c − ‖c‖²/2 is largest, which the tile of inner products tells. Of centres
/// equally near, the first is taken.
/// </summary>
internal sealed class NearestCentres
{
    private const int PointsAtOnce = 256;
    private readonly ItemVectors _centres;
    private readonly int _width, _count;

    /// <param name="centres">Shape [centres, width].</param>
    /// <param name="width">Length of a vector.</param>
    public NearestCentres(ReadOnlySpan<float> centres, int width)
    {
        (_width, _count) = (width, centres.Length / width);
        float[] biases = new float[_count];
        for (int centre = 0; centre < _count; centre++)
        {
            double sum = 0;
            foreach (float value in centres.Slice(centre * width, width)) sum += (double)value * value;
            biases[centre] = (float)(-sum / 2);
        }
        _centres = ItemVectors.WithBias(centres, width, biases);
    }

    /// <summary>The nearest centre of each point.</summary>
    /// <param name="points">Shape [points, width].</param>
    /// <param name="threads">Processors to use; they change no bit.</param>
    public int[] Of(ReadOnlyMemory<float> points, int threads = 1)
    {
        int[] nearest = new int[points.Length / _width];
        ForEachBlock(nearest.Length, threads, (first, count) =>
        {
            float[] scores = Scores(points.Span.Slice(first * _width, count * _width));
            for (int i = 0; i < count; i++) nearest[first + i] = FirstLargest(scores.AsSpan(i * _count, _count));
        });
        return nearest;
    }

    /// <summary>x · c − ‖c‖²/2 for every point and centre, shape [points, centres].</summary>
    public float[] Scores(ReadOnlySpan<float> points)
    {
        int count = points.Length / _width;
        float[] asked = new float[count * (_width + 1)], scores = new float[count * _count];
        for (int i = 0; i < count; i++)
        {
            points.Slice(i * _width, _width).CopyTo(asked.AsSpan(i * (_width + 1)));
            asked[i * (_width + 1) + _width] = 1;
        }
        _centres.AddScores(asked, scores);
        return scores;
    }

    /// <summary>Runs a part of the work for each block of points.</summary>
    public static void ForEachBlock(int points, int threads, Action<int, int> work) =>
        Parallel.For(0, (points + PointsAtOnce - 1) / PointsAtOnce, new ParallelOptions { MaxDegreeOfParallelism = threads }, block => work(block * PointsAtOnce, Math.Min(PointsAtOnce, points - block * PointsAtOnce)));

    private static int FirstLargest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return best;
    }
}
