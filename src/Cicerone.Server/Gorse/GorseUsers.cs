using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>People.</summary>
internal static class GorseUsers
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/user", async (HttpRequest request, Store store, CancellationToken cancellation) => await PutAsync([await GorseJson.ReadAsync<GorseUser>(request)], store, cancellation));
        api.MapPost("/users", async (HttpRequest request, Store store, CancellationToken cancellation) => await PutAsync(await GorseJson.ReadListAsync<GorseUser>(request), store, cancellation));
        api.MapGet("/users", ListAsync);
        api.MapGet("/user/{id}", GetAsync);
        api.MapPatch("/user/{id}", PatchAsync);
        api.MapDelete("/user/{id}", DeleteAsync).Needs(Scope.Forget);
    }

    private static async Task<IResult> PutAsync(IReadOnlyList<GorseUser> users, Store store, CancellationToken cancellation)
    {
        await store.People.PutAsync([.. users.Select(user => user.ToProfile())], cancellation);
        return GorseJson.Wrote(users.Count);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Store store, CancellationToken cancellation)
    {
        int size = GorseQuery.Size(request);
        IReadOnlyList<PersonProfile> people = await store.People.PageAsync(GorseQuery.Cursor(request), size + 1, cancellation);
        return GorseJson.Answer(new
        {
            Cursor = GorseQuery.CursorOf(people.Count > size ? people[size - 1].Id : null),
            Users = people.Take(size).Select(profile => (object)GorseUser.Of(profile, request)),
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpRequest request, Store store, CancellationToken cancellation) =>
        await store.People.FindAsync(id, cancellation) is { } profile ? GorseJson.Answer<object>(GorseUser.Of(profile, request)) : throw Missing(id);

    private static async Task<IResult> PatchAsync(string id, HttpRequest request, Store store, CancellationToken cancellation)
    {
        GorseUser changes = await GorseJson.ReadAsync<GorseUser>(request);
        bool found = await store.People.ChangeAsync(id, profile => profile with { Labels = GorseJson.TextOf(changes.Labels) ?? profile.Labels, Comment = changes.Comment ?? profile.Comment }, cancellation);
        return found ? GorseJson.Wrote(1) : throw Missing(id);
    }

    private static async Task<IResult> DeleteAsync(string id, PersonRemoval people, CancellationToken cancellation) =>
        GorseJson.Wrote(await people.RemoveAsync(id, cancellation) is null ? 0 : 1);

    private static NotFoundException Missing(string id) => new($"There is no user '{id}'.");
}
