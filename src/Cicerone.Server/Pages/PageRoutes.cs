using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;
using Cicerone.Server.Tour;

namespace Cicerone.Server.Pages;

/// <summary>
/// The pages: HTML made on the server, with links and forms alone, so that every state has an address, survives a reload
/// and needs no script.
/// </summary>
internal static class PageRoutes
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services.AddHttpContextAccessor();

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder pages = app.MapGroup("").ExcludeFromDescription().WithMetadata(PageMark.Mark);
        pages.MapGet("/", Home);
        pages.MapPost("/record", RecordAsync);
        pages.MapGet("/tour", () => new HtmlPage<TourPage>([]));
        pages.MapGet($"/tour/{SeasonDial.Stop}", async (int? months, string? books, SeasonDial dial, CancellationToken cancellation) =>
            new HtmlPage<SeasonStopPage>(new() { ["Exhibit"] = await dial.ShowAsync(months ?? SeasonDial.FirstMonths, months is null || books == "true", cancellation) })); // a form leaves out a box that is not ticked
        pages.MapGet($"/tour/{ForgetExhibit.Stop}", (TourGuide guide) => new HtmlPage<ForgetStopPage>(new() { ["Exhibit"] = guide.ShowForgotten() }));
        pages.MapGet("/tour/{name}", async (string name, string? user, TourGuide guide, LiveRecommender live, CancellationToken cancellation) =>
            new HtmlPage<StopPage>(new() { ["Exhibit"] = await guide.ShowAsync(name, user, live, cancellation) }));
        pages.MapGet("/tour/{name}/sources/{id}", (string name, string id, TourGuide guide) => new HtmlPage<SourcePage>(new() { ["Stop"] = name, ["Source"] = guide.Source(name, id) }));
        pages.MapGet("/items", (string? find) => new HtmlPage<ItemsPage>(new() { ["Find"] = find }));
        pages.MapGet("/items/{id}", (string id, string? user) => new HtmlPage<ItemPage>(new() { ["Id"] = id, ["User"] = user }));
        pages.MapGet("/rules", (string? find) => new HtmlPage<RulesPage>(new() { ["Find"] = find }));
        pages.MapGet("/overview", () => new HtmlPage<OverviewPage>([])).Needs(Scope.Admin);
        pages.MapGet("/drift", (string? category) => new HtmlPage<DriftPage>(new() { ["Category"] = category })).Needs(Scope.Train);
        ModelPageRoutes.Map(pages);
        ExperimentPageRoutes.Map(pages);
        DataRoutes.Map(pages);
        ForgetRoutes.Map(pages);
        TalkRoutes.Map(pages);
        SignInRoutes.Map(pages);
        pages.MapGet("/favicon.ico", () => TypedResults.Redirect(PageAsset.Icon.Address)).WithMetadata(OpenToAll.Mark); // browsers ask for it where a page names no icon, as a run's report
        foreach (PageAsset asset in PageAsset.All) pages.MapGet(asset.Path, asset.Serve).WithMetadata(OpenToAll.Mark);
    }

    private static IResult Home(string? user, string? people, string? after, string? find, string? recorded, string[]? with) =>
        user is null && find is null && with is null or []
            ? new HtmlPage<EveryonePage>(new() { ["Prefix"] = people, ["After"] = after })
            : new HtmlPage<ReaderPage>(new() { ["User"] = user, ["Find"] = find, ["Recorded"] = recorded, ["With"] = with ?? [] });

    /// <summary>Records that a person chose an item, now, and shows them again.</summary>
    private static async Task<IResult> RecordAsync(HttpRequest request, LiveRecommender live, TimeProvider clock, CancellationToken cancellation)
    {
        IFormCollection form = await request.ReadFormAsync(cancellation);
        string user = Field(form, "user"), item = Field(form, "item");
        live.IndexOf(item);
        await live.RecordAsync([new StoredEvent(user, item) { Time = clock.GetUtcNow().ToUnixTimeMilliseconds() }], cancellation);
        return TypedResults.Redirect(new ReaderAddress(user, [.. form["with"].OfType<string>()]).Without(item).Recorded(item));
    }

    /// <summary>The one value of a field of a form.</summary>
    internal static string Field(IFormCollection form, string name) =>
        form[name] is [{ } value] ? value : throw new CiceroneException($"The form must have one field '{name}'.");
}
