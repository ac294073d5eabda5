namespace Cicerone.Conversations;

/// <summary>All that is remembered of a conversation, with external ids: it can be kept, and goes on under a later model.</summary>
/// <param name="History">Ids of what the person chose before it, oldest first.</param>
/// <param name="Turns">Its turns, first to last; the first is the opening, in which the person has said nothing.</param>
public sealed record Conversation(IReadOnlyList<string> History, IReadOnlyList<ConversationTurn> Turns)
{
    /// <summary>The last answer.</summary>
    public Reply Reply => Turns[^1].Reply;

    /// <summary>The conversation with one more turn.</summary>
    internal Conversation With(ConversationTurn turn) => this with { Turns = [.. Turns, turn] };
}

/// <summary>What is said once, and its answer.</summary>
/// <param name="Said">What the person said, without control characters.</param>
/// <param name="Moves">What was understood of it.</param>
/// <param name="Reply">The answer.</param>
public sealed record ConversationTurn(string Said, IReadOnlyList<Move> Moves, Reply Reply);
