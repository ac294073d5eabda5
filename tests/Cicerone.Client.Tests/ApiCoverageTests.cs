using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Cicerone.Client.Tests;

/// <summary>Holds the client against the server's own description: every route, every field, nothing more.</summary>
public sealed class ApiCoverageTests(LearningServer server) : IClassFixture<LearningServer>
{
    private static readonly object[] Samples =
    [
        new UserEvent[] { new("x", "x") }, new ToldItem[] { new("x") }, new Profile(Comment: "x"), new RecommendationQuery { User = "x" }, new NewConversation(), new Saying("x"), new MerchandisingSettings(),
        new NewExperiment("x", [new NewArm("a", 0.5), new NewArm("b", 0.5)], "x"), new OffPolicyQuery("x", "x"), new NewKey(["read"]),
    ];

    [Fact]
    public async Task Every_route_is_called_by_one_method_and_every_example_is_read_whole()
    {
        ApiDocument document = await ApiDocument.ReadAsync(server.Address);
        var handler = new Echo(document);
        using var http = new HttpClient(handler);
        using var client = new CiceroneClient(new CiceroneClientOptions { Address = server.Address }, http);
        foreach ((object resource, MethodInfo method) in Methods(client))
        {
            var call = (Task)method.Invoke(resource, [.. method.GetParameters().Select(Argument)])!;
            await call;
            object answer = call.GetType().GetProperty("Result")!.GetValue(call)!;
            JsonNode given = Normal(JsonNode.Parse(handler.Example!))!, read = Normal(JsonSerializer.SerializeToNode(answer, TypeOf(AnswerOf(method))))!;
            Assert.True(JsonNode.DeepEquals(given, read), $"{method.DeclaringType!.Name}.{method.Name} reads {given} as {read}");
        }
        Assert.Equal(document.Operations.Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal), handler.Called.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_message_has_the_fields_that_the_document_gives_it()
    {
        ApiDocument document = await ApiDocument.ReadAsync(server.Address);
        var handler = new Echo(document);
        using var http = new HttpClient(handler);
        using var client = new CiceroneClient(new CiceroneClientOptions { Address = server.Address }, http);
        int compared = 0;
        foreach ((object resource, MethodInfo method) in Methods(client))
        {
            await (Task)method.Invoke(resource, [.. method.GetParameters().Select(Argument)])!;
            Compare(document, ApiDocument.Answer(handler.Operation).GetProperty("schema"), TypeOf(AnswerOf(method)), method.Name, ref compared);
            Type? body = method.GetParameters().Select(parameter => parameter.ParameterType).FirstOrDefault(IsMessage);
            Assert.Equal(ApiDocument.Body(handler.Operation) is not null, body is not null);
            if (body is not null) Compare(document, ApiDocument.Body(handler.Operation)!.Value.GetProperty("schema"), TypeOf(body), method.Name, ref compared);
        }
        Assert.True(compared > 250, $"{compared} fields were compared.");
    }

    private static void Compare(ApiDocument document, JsonElement schema, JsonTypeInfo type, string place, ref int compared)
    {
        schema = document.Resolve(schema);
        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            Compare(document, schema.GetProperty("items"), TypeOf(type.ElementType!), $"{place}[]", ref compared);
            return;
        }
        if (type.Kind != JsonTypeInfoKind.Object) return;
        string[] given = [.. schema.GetProperty("properties").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)], held = [.. type.Properties.Select(field => field.Name).Order(StringComparer.Ordinal)];
        Assert.True(given.SequenceEqual(held), $"{place}: the document has {string.Join(", ", given)}; the client {string.Join(", ", held)}");
        compared += given.Length;
        foreach (JsonPropertyInfo field in type.Properties)
            if (ApiJson.Default.GetTypeInfo(field.PropertyType) is { } inner) Compare(document, schema.GetProperty("properties").GetProperty(field.Name), inner, $"{place}.{field.Name}", ref compared);
    }

    private static IEnumerable<(object Resource, MethodInfo Method)> Methods(CiceroneClient client) => typeof(CiceroneClient).GetProperties()
        .SelectMany(resource => resource.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => (resource.GetValue(client)!, method)));

    private static Type AnswerOf(MethodInfo method) => method.ReturnType.GenericTypeArguments[0];

    private static JsonTypeInfo TypeOf(Type type) => ApiJson.Default.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is in no message.");

    private static bool IsMessage(Type type) => type != typeof(string) && (type.Namespace == typeof(CiceroneClient).Namespace || typeof(IEnumerable).IsAssignableFrom(type));

    private static object? Argument(ParameterInfo parameter)
    {
        if (IsMessage(parameter.ParameterType)) return Samples.Single(parameter.ParameterType.IsInstanceOfType);
        if (parameter.ParameterType == typeof(CancellationToken)) return TestContext.Current.CancellationToken;
        return parameter.HasDefaultValue ? parameter.DefaultValue : "x";
    }

    /// <summary>JSON without nulls, and with times written in one way.</summary>
    private static JsonNode? Normal(JsonNode? json) => json switch
    {
        JsonObject fields => new JsonObject(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, Normal(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Normal)]),
        JsonValue value when value.TryGetValue(out string? text) && DateTimeOffset.TryParse(text, out DateTimeOffset time) && text.Length > 10 => JsonValue.Create(time.ToUnixTimeMilliseconds()),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(Math.Round(double.Parse(value.ToJsonString()), 5)),
        _ => json?.DeepClone(),
    };

    /// <summary>Answers every request with the example of its route.</summary>
    private sealed class Echo(ApiDocument document) : HttpMessageHandler
    {
        public List<string> Called { get; } = [];

        public string? Example { get; private set; }

        public JsonElement Operation { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (string method, string path, JsonElement operation) = document.Find(request);
            Called.Add($"{method} {path}");
            (Operation, Example) = (operation, ApiDocument.Answer(operation).GetProperty("example").GetRawText());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Example, Encoding.UTF8, "application/json") });
        }
    }
}
