using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>
/// A person's line in <c>seq.jsonl</c> and <c>predict_seq.jsonl</c> (TencentGR, arXiv 2604.04976): a list of records
/// <c>[user, item, user features, item features, action, time]</c>, of which one may be the person's profile, first or last.
/// </summary>
/// <param name="User">The person's id as the line has it: an index from 1, or a raw id.</param>
/// <param name="Profile">What is known of the person.</param>
/// <param name="Events">In the order of the line.</param>
public sealed record AdSequence(string User, AdFeatures Profile, IReadOnlyList<AdEvent> Events)
{
    private const int Fields = 6;
    private const long LatestTime = 100_000_000_000; // the year 5138

    /// <summary>Reads a line.</summary>
    /// <exception cref="CiceroneException">It is none; the message says why.</exception>
    public static AdSequence Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return Of(json.RootElement);
        }
        catch (JsonException fault)
        {
            throw new CiceroneException($"byte {fault.BytePositionInLine + 1}: the line is no valid JSON", fault);
        }
    }

    /// <summary>Writes the line, the profile last.</summary>
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray();
        foreach (AdEvent one in Events)
        {
            json.WriteStartArray();
            JsonLineWriter.WriteId(json, User);
            JsonLineWriter.WriteId(json, one.Item);
            json.WriteNullValue();
            one.Features.Write(json);
            json.WriteNumberValue((int)one.Action);
            json.WriteNumberValue(one.Time);
            json.WriteEndArray();
        }
        json.WriteStartArray();
        JsonLineWriter.WriteId(json, User);
        json.WriteNullValue();
        Profile.Write(json);
        json.WriteNullValue();
        json.WriteNullValue();
        json.WriteNumberValue(Events.Count == 0 ? 0 : Events[^1].Time);
        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static AdSequence Of(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Array) throw new CiceroneException("the line is no list of records");
        string? user = null;
        AdFeatures? profile = null;
        var events = new List<AdEvent>(line.GetArrayLength());
        int number = 0, last = line.GetArrayLength() - 1;
        foreach (JsonElement record in line.EnumerateArray())
        {
            string where = $"record {number + 1}";
            if (record.ValueKind != JsonValueKind.Array || record.GetArrayLength() != Fields) throw new CiceroneException($"{where} is no list of {Fields}");
            string owner = Id(record[0], where, "user");
            if (user is not null && user != owner) throw new CiceroneException($"{where} is of user {owner}, where the line is of user {user}");
            user = owner;
            if (record[1].ValueKind == JsonValueKind.Null)
            {
                if (profile is not null) throw new CiceroneException($"{where} is a second profile");
                if (number != 0 && number != last) throw new CiceroneException($"{where} is a profile in the middle of the line");
                profile = AdFeatures.Of(record[2]);
            }
            else
            {
                events.Add(Event(record, where));
            }
            number++;
        }
        return new AdSequence(user ?? throw new CiceroneException("the line has no records"), profile ?? AdFeatures.None, events);
    }

    private static AdEvent Event(JsonElement record, string where)
    {
        if (record[4].ValueKind != JsonValueKind.Number || !record[4].TryGetInt32(out int action) || action is < (int)AdAction.Exposure or > (int)AdAction.Conversion)
            throw new CiceroneException($"{where} has the action {record[4].GetRawText()}, where 0 (exposure), 1 (click) or 2 (conversion) is expected");
        if (record[5].ValueKind != JsonValueKind.Number || !record[5].TryGetInt64(out long time) || Math.Abs(time) > LatestTime) throw new CiceroneException($"{where} has no time in whole seconds");
        return new AdEvent(Id(record[1], where, "item"), AdFeatures.Of(record[3]), (AdAction)action, time);
    }

    /// <summary>An id, which is a number or text.</summary>
    internal static string Id(JsonElement json, string where, string what) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.String when json.GetString() is { Length: > 0 } text => text,
        _ => throw new CiceroneException($"{where} has no {what} id"),
    };
}
