using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Simulation.Conversations;

namespace Cicerone.Language.Conversations.People;

/// <summary>
/// The simulated person in words, so that any recommender can be talked with: "Not so dark, rather hopeful." The talk ends where the list has what is looked for, as with the oracle user; nothing that is
/// said depends on it.
/// </summary>
/// <param name="simulator">What they say.</param>
/// <param name="who">Who they are; what they look for is in no prompt.</param>
/// <param name="opening">Their first words.</param>
/// <param name="ids">Of the items.</param>
internal sealed class SimulatedReader(Simulator simulator, Search who, string opening, Vocabulary ids) : ISimulatedPerson
{
    private readonly List<Move> _said = [.. who.Opening];

    /// <inheritdoc/>
    public string Open() => opening;

    /// <inheritdoc/>
    public string? Respond(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        int[] shown = [.. reply.Items.Select(item => ids.Index(item.Item, "item"))];
        if (shown.Contains(who.Target)) return null;
        IReadOnlyList<Move> moves = simulator.Feedback([(who, _said, shown)])[0];
        _said.AddRange(moves);
        return Worded(moves);
    }

    /// <summary>Feedback in words.</summary>
    private static string Worded(IReadOnlyList<Move> moves) => moves switch
    {
        [{ Kind: MoveKind.AvoidSoftly } less, { Kind: MoveKind.Want } want] => $"Not so {less.Value!.ToLowerInvariant()}, rather {want.Value!.ToLowerInvariant()}.",
        [{ Kind: MoveKind.Want } want] => $"I would like {want.Value!.ToLowerInvariant()}.",
        _ => "Something else.",
    };
}
