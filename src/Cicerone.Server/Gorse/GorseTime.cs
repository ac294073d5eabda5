using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cicerone.Server.Gorse;

/// <summary>Unix milliseconds as Gorse writes a time: RFC 3339 in universal time, and the year 1 where there is none. A plain date or time is read too.</summary>
internal sealed class GorseTime : JsonConverter<long?>
{
    private const string None = "0001-01-01T00:00:00Z";
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss"];

    public override bool HandleNull => true;

    public override long? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        string text = reader.GetString() ?? "";
        if (text.Length == 0 || text == None) return null;
        return DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.ToUnixTimeMilliseconds()
            : throw new JsonException($"'{text}' is no time; write one as 2026-11-24T20:15:00Z or 2026-11-24.");
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFK") : None);
}
