using System.Text.Json;

namespace Cicerone.Client.Tests;

/// <summary>The OpenAPI document of a server.</summary>
internal sealed class ApiDocument(JsonElement document)
{
    private const string Json = "application/json";

    /// <summary>Every operation: its method, its path, and what it says.</summary>
    public IReadOnlyList<(string Method, string Path, JsonElement Operation)> Operations { get; } =
        [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (operation.Name.ToUpperInvariant(), path.Name, operation.Value)))];

    public static async Task<ApiDocument> ReadAsync(Uri address)
    {
        using var http = new HttpClient();
        return new ApiDocument(JsonDocument.Parse(await http.GetStringAsync(new Uri(address, "/openapi/v1.json"), TestContext.Current.CancellationToken)).RootElement);
    }

    /// <summary>The operation of a request whose ids are all "x".</summary>
    public (string Method, string Path, JsonElement Operation) Find(HttpRequestMessage request)
    {
        string[] sent = request.RequestUri!.AbsolutePath.Split('/');
        return Operations.Single(operation => operation.Method == request.Method.Method && operation.Path.Split('/') is var wanted && wanted.Length == sent.Length
            && wanted.Zip(sent).All(part => part.First.StartsWith('{') ? part.Second == "x" : part.First == part.Second));
    }

    /// <summary>The schema and example of an operation's answer.</summary>
    public static JsonElement Answer(JsonElement operation) => operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty(Json);

    /// <summary>The schema and example of the body an operation takes; null where it takes none.</summary>
    public static JsonElement? Body(JsonElement operation) => operation.TryGetProperty("requestBody", out JsonElement body) ? body.GetProperty("content").GetProperty(Json) : null;

    /// <summary>A schema as it is behind references and alternatives to null.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference)) schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
            else if (schema.TryGetProperty("oneOf", out JsonElement one)) schema = one.EnumerateArray().First(other => !(other.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null"));
            else if (schema.TryGetProperty("anyOf", out JsonElement any)) schema = any.EnumerateArray().Last(); // one event, or a list of them
            else return schema;
        }
    }
}
