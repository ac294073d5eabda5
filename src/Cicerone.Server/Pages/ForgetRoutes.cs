using Cicerone.Server.Learning;
using Cicerone.Server.Security;

namespace Cicerone.Server.Pages;

/// <summary>The page that forgets a person, asked twice.</summary>
internal static class ForgetRoutes
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/forget", (string user) => new HtmlPage<ForgetPersonPage>(new() { ["User"] = user })).Needs(Scope.Forget);
        pages.MapPost("/forget", ForgetAsync).Needs(Scope.Forget);
    }

    /// <summary>The address that asks whether a person shall be forgotten.</summary>
    public static string AddressOf(string user) => $"/forget?user={Uri.EscapeDataString(user)}";

    private static async Task<IResult> ForgetAsync(HttpRequest request, Forgetting forgetting, CancellationToken cancellation)
    {
        ForgetReceipt receipt = await forgetting.ForgetAsync(PageRoutes.Field(await request.ReadFormAsync(cancellation), "user"), cancellation);
        (string What, string Done)[] lines =
        [
            ("events deleted in the store", receipt.Events.ToString("N0")),
            ("taken out of the data of the run", receipt.InRun ? "yes" : "they were not in it"),
            ("model fitted without them, in service", receipt.Model ?? "none: the server does not learn, and the model in service may have learned from them"),
            ("versions of the model removed", receipt.Removed.Count == 0 ? "none" : string.Join(", ", receipt.Removed)),
            ("done (UTC)", receipt.Time.ToString("yyyy-MM-dd HH:mm:ss")),
        ];
        return new HtmlPage<ForgottenPage>(new() { ["Lines"] = lines });
    }
}
