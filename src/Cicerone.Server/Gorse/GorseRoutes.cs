using Cicerone.Server.Api;
using Cicerone.Server.Security;

namespace Cicerone.Server.Gorse;

/// <summary>
/// The API of Gorse, another recommender server, under <c>/api</c>, so that its clients work unchanged. What they record is
/// the same events, and what they get is from the same model, as under <c>/v1</c>.
/// </summary>
internal static class GorseRoutes
{
    private const string Root = "/api";

    /// <summary>Whether a path is of this API.</summary>
    public static bool Has(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static void MapGorse(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup(Root).ExcludeFromDescription();
        api.AddEndpointFilterFactory(RouteIds.Filter);
        GorseUsers.Map(api);
        GorseItems.Map(api);
        GorseFeedbacks.Map(api);
        GorseRecommendations.Map(api);
        GorseHealth.Map(api.MapGroup("/health").WithMetadata(OpenToAll.Mark));
    }
}
