using System.Numerics.Tensors;
using Cicerone.Data.Features.Quantisation;

namespace Cicerone.Tests.Data.Features.Quantisation;

public sealed class KMeansTests
{
    private const int Width = 5;

    [Fact]
    public void Clouds_that_lie_apart_are_found()
    {
        float[] points = Clouds(clouds: 6, each: 40, spread: 0.05, seed: 1);
        (float[] centres, int[] clusters) = new KMeans().Fit(points, Width, 6, new RandomSource(2));
        Assert.Equal(6 * Width, centres.Length);
        for (int i = 0; i < clusters.Length; i++) Assert.Equal(clusters[i / 40 * 40], clusters[i]);
        Assert.Equal(6, clusters.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_point_is_with_the_nearest_centre_and_every_centre_is_the_mean_of_its_points(int threads)
    {
        float[] points = Clouds(clouds: 9, each: 60, spread: 1, seed: 3);
        (float[] centres, int[] clusters) = new KMeans(iterations: 200, threads: threads).Fit(points, Width, 7, new RandomSource(4));
        for (int i = 0; i < clusters.Length; i++)
        {
            double[] distances = [.. Enumerable.Range(0, 7).Select(centre => Distance(points, i, centres, centre))];
            Assert.Equal(distances.Min(), distances[clusters[i]], 1e-5);
        }
        for (int centre = 0; centre < 7; centre++)
        {
            int[] own = [.. Enumerable.Range(0, clusters.Length).Where(i => clusters[i] == centre)];
            for (int k = 0; k < Width; k++) Assert.Equal(own.Average(i => (double)points[i * Width + k]), centres[centre * Width + k], 1e-5);
        }
        Assert.Equal(centres, new KMeans(iterations: 200).Fit(points, Width, 7, new RandomSource(4)).Centres); // threads change no bit
    }

    [Theory]
    [InlineData(64, 8)]
    [InlineData(61, 8)]
    [InlineData(5, 8)]
    public void Balanced_clusters_take_no_more_than_their_share(int points, int centres)
    {
        float[] values = Clouds(clouds: 1, each: points, spread: 1, seed: 5);
        (_, int[] clusters) = new KMeans(balanced: true).Fit(values, Width, centres, new RandomSource(6));
        Assert.All(clusters.CountBy(cluster => cluster), size => Assert.InRange(size.Value, 1, (points + centres - 1) / centres));
    }

    [Fact]
    public void Fewer_different_points_than_centres_are_each_their_own()
    {
        float[] points = [.. Enumerable.Range(0, 12).SelectMany(i => Enumerable.Repeat((float)(i % 3), Width))];
        (float[] centres, int[] clusters) = new KMeans().Fit(points, Width, 8, new RandomSource(7));
        for (int i = 0; i < 12; i++) Assert.Equal(0, Distance(points, i, centres, clusters[i]));
        Assert.Equal(3, clusters.Distinct().Count());
    }

    internal static float[] Clouds(int clouds, int each, double spread, ulong seed)
    {
        var random = new RandomSource(seed);
        float[][] centres = [.. Enumerable.Range(0, clouds).Select(_ => Enumerable.Range(0, Width).Select(_ => (float)(3 * random.NextNormal())).ToArray())];
        return [.. Enumerable.Range(0, clouds * each).SelectMany(i => centres[i / each].Select(value => value + (float)(spread * random.NextNormal())))];
    }

    private static double Distance(float[] points, int point, float[] centres, int centre) => TensorPrimitives.Distance<float>(points.AsSpan(point * Width, Width), centres.AsSpan(centre * Width, Width));
}
