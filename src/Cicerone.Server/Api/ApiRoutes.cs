using System.Text.Json;
using System.Text.Json.Serialization;
using Cicerone.Server.Learning;
using Cicerone.Server.Pages;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>The API: one class a resource, under <c>/v1</c>.</summary>
internal static class ApiRoutes
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails().AddExceptionHandler<PageFaults>().AddExceptionHandler<Faults>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        return services.AddOpenApi("v1", ApiDescription.Describe);
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/v1");
        api.AddEndpointFilterFactory(KnownParameters.Filter).AddEndpointFilterFactory(RouteIds.Filter);
        EventsApi.Map(api);
        PeopleApi.Map(api);
        RecommendationsApi.Map(api);
        ConversationsApi.Map(api);
        ItemsApi.Map(api);
        ModelApi.Map(api);
        if (app.ServiceProvider.GetService<Learner>() is not null) ModelsApi.Map(api);
        MerchandisingApi.Map(api);
        ExposuresApi.Map(api);
        ExperimentsApi.Map(api);
        OffPolicyApi.Map(api);
        RunsApi.Map(api);
        DriftApi.Map(api);
        TourApi.Map(api);
        KeysApi.Map(api);
        StatusApi.Map(api);
        HealthApi.Map(app.MapGroup("/health").WithMetadata(OpenToAll.Mark));
        app.MapOpenApi("/openapi/{documentName}.json");
    }
}
