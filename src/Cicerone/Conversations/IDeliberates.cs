using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>A model that makes the list of a turn itself, of what was recalled and after what was said, and tells what it takes the person to want.</summary>
public interface IDeliberates : IRanker
{
    /// <summary>How many recalled items it reads at most.</summary>
    int Depth { get; }

    /// <summary>Recalls by behaviour: the collaborative view of its conversations.</summary>
    IRanker Finder { get; }

    /// <summary>What makes one score of both views of its conversations; null adds them.</summary>
    IViewFusion? Fusion { get; }

    /// <summary>Deliberates.</summary>
    /// <param name="history">What the person chose before, oldest first.</param>
    /// <param name="said">What they said, move by move, oldest first.</param>
    /// <param name="recalled">The items to choose from, the best recalled first; <see cref="Depth"/> of them at most.</param>
    /// <param name="catalogue">All items.</param>
    Deliberation Deliberate(IReadOnlyList<int> history, IReadOnlyList<Move> said, IReadOnlyList<DualScore> recalled, Catalogue catalogue);
}

/// <summary>What a model makes of a turn.</summary>
/// <param name="Preference">What it takes the person to want (<see cref="MoveKind.Want"/>) and to want less of (<see cref="MoveKind.AvoidSoftly"/>).</param>
/// <param name="Items">Items of the recalled ones, best first, none twice.</param>
public sealed record Deliberation(IReadOnlyList<Move> Preference, IReadOnlyList<int> Items)
{
    /// <summary>The value that the first item is said to be first for; null where it is what others chose.</summary>
    public Move? Why { get; init; }
}
