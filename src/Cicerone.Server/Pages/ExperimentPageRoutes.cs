using Cicerone.Server.Experiments;
using Cicerone.Server.Security;

namespace Cicerone.Server.Pages;

/// <summary>The pages of the experiments, and what can be done there.</summary>
internal static class ExperimentPageRoutes
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/experiments", () => new HtmlPage<ExperimentsPage>([]));
        pages.MapGet("/experiments/{name}", (string name) => new HtmlPage<ExperimentPage>(new() { ["Name"] = name }));
        pages.MapPost("/experiments/{name}/end", EndAsync).Needs(Scope.Admin);
        pages.MapPost("/experiments/{name}/promote", PromoteAsync).Needs(Scope.Admin);
    }

    private static async Task<IResult> EndAsync(string name, ExperimentControl control, CancellationToken cancellation)
    {
        await control.EndAsync(name, cancellation);
        return TypedResults.Redirect(ExperimentPage.AddressOf(name));
    }

    private static async Task<IResult> PromoteAsync(string name, HttpRequest request, ExperimentControl control, CancellationToken cancellation)
    {
        await control.PromoteAsync(name, PageRoutes.Field(await request.ReadFormAsync(cancellation), "arm"), cancellation);
        return TypedResults.Redirect(ExperimentPage.AddressOf(name));
    }
}
