using Cicerone.Server.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace Cicerone.Server.Pages;

/// <summary>Says on a page what went wrong with one, and lets somebody sign in where a key is needed.</summary>
internal sealed class PageFaults : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception fault, CancellationToken cancellation)
    {
        (int status, string? detail) = Faults.Of(fault);
        if (detail is null || context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<PageMark>() is null) return false;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Redirect(SignInRoutes.AddressFor(context.Request));
            return true;
        }
        context.Response.StatusCode = status;
        await new HtmlPage<FaultPage>(new() { ["Status"] = status, ["Fault"] = detail }).ExecuteAsync(context);
        return true;
    }
}
