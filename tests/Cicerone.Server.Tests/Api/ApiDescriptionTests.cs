using System.Text.Json;

namespace Cicerone.Server.Tests.Api;

public sealed class ApiDescriptionTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_document_has_every_endpoint_with_a_summary_and_an_example()
    {
        JsonElement document = await server.GetAsync("/openapi/v1.json");
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToArray();
        Assert.Equal(
        [
            "delete /v1/conversations/{id}", "delete /v1/items/{id}", "delete /v1/keys/{id}", "delete /v1/merchandising/{name}", "delete /v1/users/{id}",
            "get /health/live", "get /health/ready", "get /v1/audit", "get /v1/conversations/{id}", "get /v1/drift", "get /v1/experiments", "get /v1/experiments/{name}", "get /v1/exposures", "get /v1/items", "get /v1/items/{id}", "get /v1/items/{id}/similar", "get /v1/keys", "get /v1/merchandising", "get /v1/merchandising/{name}", "get /v1/model", "get /v1/runs", "get /v1/runs/{run}", "get /v1/status", "get /v1/tour", "get /v1/tour/cure", "get /v1/tour/jkge-ss", "get /v1/tour/{name}", "get /v1/tour/{name}/sources/{id}", "get /v1/users", "get /v1/users/{id}", "get /v1/users/{id}/events", "get /v1/users/{id}/export", "get /v1/users/{id}/recommendations", "get /v1/users/{id}/recommendations/{item}/reasons",
            "post /v1/conversations", "post /v1/conversations/{id}/turns", "post /v1/events", "post /v1/experiments", "post /v1/experiments/{name}/arms/{arm}/promote", "post /v1/experiments/{name}/end", "post /v1/keys", "post /v1/keys/{id}/rotate", "post /v1/off-policy", "post /v1/recommendations",
            "put /v1/items", "put /v1/merchandising/{name}", "put /v1/users/{id}",
        ], operations.Select(operation => operation.Name).Order(StringComparer.Ordinal));
        Assert.All(operations, operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace(operation.Value.GetProperty("summary").GetString()), operation.Name);
            JsonElement answer = operation.Value.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json");
            Assert.True(answer.TryGetProperty("example", out _) && answer.TryGetProperty("schema", out _), operation.Name);
            if (operation.Name[0] == 'p')
                Assert.True(!operation.Value.TryGetProperty("requestBody", out _) || operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _), operation.Name);
        });
    }

    [Fact]
    public async Task The_examples_of_bodies_are_accepted()
    {
        JsonElement paths = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths");
        foreach ((string method, string path) in ((string, string)[])[("post", "/v1/events"), ("post", "/v1/recommendations"), ("post", "/v1/keys"), ("put", "/v1/items"), ("put", "/v1/users/{id}"), ("put", "/v1/merchandising/{name}"), ("post", "/v1/experiments")])
        {
            string body = paths.GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
            using HttpResponseMessage response = await server.SendAsync(method.ToUpperInvariant(), path.Replace("{id}", "example", StringComparison.Ordinal).Replace("{name}", "example", StringComparison.Ordinal), body);
            Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task The_body_of_events_is_one_event_or_a_list()
    {
        JsonElement paths = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths");
        JsonElement[] bodies = [.. paths.GetProperty("/v1/events").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("anyOf").EnumerateArray()];
        Assert.Equal("#/components/schemas/EventMessage", bodies[0].GetProperty("$ref").GetString());
        Assert.Equal("#/components/schemas/EventMessage", bodies[1].GetProperty("items").GetProperty("$ref").GetString());
    }

    [Theory]
    [InlineData("/v1/users", "/v1/users")]
    [InlineData("/v1/users/{id}", "/v1/users/ada")]
    [InlineData("/v1/users/{id}/events", "/v1/users/ada/events")]
    [InlineData("/v1/items/{id}/similar", "/v1/items/dune/similar?reasons=1")]
    [InlineData("/v1/users/{id}/recommendations", "/v1/users/ada/recommendations")]
    [InlineData("/v1/items/{id}", "/v1/items/dune")]
    [InlineData("/v1/model", "/v1/model")]
    [InlineData("/v1/runs", "/v1/runs")]
    [InlineData("/v1/runs/{run}", "/v1/runs/run")]
    [InlineData("/v1/users/{id}/export", "/v1/users/ada/export")]
    [InlineData("/v1/exposures", "/v1/exposures")]
    [InlineData("/v1/tour", "/v1/tour")]
    public async Task The_example_of_an_answer_has_the_fields_of_an_answer(string path, string asked)
    {
        await server.PostAsync("/v1/recommendations", """{"user":"ada","context":{"device":"mobile"}}"""); // so that there is an exposure
        await server.PostAsync("/v1/conversations", """{"user":"ada"}"""); // and a conversation
        JsonElement operation = (await server.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty(path).GetProperty("get");
        JsonElement example = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example"), answer = await server.GetAsync(asked);
        Assert.Equal(Fields(answer), Fields(example));
    }

    private static string[] Fields(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Take(1).SelectMany(Fields)]
        : [.. json.EnumerateObject().SelectMany(field => field.Value.ValueKind == JsonValueKind.Array ? [field.Name, .. Fields(field)] : (string[])[field.Name])];

    private static string[] Fields(JsonProperty list) => [.. list.Value.EnumerateArray().Take(1).Where(element => element.ValueKind == JsonValueKind.Object).SelectMany(Fields)];
}
