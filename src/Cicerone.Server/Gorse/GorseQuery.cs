using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Cicerone.Server.Gorse;

/// <summary>Reads what Gorse's clients put behind the question mark.</summary>
internal static class GorseQuery
{
    private const int DefaultSize = 10, MostEntries = 1000;

    /// <summary>How many entries are wanted: <c>n</c>, 10 when it is left out.</summary>
    /// <exception cref="CiceroneException">It is no number of 1 to 1000.</exception>
    public static int Size(HttpRequest request) => Number(request, "n", DefaultSize, 1);

    /// <summary>How many entries are passed over: <c>offset</c>.</summary>
    /// <exception cref="CiceroneException">It is no number of 0 to 1000.</exception>
    public static int Offset(HttpRequest request) => Number(request, "offset", 0, 0);

    /// <summary>The place that a <c>cursor</c> stands for; empty at the start.</summary>
    /// <exception cref="CiceroneException">It is not one that was given out.</exception>
    public static string Cursor(HttpRequest request)
    {
        string cursor = request.Query["cursor"].ToString();
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (FormatException fault)
        {
            throw new CiceroneException($"'{cursor}' is no cursor that was given out; leave it away to start.", fault);
        }
    }

    /// <summary>A cursor that stands for a place; empty for the end.</summary>
    public static string CursorOf(string? place) => place is null ? "" : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Whether a client is of the older kind, which expects exactly the fields of its time.</summary>
    public static bool IsOlderClient(HttpRequest request) => request.Headers.UserAgent.ToString().StartsWith("axios/0.", StringComparison.Ordinal);

    /// <summary>A filter for the categories of the path and the query: an item must have all of them.</summary>
    public static string CategoryFilter(HttpRequest request, string? category) => string.Join(" and ",
        request.Query["category"].Prepend(category).Where(name => !string.IsNullOrEmpty(name)).Select(name => $"categories has \"{name!.Replace("\\", "\\\\").Replace("\"", "\\\"")}\""));

    private static int Number(HttpRequest request, string name, int absent, int least)
    {
        string text = request.Query[name].ToString();
        if (text.Length == 0) return absent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= MostEntries ? number
            : throw new CiceroneException($"'{name}' is '{text}', but must be a whole number of {least} to {MostEntries}.");
    }
}
