namespace Cicerone.Metrics.Significance;

/// <summary>Tails of the distributions that the tests need, right to about 1e-14.</summary>
internal static class Distributions
{
    /// <summary>The chance that a standard normal draw is at least as far from 0 as <paramref name="z"/>.</summary>
    public static double NormalTwoSided(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2);
        return x < 2 ? 1 - SmallErf(x) : LargeErfc(x);
    }

    /// <summary>
    /// The chance that a draw of Student's t is at least as far from 0 as <paramref name="t"/>, for whole degrees of freedom
    /// (finite sums: Abramowitz and Stegun, 26.7.3 and 26.7.4).
    /// </summary>
    public static double StudentTwoSided(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        double angle = Math.Atan(Math.Abs(t) / Math.Sqrt(degrees)), sine = Math.Sin(angle), cosine = Math.Cos(angle);
        bool odd = degrees % 2 == 1;
        double term = odd ? cosine : 1, sum = odd && degrees == 1 ? 0 : term;
        for (int i = odd ? 3 : 2; i < degrees; i += 2) sum += term *= cosine * cosine * (i - 1) / i;
        double inside = odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
        return Math.Clamp(1 - inside, 0, 1);
    }

    /// <summary>The error function by its series of positive terms.</summary>
    private static double SmallErf(double x)
    {
        double term = x, sum = x;
        for (int n = 1; term > 1e-18 * sum; n++) sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>The complementary error function by its continued fraction, from the inside out.</summary>
    private static double LargeErfc(double x)
    {
        double fraction = x;
        for (int k = 120; k > 0; k--) fraction = x + k / 2.0 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
