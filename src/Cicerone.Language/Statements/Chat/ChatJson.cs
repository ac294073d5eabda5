using System.Text;
using System.Text.Json;

namespace Cicerone.Language.Statements.Chat;

/// <summary>Finds the JSON in an answer that may say more around it.</summary>
internal static class ChatJson
{
    private const int MostStarts = 16;

    /// <summary>The statements of the first object with a list <c>statements</c>, or of the first list of objects; null where there is none, or one of its objects lacks a part.</summary>
    public static IReadOnlyList<ToldStatement>? Statements(string answer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(answer);
        int at = 0;
        for (int start = 0; start < MostStarts; start++, at++)
        {
            int found = bytes.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (found < 0) return null;
            at += found;
            if (Parse(bytes.AsSpan(at)) is { } statements) return statements;
        }
        return null;
    }

    private static List<ToldStatement>? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement list = document.RootElement;
            if (list.ValueKind == JsonValueKind.Object && !list.TryGetProperty("statements", out list)) return null;
            if (list.ValueKind != JsonValueKind.Array) return null;
            var statements = new List<ToldStatement>();
            foreach (JsonElement one in list.EnumerateArray())
            {
                if (one.ValueKind != JsonValueKind.Object || Text(one, "statement") is not { Length: > 0 } statement) return null;
                Sentiment? sentiment = Text(one, "sentiment") switch { "positive" => Sentiment.Positive, "neutral" => Sentiment.Neutral, "negative" => Sentiment.Negative, _ => null };
                int? from = one.TryGetProperty("from", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int index) ? index : null;
                statements.Add(new ToldStatement(statement, sentiment, Text(one, "quote"), from));
            }
            return statements;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A statement as a model told it.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Sentiment">Null where it was none of the three.</param>
/// <param name="Quote">The words of the review that it rests on.</param>
/// <param name="From">The candidate that it was made from.</param>
internal sealed record ToldStatement(string Statement, Sentiment? Sentiment, string? Quote, int? From);
