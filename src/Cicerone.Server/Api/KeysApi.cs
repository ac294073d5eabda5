using System.ComponentModel;
using System.Text.Json;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>Keys, and what was done with them.</summary>
internal static class KeysApi
{
    private const int MostDays = 3650;
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/keys", ListAsync)
            .Needs(Scope.Admin)
            .WithTags("Keys")
            .Describe("listKeys", "The keys, without their secrets", """[{ "id": "x8Zk", "scopes": ["read", "write"], "note": "shop front", "created": "2026-11-24T20:15:00Z", "expires": null }]""");
        api.MapPost("/keys", AddAsync)
            .Accepts<NewKeyMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .Needs(Scope.Admin)
            .WithTags("Keys")
            .Describe("addKey", "Makes a key", """{ "key": "cicerone_x8Zk_…" }""", """{ "note": "shop front", "scopes": ["read", "write"], "days": 365 }""")
            .WithDescription("The answer is the only time that the whole key is shown.");
        api.MapPost("/keys/{id}/rotate", RotateAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(Scope.Admin)
            .WithTags("Keys")
            .Describe("rotateKey", "Gives a key a new secret; the former one is taken for an hour more", """{ "key": "cicerone_x8Zk_…" }""");
        api.MapDelete("/keys/{id}", RevokeAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Needs(Scope.Admin)
            .WithTags("Keys")
            .Describe("revokeKey", "Revokes a key at once", """{ "revoked": "x8Zk" }""");
        api.MapGet("/audit", AuditAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .Needs(Scope.Admin)
            .WithTags("Keys")
            .Describe("listAudit", "What was done that changes the server or forgets somebody, newest first", """[{ "time": "2026-11-24T20:15:00Z", "key": "x8Zk", "action": "DELETE /v1/users/{id}", "status": 200 }]""");
    }

    private static async Task<IEnumerable<KeyMessage>> ListAsync(ApiKeys keys, CancellationToken cancellation) =>
        (await keys.AllAsync(cancellation)).Select(key => new KeyMessage(key.Id, key.Scopes, key.Note, key.Created.UtcDateTime, key.Expires?.UtcDateTime));

    private static async Task<WholeKey> AddAsync(HttpRequest request, ApiKeys keys, CancellationToken cancellation)
    {
        (string note, Scope[] scopes, int? days) = await JsonBody.ReadAsync(request, Read, cancellation);
        return new WholeKey(await keys.AddAsync(note, scopes, days is { } some ? TimeSpan.FromDays(some) : null, cancellation));
    }

    private static (string Note, Scope[] Scopes, int? Days) Read(JsonElement body)
    {
        var fields = new JsonFields(body, "the key", "note", "scopes", "days");
        int? days = fields.Whole("days");
        if (days is < 1 or > MostDays) throw new CiceroneException($"The field 'days' of the key is {days}, but must lie in 1 to {MostDays}.");
        return (fields.Text("note") ?? "", [.. (fields.Texts("scopes") ?? []).Select(ScopeNames.Parse)], days);
    }

    private static async Task<WholeKey> RotateAsync([Description("Id of the key.")] string id, ApiKeys keys, CancellationToken cancellation) =>
        new(await keys.RotateAsync(id, Overlap, cancellation) ?? throw Missing(id));

    private static async Task<RevokedKey> RevokeAsync([Description("Id of the key.")] string id, ApiKeys keys, CancellationToken cancellation) =>
        await keys.RevokeAsync(id, cancellation) ? new RevokedKey(id) : throw Missing(id);

    private static async Task<IEnumerable<AuditMessage>> AuditAsync(KeyStore store, CancellationToken cancellation, [Description("How many at most, 1 to 1000.")] int limit = PageLimit.Default) =>
        (await store.AuditAsync(PageLimit.Checked(limit), cancellation)).Select(entry => new AuditMessage(entry.Time.UtcDateTime, entry.Key, entry.Action, entry.Status));

    private static NotFoundException Missing(string id) => new($"There is no key '{id}'.");
}

/// <summary>A key without its secret.</summary>
internal sealed record KeyMessage(string Id, IReadOnlyList<Scope> Scopes, string Note, DateTime Created, DateTime? Expires);

/// <summary>A whole key.</summary>
internal sealed record WholeKey(string Key);

/// <summary>The id of a key that was revoked.</summary>
internal sealed record RevokedKey(string Revoked);

/// <summary>An entry of the audit log.</summary>
internal sealed record AuditMessage(DateTime Time, string? Key, string Action, int Status);

/// <summary>A key that is wanted.</summary>
internal sealed record NewKeyMessage
{
    [Description("Whose it is, or what it is for.")]
    public string? Note { get; init; }

    [Description("What it may do: read, write, train, forget, admin.")]
    public required IReadOnlyList<string> Scopes { get; init; }

    [Description("How many days it is taken, 1 to 3650; for ever when it is left out.")]
    public int? Days { get; init; }
}
