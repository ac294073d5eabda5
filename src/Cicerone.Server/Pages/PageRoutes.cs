namespace Cicerone.Server.Pages;

/// <summary>The pages.</summary>
internal static class PageRoutes
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services;

    public static void MapPages(this IEndpointRouteBuilder app) => app.MapGet("/", () => Results.Redirect("/v1/model")).ExcludeFromDescription();
}
