namespace Cicerone.Client;

/// <summary>An answer.</summary>
/// <param name="Conversation">What the conversation is named by; whoever knows it may go on with it.</param>
/// <param name="Turn">Number of the turn; 0 is the opening.</param>
/// <param name="Said">What was said.</param>
/// <param name="Text">What was understood, and how the list has changed.</param>
/// <param name="Items">The list, best first.</param>
/// <param name="Asked">What is asked; null where enough is known.</param>
/// <param name="GoesBy">What the list goes by, a few words each.</param>
/// <param name="Source">What ranked: the model's algorithm, or "popularity" where it knows nothing of the person.</param>
/// <param name="ByLanguageModel">Whether a language model read what was said or worded the answer.</param>
public sealed record ConversationAnswer(string Conversation, int Turn, string Said, string Text, IReadOnlyList<ScoredItem> Items, ConversationQuestion? Asked, IReadOnlyList<string> GoesBy, string Source, bool ByLanguageModel);

/// <summary>What begins a conversation. Neither a user nor a history is needed; both together are refused.</summary>
public sealed record NewConversation
{
    /// <summary>Whom it is with: a person of the store.</summary>
    public string? User { get; init; }

    /// <summary>Ids of what anybody chose before, oldest first.</summary>
    public IReadOnlyList<string>? History { get; init; }
}

/// <summary>What is said.</summary>
/// <param name="Text">At most 1,000 characters.</param>
public sealed record Saying(string Text);

/// <summary>A question about what is wanted.</summary>
/// <param name="Column">What it is about.</param>
/// <param name="Choices">Answers that fit many items.</param>
public sealed record ConversationQuestion(string Column, IReadOnlyList<string> Choices);

/// <summary>A conversation as it is kept; lists before the last are without their reasons.</summary>
/// <param name="Conversation">What it is named by.</param>
/// <param name="User">The person; null for anybody.</param>
/// <param name="History">Ids of what they chose before it.</param>
/// <param name="Turns">The answers, first to last.</param>
public sealed record KeptConversation(string Conversation, string? User, IReadOnlyList<string> History, IReadOnlyList<ConversationAnswer> Turns);

/// <summary>A conversation that was ended.</summary>
/// <param name="Conversation">What it was named by.</param>
/// <param name="Turns">How many turns it had.</param>
public sealed record EndedConversation(string Conversation, int Turns);
