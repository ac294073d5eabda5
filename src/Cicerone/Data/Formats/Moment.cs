namespace Cicerone.Data.Formats;

/// <summary>Unix milliseconds as dates.</summary>
internal static class Moment
{
    /// <summary>The moment in UTC.</summary>
    /// <exception cref="CiceroneException">It lies outside the years that dates can tell.</exception>
    public static DateTime Utc(long milliseconds)
    {
        if (milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            throw new CiceroneException($"The time {milliseconds} ms lies outside the years 1 to 9999, which dates can tell.");
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
    }
}
