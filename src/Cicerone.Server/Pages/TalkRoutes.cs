using Cicerone.Server.Conversations;
using Cicerone.Server.Security;

namespace Cicerone.Server.Pages;

/// <summary>The page of a conversation: each turn is a form that is sent, so that no script is needed and a reload shows the same.</summary>
internal static class TalkRoutes
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapPost("/talk", OpenAsync).Needs(Scope.Read);
        pages.MapPost("/talk/{id}", SayAsync).Needs(Scope.Read);
        pages.MapGet("/talk/{id}", ShowAsync);
    }

    /// <summary>The address of a conversation.</summary>
    public static string AddressOf(string id) => $"/talk/{Uri.EscapeDataString(id)}";

    private static async Task<IResult> OpenAsync(HttpRequest request, ConversationDesk desk, CancellationToken cancellation)
    {
        string user = PageRoutes.Field(await request.ReadFormAsync(cancellation), "user");
        return TypedResults.Redirect(AddressOf((await desk.OpenAsync(user.Length == 0 ? null : user, [], cancellation)).Id));
    }

    private static async Task<IResult> SayAsync(string id, HttpRequest request, ConversationDesk desk, CancellationToken cancellation)
    {
        string said = PageRoutes.Field(await request.ReadFormAsync(cancellation), "say");
        KeptConversation before = await desk.FindAsync(id, cancellation);
        try
        {
            await desk.SayAsync(id, said, cancellation);
            return TypedResults.Redirect(AddressOf(id));
        }
        catch (CiceroneException fault)
        {
            return Page(before, fault.Message);
        }
    }

    private static async Task<IResult> ShowAsync(string id, ConversationDesk desk, CancellationToken cancellation) => Page(await desk.FindAsync(id, cancellation));

    private static HtmlPage<TalkPage> Page(KeptConversation kept, string? fault = null) => new(new() { ["Id"] = kept.Id, ["User"] = kept.User, ["Conversation"] = kept.Conversation, ["Fault"] = fault });
}
