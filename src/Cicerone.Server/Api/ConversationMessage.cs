using Cicerone.Conversations;
using Cicerone.Models;
using Cicerone.Server.Conversations;

namespace Cicerone.Server.Api;

/// <summary>All of a conversation as the API gives it.</summary>
internal sealed record ConversationMessage(string Conversation, string? User, IReadOnlyList<string> History, IReadOnlyList<AnswerMessage> Turns)
{
    public static ConversationMessage Of(KeptConversation kept) => new(kept.Id, kept.User, kept.Conversation.History, [.. kept.Conversation.Turns.Select((_, number) => AnswerMessage.Of(kept, number))]);
}

/// <summary>What begins a conversation; see <see cref="ConversationsApi"/>.</summary>
internal sealed record NewConversationMessage
{
    [System.ComponentModel.Description("Whom it is with: a person of the store. Leave it out for anybody.")]
    public string? User { get; init; }

    [System.ComponentModel.Description("Ids of what anybody chose before, oldest first, at most 1000; not with a user.")]
    public IReadOnlyList<string>? History { get; init; }
}

/// <summary>What is said.</summary>
internal sealed record SayingMessage
{
    [System.ComponentModel.Description("What the person says, at most 1000 characters.")]
    public required string Text { get; init; }
}

/// <summary>An answer as the API gives it.</summary>
internal sealed record AnswerMessage(string Conversation, int Turn, string Said, string Text, IReadOnlyList<Recommendation> Items, Question? Asked, IReadOnlyList<string> GoesBy, string Source, bool ByLanguageModel)
{
    public static AnswerMessage Of(KeptConversation kept) => Of(kept, kept.Conversation.Turns.Count - 1);

    public static AnswerMessage Of(KeptConversation kept, int number)
    {
        ConversationTurn turn = kept.Conversation.Turns[number];
        Reply reply = turn.Reply;
        return new AnswerMessage(kept.Id, number, turn.Said, reply.Text, reply.Items, reply.Asked, reply.GoesBy, reply.Source, reply.ByLanguageModel);
    }
}

/// <summary>A conversation that was ended.</summary>
internal sealed record EndedConversation(string Conversation, int Turns);
