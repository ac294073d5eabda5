using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Security;

namespace Cicerone.Server.Pages;

/// <summary>The pages of the models, and what can be done there.</summary>
internal static class ModelPageRoutes
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/models", () => Page());
        pages.MapGet("/models/{version}", (string version, string? with) => new HtmlPage<ModelPage>(new() { ["Version"] = version, ["With"] = with }));
        pages.MapGet("/models/{version}/report", Report);
        pages.MapPost("/models/learn", LearnAsync).Needs(Scope.Train);
        pages.MapPost("/models/promote", PromoteAsync).Needs(Scope.Admin);
        pages.MapPost("/models/roll-back", RollBackAsync).Needs(Scope.Admin);
    }

    private static IResult Report(string version, KeptRuns runs, HttpResponse response)
    {
        string file = runs.ReportOf(runs.Existing(version)) ?? throw new NotFoundException($"There is no report of version {version}: 'cicerone fit' writes one beside a run, and what a server learns has none.");
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"; // its styles are inside, as of any file that needs no other
        return Results.File(file, "text/html; charset=utf-8");
    }

    private static async Task<IResult> LearnAsync(IServiceProvider services, CancellationToken cancellation)
    {
        LearningOutcome outcome = await Learner(services).LearnAsync(cancellation);
        return Page($"{outcome.Why} {(outcome.Promoted ? $"Version {outcome.InService} is in service." : $"Version {outcome.InService} goes on.")}");
    }

    private static async Task<IResult> PromoteAsync(HttpRequest request, IServiceProvider services, CancellationToken cancellation)
    {
        string version = PageRoutes.Field(await request.ReadFormAsync(cancellation), "version");
        await Learner(services).PromoteAsync(version, cancellation);
        return Page($"Version {version} is in service.");
    }

    private static async Task<IResult> RollBackAsync(IServiceProvider services, CancellationToken cancellation) => Page($"Version {await Learner(services).RollBackAsync(cancellation)} is in service again.");

    private static Learner Learner(IServiceProvider services) =>
        services.GetService<Learner>() ?? throw new CiceroneException("This server does not learn; 'cicerone serve RUN --models FOLDER' lets it.");

    private static HtmlPage<ModelsPage> Page(string? told = null) => new(new() { ["Told"] = told });
}
