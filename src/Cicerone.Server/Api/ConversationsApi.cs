using System.ComponentModel;
using Cicerone.Server.Conversations;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>Recommendations in conversation.</summary>
internal static class ConversationsApi
{
    internal const string Answer = """
        { "conversation": "5f0c", "turn": 1, "said": "not so dark", "text": "Less dark, then. 3 are new in the list: “Solaris” gives way to “Dune”.", "items": [
            { "item": "dune", "title": "Dune", "score": 3.5, "reasons": [{ "kind": "said", "text": "You asked for less dark: its mood is tense.", "contribution": 3, "evidence": [] }] }],
          "asked": { "column": "genre", "choices": ["Science fiction"] }, "goesBy": ["less dark"], "source": "ease", "byLanguageModel": false }
        """;

    internal const string Conversation = $$"""{ "conversation": "5f0c", "user": "ada", "history": ["hyperion"], "turns": [{{Answer}}] }""";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/conversations", OpenAsync)
            .Needs(Scope.Read)
            .Accepts<NewConversationMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Conversations")
            .Describe("openConversation", "Begins a conversation: a list, and a question where little is known", Answer, """{ "user": "ada" }""")
            .WithDescription("Whoever knows the answer's `conversation` may go on with it. What is said is kept for as long as exposures are, is a part of the person's export, and is deleted when the person is forgotten.");
        api.MapPost("/conversations/{id}/turns", SayAsync)
            .Needs(Scope.Read)
            .Accepts<SayingMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithTags("Conversations")
            .Describe("sayInConversation", "Answers what a person says: \"not so dark\", \"like the second\", \"without dragons\", \"undo\"", Answer, """{ "text": "not so dark" }""")
            .WithDescription("The list is made anew of all items in stock; every item is of the catalogue. Contributions of an item's reasons add up to its score. `goesBy` is what the list goes by, `asked` a question that may be answered or not. A conversation has at most 100 turns. They are taken one at a time: one that comes while another is answered is refused with 409. The list is written down in the exposure log.");
        api.MapGet("/conversations/{id}", GetAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Conversations")
            .Describe("getConversation", "What was said in a conversation, first to last", Conversation)
            .WithDescription("Lists before the last are without their reasons.");
        api.MapDelete("/conversations/{id}", EndAsync)
            .Needs(Scope.Read)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Conversations")
            .Describe("endConversation", "Ends a conversation; nothing of it is kept", """{ "conversation": "5f0c", "turns": 2 }""");
    }

    private static async Task<AnswerMessage> OpenAsync(HttpRequest request, ConversationDesk desk, CancellationToken cancellation)
    {
        (string? user, IReadOnlyList<string>? history) = await JsonBody.ReadAsync(request, body =>
        {
            var fields = new JsonFields(body, "the conversation", "user", "history");
            return (fields.Text("user"), fields.Texts("history"));
        }, cancellation);
        if (user is not null && history is not null) throw new CiceroneException("Give either a user or a history, not both.");
        return AnswerMessage.Of(await desk.OpenAsync(user, history ?? [], cancellation));
    }

    private static async Task<AnswerMessage> SayAsync([Description("The conversation.")] string id, HttpRequest request, ConversationDesk desk, CancellationToken cancellation)
    {
        string said = await JsonBody.ReadAsync(request, body => new JsonFields(body, "the turn", "text").RequiredText("text"), cancellation);
        return AnswerMessage.Of(await desk.SayAsync(id, said, cancellation));
    }

    private static async Task<ConversationMessage> GetAsync([Description("The conversation.")] string id, ConversationDesk desk, CancellationToken cancellation) => ConversationMessage.Of(await desk.FindAsync(id, cancellation));

    private static async Task<EndedConversation> EndAsync([Description("The conversation.")] string id, ConversationDesk desk, CancellationToken cancellation) => new(id, await desk.EndAsync(id, cancellation));
}
