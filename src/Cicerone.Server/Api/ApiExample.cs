namespace Cicerone.Server.Api;

/// <summary>What an endpoint's description shows.</summary>
/// <param name="Response">An answer, in JSON.</param>
/// <param name="Request">A body that is sent, in JSON; null where there is none.</param>
internal sealed record ApiExample(string Response, string? Request);

/// <summary>Writes the examples of endpoints.</summary>
internal static class ApiExamples
{
    /// <summary>Tells what the endpoint does, with an example of its answer and of the body it takes.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary, string response, string? request = null) =>
        endpoint.WithName(name).WithSummary(summary).WithMetadata(new ApiExample(response, request));
}
