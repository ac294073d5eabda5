using System.ComponentModel;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>The rules by which lists are composed.</summary>
internal static class MerchandisingApi
{
    private const string Example = """
        { "stock": "id != \"ubik\"", "pins": [{ "item": "dune", "position": 1, "when": "device = \"mobile\"" }], "boosts": [{ "filter": "author = \"Stanisław Lem\"", "by": 0.2, "when": "" }],
          "caps": [{ "column": "author", "most": 2, "when": "" }],
          "explorations": [{ "probability": 0.1, "positions": [5, 10], "filter": "", "mostTrainingEvents": 5, "among": null, "when": "" }] }
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/merchandising", ListAsync)
            .WithTags("Merchandising")
            .Describe("listMerchandising", "Names of the merchandising settings", """["default", "spring"]""");
        api.MapGet("/merchandising/{name}", GetAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Merchandising")
            .Describe("getMerchandising", "The rules of one name", Example);
        api.MapPut("/merchandising/{name}", PutAsync)
            .Needs(Scope.Admin)
            .Accepts<MerchandisingSettings>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Merchandising")
            .Describe("putMerchandising", "Sets the rules of one name", Example, Example)
            .WithDescription("Those of the name `default` hold for every list but where an experiment says otherwise. Every item and column that is named must be there. What a condition asks of the context is free: a key that a request does not tell equals nothing.");
        api.MapDelete("/merchandising/{name}", DeleteAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Merchandising")
            .Describe("deleteMerchandising", "Removes the rules of one name", """{ "removed": "spring" }""");
    }

    private static async Task<IEnumerable<string>> ListAsync(MerchandisingBook book, CancellationToken cancellation) => (await book.AllAsync(cancellation)).Keys.Order(StringComparer.Ordinal);

    private static Task<MerchandisingSettings> GetAsync([Description("Name of the settings.")] string name, MerchandisingBook book, CancellationToken cancellation) => book.ExistingAsync(name, cancellation);

    private static async Task<MerchandisingSettings> PutAsync([Description("Name of the settings.")] string name, HttpRequest request, MerchandisingBook book, LiveItems items, CancellationToken cancellation)
    {
        ExternalId.Checked(name, "name");
        MerchandisingSettings settings = MerchandisingReader.Checked(await JsonBody.ReadAsync(request, MerchandisingReader.Read, cancellation), items);
        await book.PutAsync(name, settings, cancellation);
        return settings;
    }

    private static async Task<RemovedName> DeleteAsync([Description("Name of the settings.")] string name, MerchandisingBook book, CancellationToken cancellation)
    {
        await book.ExistingAsync(name, cancellation);
        await book.RemoveAsync(name, cancellation);
        return new RemovedName(name);
    }
}

/// <summary>The name of what was removed.</summary>
internal sealed record RemovedName(string Removed);
