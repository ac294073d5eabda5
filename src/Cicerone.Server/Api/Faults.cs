using Cicerone.Server.Gorse;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Cicerone.Server.Api;

/// <summary>Turns what was thrown into a problem document; what is not the sender's fault is left to the log and answered with 500.</summary>
internal sealed class Faults(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception fault, CancellationToken cancellation)
    {
        (int status, string? detail) = Of(fault);
        if (detail is null) return false;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests) context.Response.Headers.RetryAfter = "1";
        context.Response.StatusCode = status;
        if (!GorseRoutes.Has(context.Request.Path)) return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status, Detail = detail } });
        await context.Response.WriteAsync(detail, cancellation); // what clients of Gorse expect
        return true;
    }

    /// <summary>The status and what to say; nothing is said where it is not the sender's fault.</summary>
    public static (int Status, string? Detail) Of(Exception fault) => fault switch
    {
        RefusedException refused => (refused.Status, fault.Message),
        NotFoundException => (StatusCodes.Status404NotFound, fault.Message),
        StoreUnavailableException or BusyException => (StatusCodes.Status503ServiceUnavailable, fault.Message),
        CiceroneException => (StatusCodes.Status400BadRequest, fault.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (StatusCodes.Status413PayloadTooLarge, "The body is larger than 8 MiB; send it in parts."),
        BadHttpRequestException bad => (bad.StatusCode, bad.Message),
        _ => (StatusCodes.Status500InternalServerError, null),
    };
}
