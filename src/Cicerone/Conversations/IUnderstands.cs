namespace Cicerone.Conversations;

/// <summary>Makes moves of what a person says.</summary>
public interface IUnderstands
{
    /// <summary>What is understood.</summary>
    /// <param name="conversation">What was said before; its last list is the one that "the second" is of.</param>
    /// <param name="said">What is said, without control characters.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The moves, whose items, columns and values are all of the catalogue; empty where nothing is understood, null where none can be given.</returns>
    ValueTask<IReadOnlyList<Move>?> UnderstandAsync(Conversation conversation, string said, CancellationToken cancellation);
}
