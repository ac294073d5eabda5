using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Tests.Sequences;

/// <summary>
/// The network as it is published, causal or from both sides, in plain arithmetic of double precision: a window padded on the left, a mask of −10000,
/// post-norm layers, all positions computed. Shares no code with what it checks.
/// </summary>
internal sealed class PaddedSasRec(Func<string, Parameter> weights, SasRecOptions shape)
{
    private const double Masked = -10_000;

    public double[] Encode(int[] items)
    {
        int length = shape.MaxLength, width = shape.Width;
        double[][] x = new double[length][];
        bool[] real = new bool[length];
        for (int slot = 0; slot < length; slot++)
        {
            int place = slot - (length - items.Length), row = place < 0 ? 0 : items[place] + 1;
            real[slot] = place >= 0;
            int at = slot;
            x[slot] = Norm([.. Enumerable.Range(0, width).Select(k => (double)weights("item_emb.weight").Values[row * width + k] + weights("pos_emb.weight").Values[at * width + k])], "layernorm");
        }
        for (int layer = 0; layer < shape.Layers; layer++) x = Layer(x, real, layer);
        return x[^1];
    }

    private double[][] Layer(double[][] x, bool[] real, int layer)
    {
        string attention = $"seq_encoder.mhas.{layer}", feedForward = $"seq_encoder.ffns.{layer}";
        double[][] q = All(x, $"{attention}.w_Q"), k = All(x, $"{attention}.w_K"), v = All(x, $"{attention}.w_V"), attended = [.. x.Select(_ => new double[shape.Width])];
        int headWidth = shape.Width / shape.Heads;
        for (int head = 0; head < shape.Heads; head++)
            for (int i = 0; i < x.Length; i++)
            {
                double[] scores = new double[x.Length];
                for (int j = 0; j < x.Length; j++)
                {
                    for (int c = head * headWidth; c < (head + 1) * headWidth; c++) scores[j] += q[i][c] * k[j][c] / Math.Sqrt(headWidth);
                    if (!(real[i] && real[j] && (j <= i || shape.IsCloze))) scores[j] += Masked;
                }
                double most = scores.Max(), sum = scores.Sum(score => Math.Exp(score - most));
                for (int j = 0; j < x.Length; j++)
                    for (int c = head * headWidth; c < (head + 1) * headWidth; c++) attended[i][c] += Math.Exp(scores[j] - most) / sum * v[j][c];
            }
        double[][] mixed = All(attended, $"{attention}.w");
        double[][] y = [.. x.Zip(mixed, (a, b) => Norm([.. a.Zip(b, (one, other) => one + other)], $"{attention}.layernorm"))];
        double[][] wide = [.. All(y, $"{feedForward}.w1").Select(row => row.Select(value => value * 0.5 * (1 + Erf(value / Math.Sqrt(2)))).ToArray())];
        return [.. y.Zip(All(wide, $"{feedForward}.w2"), (a, b) => Norm([.. a.Zip(b, (one, other) => one + other)], $"{feedForward}.layernorm"))];
    }

    private double[][] All(double[][] x, string name)
    {
        int outputs = (int)weights($"{name}.bias").Shape[0];
        return [.. x.Select(row => Enumerable.Range(0, outputs).Select(o =>
            weights($"{name}.bias").Values[o] + Enumerable.Range(0, row.Length).Sum(i => row[i] * weights($"{name}.weight").Values[o * row.Length + i])).ToArray())];
    }

    private double[] Norm(double[] x, string name)
    {
        double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
        return [.. x.Select((value, k) => (value - mean) / Math.Sqrt(variance + 1e-12) * weights($"{name}.weight").Values[k] + weights($"{name}.bias").Values[k])];
    }

    /// <summary>The error function by its power series, which converges fast for the small arguments met here.</summary>
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (int n = 0; n < 200; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
