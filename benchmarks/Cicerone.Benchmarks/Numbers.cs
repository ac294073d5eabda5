namespace Cicerone.Benchmarks;

/// <summary>Random numbers to work on.</summary>
internal static class Numbers
{
    public static float[] Normal(int count)
    {
        var random = new RandomSource(1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = (float)random.NextNormal();
        return numbers;
    }
}
