namespace Cicerone.Neural.Layers;

/// <summary>Draws items with a probability that is a power of their training count.</summary>
internal sealed class NegativeSampler
{
    private readonly double[] _cumulative;

    /// <param name="counts">Training events of each item.</param>
    /// <param name="power">Of the count.</param>
    public NegativeSampler(ReadOnlySpan<int> counts, double power)
    {
        _cumulative = new double[counts.Length];
        double sum = 0;
        for (int item = 0; item < counts.Length; item++) _cumulative[item] = sum += Math.Pow(Math.Max(1, counts[item]), power);
        for (int item = 0; item < counts.Length; item++) _cumulative[item] /= sum;
    }

    /// <summary>How likely one draw is to give an item.</summary>
    public double Probability(int item) => _cumulative[item] - (item == 0 ? 0 : _cumulative[item - 1]);

    /// <summary>Draws with replacement.</summary>
    public int[] Draw(int count, RandomSource random)
    {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++)
        {
            int place = Array.BinarySearch(_cumulative, random.NextDouble());
            drawn[i] = Math.Min(place < 0 ? ~place : place + 1, _cumulative.Length - 1);
        }
        return drawn;
    }
}
