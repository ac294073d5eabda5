using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>Items.</summary>
internal static class GorseItems
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/item", async (HttpRequest request, LiveItems items, CancellationToken cancellation) => await PutAsync([await GorseJson.ReadAsync<GorseItem>(request)], items, cancellation));
        api.MapPost("/items", async (HttpRequest request, LiveItems items, CancellationToken cancellation) => await PutAsync(await GorseJson.ReadListAsync<GorseItem>(request), items, cancellation));
        api.MapGet("/items", List);
        api.MapGet("/item/{id}", Get);
        api.MapPatch("/item/{id}", PatchAsync);
        api.MapDelete("/item/{id}", DeleteAsync);
        api.MapPut("/item/{id}/category/{category}", (string id, string category, LiveItems items, CancellationToken cancellation) =>
            ChangeAsync(id, item => item with { Categories = [.. item.Categories.Where(other => other != category), category] }, items, cancellation));
        api.MapDelete("/item/{id}/category/{category}", (string id, string category, LiveItems items, CancellationToken cancellation) =>
            ChangeAsync(id, item => item with { Categories = [.. item.Categories.Where(other => other != category)] }, items, cancellation));
    }

    private static async Task<IResult> PutAsync(IReadOnlyList<GorseItem> sent, LiveItems items, CancellationToken cancellation)
    {
        await items.PutAsync([.. sent.Select(item => item.Over(items.Find(item.ItemId)?.Told))], cancellation);
        return GorseJson.Wrote(sent.Count);
    }

    private static IResult List(HttpRequest request, LiveItems items)
    {
        int size = GorseQuery.Size(request);
        string after = GorseQuery.Cursor(request), wanted = request.Query["q"].ToString();
        LiveItem[] page = [.. items.After(after).Where(item => Has(item, wanted)).Take(size + 1)];
        return GorseJson.Answer(new { Cursor = GorseQuery.CursorOf(page.Length > size ? page[size - 1].Id : null), Items = page.Take(size).Select(GorseItem.Of) });
    }

    private static bool Has(LiveItem item, string wanted) =>
        wanted.Length == 0 || item.Id.Contains(wanted, StringComparison.OrdinalIgnoreCase) || item.Title.Contains(wanted, StringComparison.OrdinalIgnoreCase) || item.Told.Comment.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    private static IResult Get(string id, LiveItems items) => GorseJson.Answer(GorseItem.Of(items.Find(id) ?? throw Missing(id)));

    private static async Task<IResult> PatchAsync(string id, HttpRequest request, LiveItems items, CancellationToken cancellation)
    {
        GorseItem changes = await GorseJson.ReadAsync<GorseItem>(request);
        return await ChangeAsync(id, changes.Change, items, cancellation);
    }

    private static async Task<IResult> DeleteAsync(string id, LiveItems items, CancellationToken cancellation) =>
        GorseJson.Wrote(await items.DeleteAsync(id, cancellation) is null ? 0 : 1);

    private static async Task<IResult> ChangeAsync(string id, Func<StoredItem, StoredItem> change, LiveItems items, CancellationToken cancellation) =>
        await items.ChangeAsync(id, change, cancellation) ? GorseJson.Wrote(1) : throw Missing(id);

    private static NotFoundException Missing(string id) => new($"There is no item '{id}'.");
}
