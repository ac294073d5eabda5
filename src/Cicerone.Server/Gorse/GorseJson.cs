using System.Text.Json;

namespace Cicerone.Server.Gorse;

/// <summary>JSON as Gorse's clients send and read it: names in Pascal case, unknown fields passed over.</summary>
internal static class GorseJson
{
    private const int MostRows = 10_000;
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>An answer.</summary>
    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => Results.Json(body, Options, statusCode: status);

    /// <summary>The answer to a write.</summary>
    public static IResult Wrote(int rows) => Answer(new { RowAffected = rows });

    /// <summary>The body of a request.</summary>
    /// <exception cref="CiceroneException">It is not what is wanted.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        if (!request.HasJsonContentType()) throw new BadHttpRequestException("The body must say that it is JSON: Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Options, request.HttpContext.RequestAborted) ?? throw new CiceroneException("The body is null.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new CiceroneException($"The body cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The body of a request, which is a list.</summary>
    /// <exception cref="CiceroneException">It is not what is wanted, or has too many rows.</exception>
    public static async Task<IReadOnlyList<T>> ReadListAsync<T>(HttpRequest request) where T : class
    {
        List<T?> rows = await ReadAsync<List<T?>>(request);
        if (rows.Count > MostRows) throw new CiceroneException($"There are {rows.Count} rows; send at most {MostRows} at a time.");
        return rows.Contains(null) ? throw new CiceroneException("A row of the body is null.") : [.. rows.OfType<T>()];
    }

    /// <summary>JSON as text; null for none.</summary>
    /// <exception cref="CiceroneException">It holds text that is not Unicode.</exception>
    public static string? TextOf(JsonElement? json)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element) return null;
        try
        {
            return element.GetRawText();
        }
        catch (InvalidOperationException fault)
        {
            throw new CiceroneException("The body holds text that is not Unicode; send it in UTF-8.", fault);
        }
    }

    /// <summary>JSON from its text; null for none.</summary>
    public static JsonElement? ElementOf(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
