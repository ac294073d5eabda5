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
}
