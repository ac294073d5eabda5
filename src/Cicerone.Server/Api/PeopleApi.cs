using System.ComponentModel;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>Who is known, and what they did.</summary>
internal static class PeopleApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/users", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("People")
            .Describe("listPeople", "People with at least one event, in the order of their ids",
                """{ "users": [{ "id": "ada", "events": 23 }], "next": null }""");
        api.MapGet("/users/{id}/events", EventsAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("People")
            .Describe("listEvents", "What a person did, oldest first",
                """{ "user": "ada", "events": [{ "user": "ada", "item": "dune", "time": "2026-11-24T20:15:00Z", "value": null, "action": "view", "id": "order-1017" }] }""");
    }

    private static async Task<PeoplePage> ListAsync(IEventStore store, CancellationToken cancellation,
        [Description("What their ids start with; case counts.")] string prefix = "",
        [Description("How many at most, 1 to 1000.")] int limit = PageLimit.Default,
        [Description("The id to go on after: `next` of the page before.")] string? after = null)
    {
        IReadOnlyList<StoredPerson> people = await store.PeopleAsync(prefix, after, PageLimit.Checked(limit) + 1, cancellation);
        bool more = people.Count > limit;
        return new PeoplePage([.. people.Take(limit)], more ? people[limit - 1].Id : null);
    }

    private static async Task<PersonEvents> EventsAsync([Description("External id of the person.")] string id, LiveRecommender live, CancellationToken cancellation) =>
        new(id, [.. (await live.HistoryAsync(id, cancellation)).Select(EventMessage.Of)]);
}

/// <summary>A page of the people.</summary>
/// <param name="Users">The people.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null at the end.</param>
internal sealed record PeoplePage(IReadOnlyList<StoredPerson> Users, string? Next);

/// <summary>What a person did, oldest first.</summary>
internal sealed record PersonEvents(string User, IReadOnlyList<EventMessage> Events);
