using System.Text.Json;

namespace Cicerone.Server.Api;

/// <summary>Reads the JSON that a request brings.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>What a reader makes of the body. Its size is bounded by the server.</summary>
    /// <exception cref="CiceroneException">The body is not JSON, or the reader refuses it.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        try
        {
            using JsonDocument json = await JsonDocument.ParseAsync(request.Body, Strict, cancellation);
            return read(json.RootElement);
        }
        catch (JsonException fault)
        {
            throw new CiceroneException(fault.LineNumber is null ? "The body is not JSON: a field is given twice, or it is nested too deep."
                : $"The body is not JSON: look at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new CiceroneException("The body holds text that is not Unicode; send it in UTF-8.", fault);
        }
    }

    /// <summary>What a reader makes of each entry of a list; a fault names the entry.</summary>
    /// <param name="body">The list, or one entry alone.</param>
    /// <param name="name">What an entry is, for messages: "event".</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="read">Reads an entry, given what to call it.</param>
    /// <exception cref="CiceroneException">There are too many, or the reader refuses one.</exception>
    public static IReadOnlyList<T> List<T>(JsonElement body, string name, int most, Func<JsonElement, string, T> read)
    {
        if (body.ValueKind != JsonValueKind.Array) return [Named(body, $"the {name}", read)];
        int count = body.GetArrayLength();
        if (count > most) throw new CiceroneException($"There are {count} {name}s; send at most {most} at a time.");
        var entries = new List<T>(count);
        foreach (JsonElement element in body.EnumerateArray()) entries.Add(Named(element, $"{name} {entries.Count + 1}", read));
        return entries;
    }

    private static T Named<T>(JsonElement json, string owner, Func<JsonElement, string, T> read)
    {
        try
        {
            return read(json, owner);
        }
        catch (CiceroneException fault) when (!fault.Message.Contains(owner, StringComparison.Ordinal))
        {
            throw new CiceroneException($"In {owner}: {fault.Message}", fault);
        }
    }
}
