using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>
/// The times of a source. Numbers are Unix seconds or milliseconds, which only the whole column tells: seconds when the
/// largest stays below 10¹¹ (the year 5138). Until then they are kept as thousandths of what is written.
/// </summary>
internal sealed class TimeColumn
{
    private const long SecondsBelow = 100_000_000_000, MillisecondsBelow = 100_000_000_000_000, Thousand = 1_000;

    private static readonly string[] DateFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "MM d, yyyy"];

    private bool? _areDates;
    private long _largest;
    private int _lastFormat;

    /// <summary>Whether numbers are known to be milliseconds, whatever their size.</summary>
    public bool AreMilliseconds { get; set; }

    /// <summary>What the thousandths must be divided by to be milliseconds.</summary>
    public long Divisor => _areDates != true && (AreMilliseconds || _largest >= SecondsBelow) ? Thousand : 1;

    /// <summary>The unit in words; null without times.</summary>
    public string? Unit => _areDates switch
    {
        null => null,
        true => "dates (UTC where they give no offset)",
        false => Divisor == 1 ? "Unix seconds" : "Unix milliseconds",
    };

    /// <summary>Reads a field; returns what is wrong with it, or null.</summary>
    public string? Read(ReadOnlySpan<byte> field, out long thousandths)
    {
        if (_areDates != false && TryUniversal(field, out thousandths))
        {
            _areDates = true;
            return null;
        }
        if (TryNumber(field, out thousandths, out bool outOfRange))
        {
            if (_areDates == true) return "is a number in a column of dates";
            _areDates = false;
            _largest = Math.Max(_largest, Math.Abs(thousandths) / Thousand);
            return null;
        }
        if (outOfRange) return "is too large for Unix seconds or milliseconds";
        if (!TryDate(field, out thousandths)) return "is neither Unix seconds or milliseconds nor an ISO 8601 date";
        if (_areDates == false) return "is a date in a column of numbers";
        _areDates = true;
        return null;
    }

    /// <summary>Takes a time that is known to be in seconds, in milliseconds.</summary>
    public long Seconds(long seconds)
    {
        _areDates = false;
        return seconds * Thousand;
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out long thousandths, out bool outOfRange)
    {
        (thousandths, outOfRange) = (0, false);
        if (Utf8Parser.TryParse(field, out long whole, out int used) && used == field.Length)
        {
            outOfRange = whole is >= MillisecondsBelow or <= -MillisecondsBelow;
            thousandths = outOfRange ? 0 : whole * Thousand;
            return !outOfRange;
        }
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || double.IsNaN(number)) return false;
        outOfRange = Math.Abs(number) >= MillisecondsBelow;
        thousandths = outOfRange ? 0 : (long)Math.Round(number * Thousand);
        return !outOfRange;
    }

    /// <summary>A moment as writers here put it, <c>2001-01-31T18:00:00.000Z</c>, which is by far the most common: read without text.</summary>
    private static bool TryUniversal(ReadOnlySpan<byte> field, out long milliseconds)
    {
        milliseconds = 0;
        if (field is not [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T', _, _, (byte)':', _, _, (byte)':', _, _, (byte)'.', _, _, _, (byte)'Z']) return false;
        if (!TryDigits(field[..4], out int year) || !TryDigits(field[5..7], out int month) || !TryDigits(field[8..10], out int day)) return false;
        if (!TryDigits(field[11..13], out int hour) || !TryDigits(field[14..16], out int minute) || !TryDigits(field[17..19], out int second) || !TryDigits(field[20..23], out int thousandth)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        milliseconds = new DateTimeOffset(year, month, day, hour, minute, second, thousandth, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            number = 10 * number + digit - '0';
        }
        return true;
    }

    private bool TryDate(ReadOnlySpan<byte> field, out long milliseconds)
    {
        if (TryUniversal(field, out milliseconds)) return true;
        if (field.Length > 40) return false;
        string text = Encoding.UTF8.GetString(field).Trim();
        for (int i = 0; i < DateFormats.Length; i++)
        {
            int format = (_lastFormat + i) % DateFormats.Length;
            if (!DateTimeOffset.TryParseExact(text, DateFormats[format], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)) continue;
            _lastFormat = format;
            milliseconds = date.ToUnixTimeMilliseconds();
            return true;
        }
        return false;
    }
}
