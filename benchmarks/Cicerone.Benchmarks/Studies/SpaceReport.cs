using System.Numerics.Tensors;
using Cicerone.Neural.Sequences.Fusion;

namespace Cicerone.Benchmarks.Studies;

/// <summary>How far the items' own vectors and their mapped texts are of one space.</summary>
/// <param name="Items">How many items were looked at.</param>
/// <param name="Found">The share whose own vector is nearest, by cosine, to their own text among those of all.</param>
/// <param name="Same">Mean correlation of a dimension of own vectors with that of texts.</param>
/// <param name="Other">Mean size of its correlation with the other dimensions of texts.</param>
internal sealed record SpaceReport(int Items, double Found, double Same, double Other)
{
    /// <summary>Looks at some of the items, drawn by chance.</summary>
    public static SpaceReport Of(FaerecModel model, int[] from, int items, ulong seed)
    {
        int[] drawn = [.. from];
        new RandomSource(seed).Shuffle(drawn.AsSpan());
        drawn = drawn[..Math.Min(items, drawn.Length)];
        int width = model.ItemVectors.Width;
        float[][] own = [.. drawn.Select(item => model.OwnVectors.Slice(item * width, width).ToArray())], text = [.. drawn.Select(item => model.MappedVectors.Slice(item * width, width).ToArray())];
        int found = Enumerable.Range(0, own.Length).Count(i => Enumerable.Range(0, own.Length).MaxBy(j => TensorPrimitives.CosineSimilarity<float>(own[i], text[j])) == i);
        double[][] ofOwn = Standard(own, width), ofText = Standard(text, width);
        double same = 0, other = 0;
        for (int k = 0; k < width; k++)
            for (int l = 0; l < width; l++)
            {
                double correlation = TensorPrimitives.Dot<double>(ofOwn[k], ofText[l]) / own.Length;
                if (k == l) same += correlation / width;
                else other += Math.Abs(correlation) / (width * (width - 1));
            }
        return new SpaceReport(own.Length, (double)found / own.Length, same, other);
    }

    /// <summary>Each dimension over the items, with mean 0 and variance 1.</summary>
    private static double[][] Standard(float[][] rows, int width) =>
    [
        .. Enumerable.Range(0, width).Select(k =>
        {
            double[] column = [.. rows.Select(row => (double)row[k])];
            double mean = column.Average(), deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean))) + 1e-12;
            return column.Select(value => (value - mean) / deviation).ToArray();
        }),
    ];
}
