namespace Cicerone.Server.Security;

/// <summary>
/// Refuses what a page of another site makes a browser send: browsers tell where a request comes from, other programs send
/// neither header. That guards the page's forms without a token in each.
/// </summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (IsReading(context.Request.Method) || IsOwn(context.Request)) return next(context);
        return Results.Problem("A page of another site may not send this request.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
    });

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin.Count == 0 || request.Headers.Origin == $"{request.Scheme}://{request.Host}",
        _ => false,
    };
}
