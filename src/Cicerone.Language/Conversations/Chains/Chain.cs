namespace Cicerone.Language.Conversations.Chains;

/// <summary>What the recommender says of a turn, from the preference that it infers to the reason.</summary>
/// <param name="Want">Tokens of the values that it takes to be wanted.</param>
/// <param name="Avoid">Tokens of those that it takes not to be.</param>
/// <param name="Scores">The score of each place, 0 to 9.</param>
/// <param name="Places">The list: places, best first.</param>
/// <param name="Why">Token of the value that speaks for the first place; <see cref="TalkWords.Behaviour"/> where it is what others chose.</param>
internal sealed record Chain(IReadOnlyList<int> Want, IReadOnlyList<int> Avoid, IReadOnlyList<int> Scores, IReadOnlyList<int> Places, int Why)
{
    /// <summary>How many items a list has at most, and how many values a preference names on each side.</summary>
    public const int MostItems = 10, MostValues = 6;

    /// <summary>The tokens that say it.</summary>
    public int[] Tokens() =>
    [
        TalkWords.Preference, .. Want, TalkWords.Not, .. Avoid,
        TalkWords.Score, .. Scores.SelectMany((score, place) => (int[])[TalkWords.Place(place), TalkWords.ScoreToken(score)]),
        TalkWords.Answer, .. Places.Select(TalkWords.Place), TalkWords.Why, Why,
    ];

    /// <summary>Reads what was said.</summary>
    /// <param name="tokens">All of it, without the token that ends it.</param>
    /// <param name="grammar">What may be said.</param>
    /// <param name="words">The tokens.</param>
    /// <returns>Null where it breaks the grammar.</returns>
    public static Chain? Read(IReadOnlyList<int> tokens, ChainGrammar grammar, TalkWords words)
    {
        ChainGrammar at = grammar;
        foreach (int token in tokens)
            if (at.After(token) is { } next) at = next;
            else return null;
        if (!at.IsEnd) return null;
        int not = Index(TalkWords.Not), score = Index(TalkWords.Score), answer = Index(TalkWords.Answer), why = Index(TalkWords.Why);
        return new Chain([.. Part(1, not)], [.. Part(not + 1, score)], [.. Part(score + 1, answer).Where((_, place) => place % 2 == 1).Select(TalkWords.ScoreOf)], [.. Part(answer + 1, why).Select(words.PlaceOf)], tokens[^1]);

        int Index(int steering) => Enumerable.Range(0, tokens.Count).First(place => tokens[place] == steering);
        IEnumerable<int> Part(int from, int to) => tokens.Skip(from).Take(to - from);
    }
}
