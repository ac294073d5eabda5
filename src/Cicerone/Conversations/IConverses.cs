using Cicerone.Data;

namespace Cicerone.Conversations;

/// <summary>
/// Recommends in conversation. Whoever calls keeps the <see cref="Conversation"/>; nothing is remembered between two calls, so that one
/// object serves everyone, and what is forgotten with a conversation is forgotten.
/// </summary>
public interface IConverses
{
    /// <summary>Begins a conversation: its first turn shows a list, and asks when little is known.</summary>
    /// <param name="history">Ids of what the person chose before, oldest first; unknown ones have no influence.</param>
    /// <param name="candidates">The items that may be shown: a restriction of the catalogue that is conversed over; null for all of them.</param>
    /// <param name="cancellation">Stops the answer.</param>
    ValueTask<Conversation> OpenAsync(IReadOnlyList<string> history, Catalogue? candidates = null, CancellationToken cancellation = default);

    /// <summary>Answers what is said.</summary>
    /// <param name="conversation">What was said up to now; it stays as it is.</param>
    /// <param name="said">What is said; empty where the person says nothing.</param>
    /// <param name="candidates">The items that may be shown; null for all of them.</param>
    /// <param name="cancellation">Stops the answer.</param>
    /// <returns>The conversation with one more turn.</returns>
    /// <exception cref="CiceroneException">It is too long, or the conversation has had all its turns.</exception>
    ValueTask<Conversation> SayAsync(Conversation conversation, string said, Catalogue? candidates = null, CancellationToken cancellation = default);
}
