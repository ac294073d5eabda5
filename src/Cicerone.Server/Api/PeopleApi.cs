using System.ComponentModel;
using System.Text.Json;
using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>Who is known, and what they did.</summary>
internal static class PeopleApi
{
    private const string ExamplePerson = """{ "user": "ada", "labels": { "city": "Delft" }, "comment": "reads at night", "events": 23 }""";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/users", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("People")
            .Describe("listPeople", "People with at least one event, in the order of their ids",
                """{ "users": [{ "id": "ada", "events": 23 }], "next": null }""");
        api.MapGet("/users/{id}", GetAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("People")
            .Describe("getPerson", "A person, with what was told of them", ExamplePerson);
        api.MapPut("/users/{id}", PutAsync)
            .Accepts<ProfileMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("People")
            .Describe("putPerson", "Tells of a person, who need not be known", ExamplePerson, """{ "labels": { "city": "Delft" }, "comment": "reads at night" }""");
        api.MapDelete("/users/{id}", ForgetAsync)
            .Needs(Scope.Forget)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("People")
            .Describe("forgetPerson", "Forgets a person: what was told of them and all they did", """{ "user": "ada", "events": 23, "inRun": true, "model": "000004", "removed": ["000003", "run"], "time": "2026-11-24T20:15:00Z" }""")
            .WithDescription("When it is answered, the store and the data of the run hold nothing of them. Where the server learns, a model that was fitted without them is in service, and all versions before it are removed; where it does not, `model` is null and the run goes on, which may have learned from their events.");
        api.MapGet("/users/{id}/events", EventsAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("People")
            .Describe("listEvents", "What a person did, oldest first",
                """{ "user": "ada", "events": [{ "user": "ada", "item": "dune", "time": "2026-11-24T20:15:00Z", "value": null, "action": "view", "id": "order-1017" }] }""");
    }

    private static async Task<UserMessage> GetAsync([Description("External id of the person.")] string id, Store store, CancellationToken cancellation)
    {
        PersonProfile profile = await store.People.FindAsync(id, cancellation) ?? throw Missing(id);
        int events = (await store.Events.HistoryAsync(id, cancellation)).Count;
        return new UserMessage(id, profile.Labels is null ? null : JsonSerializer.Deserialize<JsonElement>(profile.Labels), profile.Comment, events);
    }

    private static async Task<UserMessage> PutAsync([Description("External id of the person.")] string id, HttpRequest request, Store store, CancellationToken cancellation)
    {
        PersonProfile profile = await JsonBody.ReadAsync(request, body =>
        {
            var fields = new JsonFields(body, "the profile", "labels", "comment");
            return new PersonProfile(id) { Labels = fields.Any("labels")?.GetRawText(), Comment = fields.Text("comment") ?? "" };
        }, cancellation);
        await store.People.PutAsync([profile], cancellation);
        return await GetAsync(id, store, cancellation);
    }

    private static Task<ForgetReceipt> ForgetAsync([Description("External id of the person.")] string id, Forgetting forgetting, CancellationToken cancellation) => forgetting.ForgetAsync(id, cancellation);

    private static NotFoundException Missing(string id) => new($"There is nobody '{id}' in the store.");

    private static async Task<PeoplePage> ListAsync(EventStore store, CancellationToken cancellation,
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
