namespace Cicerone.Simulation;

/// <summary>
/// When things happen in the <see cref="Bookshop"/>: two years, seasons in which genres are wanted more or less, and breaks
/// after which the seasons come at other times and other books sell.
/// </summary>
/// <param name="breaks">How many breaks there are, evenly spread.</param>
/// <param name="swing">How much more than its mean a genre is wanted at the height of its season.</param>
/// <param name="shift">By how much of a year the seasons come later after each break.</param>
internal sealed class BookshopCalendar(int breaks, double swing, double shift)
{
    /// <summary>When the shop opens: 1 January 2025, in Unix milliseconds.</summary>
    public const long Opening = 1_735_689_600_000;

    private const long Day = 24L * 3_600_000, Year = 365 * Day, Span = 2 * Year;

    /// <summary>When it closes: nothing happens later.</summary>
    public const long Closing = Opening + Span;

    /// <summary>The moments of the breaks, in Unix milliseconds.</summary>
    public IReadOnlyList<long> Breaks { get; } = [.. Enumerable.Range(1, breaks).Select(number => Opening + Span * number / (breaks + 1))];

    /// <summary>When a reader first comes in, evenly over the first three quarters of the two years.</summary>
    public static long Arrival(RandomSource random) => Opening + (long)(random.NextDouble() * Span * 3 / 4);

    /// <summary>How many breaks lie before a moment.</summary>
    public int EraOf(long time)
    {
        int era = 0;
        while (era < Breaks.Count && time >= Breaks[era]) era++;
        return era;
    }

    /// <summary>How much a genre is wanted at a moment, 1 on the mean over a year: a sine whose peak goes round the genres.</summary>
    public double Season(int genre, long time)
    {
        double year = (time - Opening) / (double)Year, peak = genre / (double)BookshopWords.Genres.Count + shift * EraOf(time);
        return 1 + swing * Math.Cos(2 * Math.PI * (year - peak));
    }
}
