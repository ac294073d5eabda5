using System.ComponentModel;
using System.Text.Json;
using Cicerone.Server.Conversations;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>What people were shown, and all that is kept of one of them.</summary>
internal static class ExposuresApi
{
    private const string Exposure = """
        { "number": 7, "request": "0193f0a2c1", "user": "ada", "time": "2026-11-24T20:15:00Z", "model": "run", "merchandising": "default", "experiment": null, "arm": null, "context": { "device": "mobile" },
          "filter": "", "milliseconds": 1.2, "items": [{ "item": "dune", "score": 0.75, "source": "ease", "propensity": 1 }] }
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/exposures", ListAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exposures")
            .Describe("listExposures", "The lists that requests were answered with, in the order in which they were written down", $$"""{ "exposures": [{{Exposure}}], "next": 7, "lost": 0 }""")
            .WithDescription("An exposure is written within a second of its answer. `lost` counts those that could not be since the server started, because too many waited.");
        api.MapGet("/users/{id}/export", ExportAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("People")
            .Describe("exportPerson", "All that is kept of a person: what was told of them, what they did, what they were shown and what was said with them", $$"""
                { "user": "ada", "labels": { "city": "Delft" }, "comment": "reads at night",
                  "events": [{ "user": "ada", "item": "dune", "time": "2026-11-24T20:15:00Z", "value": null, "action": "view", "id": "order-1017" }], "exposures": [{{Exposure}}], "conversations": [{{ConversationsApi.Conversation}}] }
                """);
    }

    private static async Task<ExposurePage> ListAsync(ExposureStore store, ExposureIntake intake, CancellationToken cancellation,
        [Description("The number to go on after: `next` of the page before; 0 to start.")] long after = 0,
        [Description("How many at most, 1 to 1000.")] int limit = PageLimit.Default)
    {
        await intake.FlushAsync(cancellation);
        IReadOnlyList<NumberedExposure> page = await store.PageAsync(after, PageLimit.Checked(limit), cancellation);
        return new ExposurePage([.. page.Select(ExposureMessage.Of)], page.Count == 0 ? after : page[^1].Number, intake.Lost);
    }

    private static async Task<PersonExport> ExportAsync([Description("External id of the person.")] string id, Store store, ExposureIntake intake, CancellationToken cancellation)
    {
        await intake.FlushAsync(cancellation);
        PersonProfile profile = await store.People.FindAsync(id, cancellation) ?? throw new NotFoundException($"There is nobody '{id}' in the store.");
        return new PersonExport(id, profile.Labels is null ? null : JsonSerializer.Deserialize<JsonElement>(profile.Labels), profile.Comment,
            [.. (await store.Events.HistoryAsync(id, cancellation)).Select(EventMessage.Of)], [.. (await store.Exposures.OfUserAsync(id, cancellation)).Select(ExposureMessage.Of)],
            [.. (await store.Conversations.OfUserAsync(id, cancellation)).Select(KeptConversation.Of).Select(ConversationMessage.Of)]);
    }
}

/// <summary>A page of the exposure log.</summary>
/// <param name="Exposures">The exposures.</param>
/// <param name="Next">What to give as <c>after</c> for the next page.</param>
/// <param name="Lost">How many exposures were lost since the server started.</param>
internal sealed record ExposurePage(IReadOnlyList<ExposureMessage> Exposures, long Next, long Lost);

/// <summary>All that is kept of a person.</summary>
internal sealed record PersonExport(string User, JsonElement? Labels, string Comment, IReadOnlyList<EventMessage> Events, IReadOnlyList<ExposureMessage> Exposures, IReadOnlyList<ConversationMessage> Conversations);

/// <summary>A list that was answered with, as the API gives it.</summary>
internal sealed record ExposureMessage(long Number, string Request, string? User, DateTime Time, string Model, string Merchandising, string? Experiment, string? Arm,
    IReadOnlyDictionary<string, string?> Context, string Filter, double Milliseconds, IReadOnlyList<ExposedItem> Items)
{
    public static ExposureMessage Of(NumberedExposure numbered)
    {
        StoredExposure exposure = numbered.Exposure;
        return new ExposureMessage(numbered.Number, exposure.Request, exposure.User, DateTimeOffset.FromUnixTimeMilliseconds(exposure.Time).UtcDateTime, exposure.Model, exposure.Merchandising,
            exposure.Experiment, exposure.Arm, exposure.Context, exposure.Query.Filter, exposure.Milliseconds, exposure.Items);
    }
}
