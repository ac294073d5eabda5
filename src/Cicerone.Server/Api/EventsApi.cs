using System.Text.Json;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Microsoft.OpenApi;

namespace Cicerone.Server.Api;

/// <summary>Takes in what people do.</summary>
internal static class EventsApi
{
    private const int MostEvents = 10_000;
    private const string KeyHeader = "Idempotency-Key";

    public static void Map(RouteGroupBuilder api) => api.MapPost("/events", PostAsync)
        .Accepts<EventMessage[]>("application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithTags("Events")
        .Describe("recordEvents", "Records what people did",
            """{ "accepted": 1, "duplicates": 0, "unknownItems": [] }""",
            """[{ "user": "ada", "item": "dune", "time": "2026-11-24T20:15:00Z", "action": "view", "id": "order-1017" }]""")
        .WithDescription($"""
            One event, or a list of up to {MostEvents:N0}, stored all together or not at all. Once answered, they are kept.
            `time` is now where it is absent; `value` is a finite number; an event whose `id` was recorded before is a duplicate and changes nothing, so that sending again is safe.
            With a header `{KeyHeader}`, events without an `id` get one from it and their place, so that a whole list can be sent again.
            When too many events wait to be stored, the answer is 503 and nothing of the list was recorded: send it again after `Retry-After`.
            Items the model has never met are stored too, and named in `unknownItems`.
            """)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            OpenApiMediaType body = operation.RequestBody!.Content!["application/json"];
            body.Schema = new OpenApiSchema { AnyOf = [body.Schema!.Items!, body.Schema] }; // a list of events, or one
            return Task.CompletedTask;
        });

    private static async Task<RecordReceipt> PostAsync(HttpRequest request, LiveRecommender live, TimeProvider clock, CancellationToken cancellation)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        IReadOnlyList<StoredEvent> events = await JsonBody.ReadAsync(request, body => JsonBody.List(body, "event", MostEvents, (json, owner) => Read(json, owner, now)), cancellation);
        string key = request.Headers[KeyHeader].ToString();
        return await live.RecordAsync(key.Length == 0 ? events : [.. events.Select((stored, place) => stored.Id is null ? stored with { Id = $"{key}#{place}" } : stored)], cancellation);
    }

    private static StoredEvent Read(JsonElement json, string owner, long now)
    {
        var fields = new JsonFields(json, owner, "user", "item", "time", "value", "action", "id");
        return new StoredEvent(fields.RequiredText("user"), fields.RequiredText("item"))
        {
            Time = fields.Time("time") ?? now,
            Value = (float?)fields.Number("value"),
            Action = fields.Text("action"),
            Id = fields.Text("id"),
        };
    }
}
