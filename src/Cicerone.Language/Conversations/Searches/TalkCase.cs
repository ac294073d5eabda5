using Cicerone.Conversations;

namespace Cicerone.Language.Conversations.Searches;

/// <summary>A moment of a talk: what was said, and what is recalled now.</summary>
/// <param name="Search">Who talks.</param>
/// <param name="Said">What they said, oldest first.</param>
/// <param name="Recalled">What is recalled, best first.</param>
internal sealed record TalkCase(Search Search, IReadOnlyList<Move> Said, IReadOnlyList<DualScore> Recalled)
{
    /// <summary>The turns before.</summary>
    public IReadOnlyList<TalkTurn> Before { get; init; } = [];

    /// <summary>What is said now; <see cref="Said"/> has what was said before, too.</summary>
    public IReadOnlyList<Move> Now { get; init; } = [];

    /// <summary>The moments of talks whose feedback is true, and of a quarter of them that before anything is said.</summary>
    /// <param name="searches">Who talks.</param>
    /// <param name="world">What is recalled.</param>
    /// <param name="truth">What is said.</param>
    /// <param name="turns">Answers after the first words.</param>
    public static IEnumerable<TalkCase> Of(IReadOnlyList<Search> searches, TalkWorld world, Truth truth, int turns)
    {
        const int Silent = 4;
        for (int place = 0; place < searches.Count; place++)
        {
            Search search = searches[place];
            if (place % Silent == 0) yield return new TalkCase(search, [], world.Recall(search.Told, [], []));
            var before = new List<TalkTurn>();
            IReadOnlyList<Move> now = search.Opening;
            for (int turn = 0; turn <= turns; turn++)
            {
                DualScore[] recalled = world.Recall(search.Told, before, now);
                Move[] said = [.. before.SelectMany(one => one.Said), .. now];
                yield return new TalkCase(search, said, recalled) { Before = [.. before], Now = now };
                before.Add(new TalkTurn(now, [.. recalled.Take(Chains.Chain.MostItems).Select(score => score.Item)]));
                now = truth.Feedback(search.Target, before[^1].Shown, said);
                if (now is [{ Kind: MoveKind.Others }] && before[^1].Shown.Contains(search.Target)) break; // nobody wants something else than what they look for
            }
        }
    }
}
