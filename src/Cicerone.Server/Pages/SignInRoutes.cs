using Cicerone.Server.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cicerone.Server.Pages;

/// <summary>Signing in with a key of the server: it is kept in a cookie that only the server reads, and asks the same questions as a key in a header.</summary>
internal static class SignInRoutes
{
    private const string Path = "/sign-in";
    private static readonly CookieOptions Kept = new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true };

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(Path, (string? to) => Page(to, fault: null)).WithMetadata(OpenToAll.Mark);
        pages.MapPost(Path, SignInAsync).WithMetadata(OpenToAll.Mark);
        pages.MapPost("/sign-out", SignOut).WithMetadata(OpenToAll.Mark);
    }

    /// <summary>Where to sign in for a page, and come back to it.</summary>
    public static string AddressFor(HttpRequest request) => $"{Path}?to={Uri.EscapeDataString(HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/")}";

    private static async Task<IResult> SignInAsync(HttpContext context, ApiKeys keys, RateLimits limits, CancellationToken cancellation)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellation);
        string key = PageRoutes.Field(form, "key").Trim(), to = PageRoutes.Field(form, "to");
        limits.Take(context.Connection.RemoteIpAddress?.ToString() ?? ""); // guesses count
        if (await keys.CheckAsync(key, cancellation) is null)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Page(to, "The key is wrong, revoked or expired.");
        }
        context.Response.Cookies.Append(Visitor.Cookie, key, new CookieOptions(Kept) { Secure = context.Request.IsHttps });
        return TypedResults.Redirect(Own(to));
    }

    private static RedirectHttpResult SignOut(HttpResponse response)
    {
        response.Cookies.Delete(Visitor.Cookie, Kept);
        return TypedResults.Redirect(Path);
    }

    private static HtmlPage<SignInPage> Page(string? to, string? fault) => new(new() { ["To"] = Own(to), ["Fault"] = fault });

    /// <summary>The address where it is one of this server, and else the first page: nobody is sent elsewhere.</summary>
    private static string Own(string? to) => to is ['/', not ('/' or '\\'), ..] ? to : "/";
}
