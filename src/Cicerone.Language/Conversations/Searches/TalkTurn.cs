using Cicerone.Conversations;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>A turn of a talk that is learned from.</summary>
/// <param name="Said">What the person said.</param>
/// <param name="Shown">The list that was shown then, best first.</param>
internal sealed record TalkTurn(IReadOnlyList<Move> Said, IReadOnlyList<int> Shown);
