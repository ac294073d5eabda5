using System.Numerics;

namespace Cicerone.Neural.Generative;

/// <summary>When tokens happened, as the network takes it: nothing but the token's own event and the one before it. Tokens without a time have 0 throughout.</summary>
internal sealed class EventTimes
{
    /// <summary>Rows for gaps: one for no event before, and one for each doubling of seconds.</summary>
    public const int Gaps = 34;

    /// <summary>Numbers that tell hour and day of the week.</summary>
    public const int ClockWidth = 4;

    private const double Hour = 3_600_000, Day = 24 * Hour, Thursday = 4; // the first of January 1970 was one
    private readonly EventShape _shape;
    private readonly int _buckets;

    public EventTimes(int tokens, EventShape shape, int buckets)
    {
        (_shape, _buckets) = (shape, buckets);
        (Known, Gap, Date, Later, Clock) = (new float[tokens], new int[tokens], new int[tokens], new float[tokens], new float[tokens * ClockWidth]);
    }

    /// <summary>1 where the time is known, else 0.</summary>
    public float[] Known { get; }

    /// <summary>The row of the gap.</summary>
    public int[] Gap { get; }

    /// <summary>The row of the date before, counted after those of gaps; the next row is the date after.</summary>
    public int[] Date { get; }

    /// <summary>How much of the date after it is, 0 to 1.</summary>
    public float[] Later { get; }

    /// <summary>Sine and cosine of the hour (UTC) and of the day of the week: shape [tokens, 4].</summary>
    public float[] Clock { get; }

    /// <summary>Rows for gaps and dates together.</summary>
    public static int Rows(int buckets) => Gaps + buckets;

    public void Set(int token, long time, long? before)
    {
        Known[token] = 1;
        Gap[token] = before is { } earlier ? 1 + Math.Min(Gaps - 2, BitOperations.Log2((ulong)Math.Max(0, time - earlier) / 1000 + 1)) : 0;
        double place = (_buckets - 1) * Math.Clamp((time - _shape.FirstTime) / Math.Max(1.0, _shape.LastTime - _shape.FirstTime), 0, 1); // a time outside of training counts as its nearest
        int date = Math.Min(_buckets - 2, (int)place);
        (Date[token], Later[token]) = (Gaps + date, (float)(place - date));
        double hour = 2 * Math.PI * (time / Day - Math.Floor(time / Day)), week = 2 * Math.PI * (time / Day + Thursday) / 7;
        (Clock[token * ClockWidth], Clock[token * ClockWidth + 1]) = ((float)Math.Sin(hour), (float)Math.Cos(hour));
        (Clock[token * ClockWidth + 2], Clock[token * ClockWidth + 3]) = ((float)Math.Sin(week), (float)Math.Cos(week));
    }
}
