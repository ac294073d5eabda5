using Cicerone.Conversations;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>Somebody who looks for an item.</summary>
/// <param name="Past">What they chose before and do not tell: they go by it themselves. Oldest first.</param>
/// <param name="Told">What they tell that they chose.</param>
/// <param name="Target">What they look for.</param>
/// <param name="Opening">Their first wish; empty where nothing is known of the item.</param>
internal sealed record Search(IReadOnlyList<int> Past, IReadOnlyList<int> Told, int Target, IReadOnlyList<Move> Opening);
