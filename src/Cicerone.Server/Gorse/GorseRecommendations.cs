using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>Recommendations, and lists that are the same for everyone.</summary>
internal static class GorseRecommendations
{
    private static readonly string[] NonPersonalized = ["popular", "latest"];

    public static void Map(RouteGroupBuilder api)
    {
        MapByCategory(api, "/recommend/{id}", OfUserAsync);
        MapByCategory(api, "/collaborative-filtering/{id}", ScoresOfUserAsync);
        MapByCategory(api, "/item/{id}/neighbors", NeighborsOfItemAsync);
        api.MapGet("/item-to-item/{name}/{id}", (string name, string id, HttpRequest request, GorseLists lists) => NeighborsOfItemAsync(id, category: null, request, lists, request.HttpContext.RequestAborted));
        api.MapGet("/user/{id}/neighbors", NeighborsOfUserAsync);
        api.MapGet("/user-to-user/{name}/{id}", (string name, string id, HttpRequest request, Store store, CancellationToken cancellation) => NeighborsOfUserAsync(id, request, store, cancellation));
        api.MapPost("/session/recommend", (HttpRequest request, GorseLists lists) => OfSessionAsync(category: null, request, lists)).Needs(Scope.Read);
        api.MapPost("/session/recommend/{category}", (string category, HttpRequest request, GorseLists lists) => OfSessionAsync(category, request, lists)).Needs(Scope.Read);
        foreach (string name in NonPersonalized)
        {
            api.MapGet($"/{name}", (HttpRequest request, GorseLists lists) => ForEveryoneAsync(name, category: null, request, lists));
            api.MapGet($"/{name}/{{category}}", (string category, HttpRequest request, GorseLists lists) => ForEveryoneAsync(name, category, request, lists));
        }
        api.MapGet("/non-personalized/{name}", (string name, HttpRequest request, GorseLists lists) => NonPersonalized.Contains(name) ? ForEveryoneAsync(name, category: null, request, lists)
            : throw new NotFoundException(CiceroneException.UnknownName("list", name, NonPersonalized).Message));
    }

    private static void MapByCategory(RouteGroupBuilder api, string path, Func<string, string?, HttpRequest, GorseLists, CancellationToken, Task<IResult>> answer)
    {
        api.MapGet(path, (string id, HttpRequest request, GorseLists lists, CancellationToken cancellation) => answer(id, null, request, lists, cancellation));
        api.MapGet($"{path}/{{category}}", (string id, string category, HttpRequest request, GorseLists lists, CancellationToken cancellation) => answer(id, category, request, lists, cancellation));
    }

    private static async Task<IResult> OfUserAsync(string user, string? category, HttpRequest request, GorseLists lists, CancellationToken cancellation)
    {
        GorseScore[] scores = await lists.OfUserAsync(user, category, request, cancellation);
        if (request.Query["write-back-type"].ToString() is { Length: > 0 } type)
            await lists.RecordAsync(user, type, request.Query["write-back-delay"].ToString(), [.. scores.Select(score => score.Id)], cancellation);
        return request.Headers["X-API-Version"] == "2" ? GorseJson.Answer<object[]>(scores) : GorseJson.Answer(scores.Select(score => score.Id));
    }

    private static async Task<IResult> ScoresOfUserAsync(string user, string? category, HttpRequest request, GorseLists lists, CancellationToken cancellation) =>
        GorseJson.Answer<object[]>(await lists.OfUserAsync(user, category, request, cancellation));

    private static async Task<IResult> OfSessionAsync(string? category, HttpRequest request, GorseLists lists)
    {
        IReadOnlyList<GorseFeedback> session = await GorseJson.ReadListAsync<GorseFeedback>(request);
        return GorseJson.Answer<object[]>(await lists.OfSessionAsync([.. session.OrderBy(feedback => feedback.Timestamp ?? long.MaxValue).Select(feedback => feedback.ItemId)], category, request, request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> NeighborsOfItemAsync(string item, string? category, HttpRequest request, GorseLists lists, CancellationToken cancellation) =>
        GorseJson.Answer<object[]>(await lists.AfterAsync(lists.Existing(item), category, request, cancellation));

    private static async Task<IResult> NeighborsOfUserAsync(string id, HttpRequest request, Store store, CancellationToken cancellation)
    {
        if (await store.People.FindAsync(id, cancellation) is null) throw new NotFoundException($"There is no user '{id}'.");
        int offset = GorseQuery.Offset(request);
        IReadOnlyList<(string Id, double Cosine)> people = await store.People.NearestAsync(id, offset + GorseQuery.Size(request), cancellation);
        return GorseJson.Answer(people.Skip(offset).Select(person => new GorseScore(person.Id, person.Cosine)));
    }

    private static async Task<IResult> ForEveryoneAsync(string name, string? category, HttpRequest request, GorseLists lists) =>
        GorseJson.Answer<object[]>(await lists.ForEveryoneAsync(name == "latest", category, request));
}
