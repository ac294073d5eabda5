using Cicerone.Server.Imports;
using Cicerone.Server.Live;
using Cicerone.Server.Security;

namespace Cicerone.Server.Pages;

/// <summary>The page that takes files of events: sent, looked at, and then taken over.</summary>
internal static class DataRoutes
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/data", () => Page()).Needs(Scope.Write);
        pages.MapPost("/data", LookAsync);
        pages.MapPost("/data/take-over", TakeOverAsync);
    }

    private static async Task<IResult> LookAsync(HttpRequest request, ImportDesk desk, CancellationToken cancellation)
    {
        IFormFile file = (await request.ReadFormAsync(cancellation)).Files["file"] ?? throw new CiceroneException("The form must have one field 'file', with a file.");
        await using Stream content = file.OpenReadStream();
        PendingImport pending = await desk.ReadAsync(file.FileName, content, cancellation);
        return new HtmlPage<ImportPage>(new() { ["Id"] = pending.Id, ["Name"] = pending.Name, ["Read"] = pending.Data });
    }

    private static async Task<IResult> TakeOverAsync(HttpRequest request, ImportDesk desk, LiveRecommender live, CancellationToken cancellation)
    {
        (PendingImport import, RecordReceipt receipt) = await desk.TakeOverAsync(PageRoutes.Field(await request.ReadFormAsync(cancellation), "id"), live, cancellation);
        return Page($"{import.Name}: {Counted.Of(receipt.Accepted, "event")} stored, {receipt.Duplicates:N0} left out that were stored before."
            + (receipt.UnknownItems.Count == 0 ? "" : $" Unknown to the model in service: {Counted.Of(receipt.UnknownItems.Count, "item")}; one that is learned anew knows them."));
    }

    private static HtmlPage<DataPage> Page(string? told = null) => new(new() { ["Told"] = told });
}
