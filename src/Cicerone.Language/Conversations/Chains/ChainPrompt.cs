using Cicerone.Conversations;
using Cicerone.Language.Conversations.Searches;

namespace Cicerone.Language.Conversations.Chains;

/// <summary>What the recommender reads at a turn: what was chosen and said, and what is recalled, in an order that tells nothing.</summary>
/// <param name="Tokens">The prompt.</param>
/// <param name="Places">The recalled items by their places.</param>
/// <param name="Grammar">What may be said to it.</param>
internal sealed record ChainPrompt(int[] Tokens, IReadOnlyList<DualScore> Places, ChainGrammar Grammar)
{
    /// <summary>The prompt of a turn.</summary>
    /// <param name="history">What was chosen before.</param>
    /// <param name="said">What was said.</param>
    /// <param name="places">What is recalled, by its places.</param>
    /// <param name="words">The tokens.</param>
    /// <param name="lexicon">Of the items.</param>
    public static ChainPrompt Of(IReadOnlyList<int> history, IReadOnlyList<Move> said, IReadOnlyList<DualScore> places, TalkWords words, ItemLexicon lexicon)
    {
        int[] talk = [.. words.Tell(history, said, lexicon)];
        int[] refused = [.. talk.Where((_, at) => at > 0 && talk[at - 1] == TalkWords.Less).Where(words.IsValue).Distinct()], signs = [.. talk.Where((_, at) => at > 0 && talk[at - 1] != TalkWords.Less).Where(words.IsValue).Distinct()];
        IEnumerable<int> recalled = places.SelectMany((score, place) => (int[])[TalkWords.Place(place), .. words.Tell(score.Item, lexicon), .. TalkWords.Tell(score)]);
        return new ChainPrompt([.. talk, TalkWords.Items, .. recalled, TalkWords.Think], places, new ChainGrammar(words, places.Count, signs, refused));
    }

    /// <summary>The prompt of a moment of a talk that is learned from, with its places drawn.</summary>
    public static ChainPrompt Of(TalkCase moment, TalkWorld world, RandomSource random)
    {
        DualScore[] places = [.. moment.Recalled];
        random.Shuffle(places.AsSpan());
        return Of(moment.Search.Told, moment.Said, places, world.Words, world.Lexicon);
    }
}
