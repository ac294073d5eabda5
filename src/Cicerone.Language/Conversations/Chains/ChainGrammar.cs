using Cicerone.Language.Transformer.Generation;

namespace Cicerone.Language.Conversations.Chains;

/// <summary>
/// What a <see cref="Chain"/> over some places may be, token by token: a preference of values that were said or that chosen items have, a score for each place, a
/// list of different places of which there are, a reason of the preference. So nothing can be listed that was not recalled, and nobody is taken to want what they
/// gave no sign of.
/// </summary>
internal sealed class ChainGrammar : IAllowedTexts
{
    private readonly TalkWords _words;
    private readonly int _places;
    private readonly int[] _signs, _refused; // the values that may be wanted, and may not be
    private readonly Part _part;
    private readonly int[] _used, _wanted; // what was said in this part, and the values that were said to be wanted

    /// <summary>The beginning of a chain.</summary>
    /// <param name="words">The tokens.</param>
    /// <param name="places">How many places there are.</param>
    /// <param name="signs">The values that may be taken to be wanted.</param>
    /// <param name="refused">Those that may be taken not to be.</param>
    public ChainGrammar(TalkWords words, int places, int[] signs, int[] refused) : this(words, places, signs, refused, Part.Begin, [], []) { }

    private ChainGrammar(TalkWords words, int places, int[] signs, int[] refused, Part part, int[] used, int[] wanted)
    {
        (_words, _places, _signs, _refused, _part, _used, _wanted) = (words, places, signs, refused, part, used, wanted);
        Tokens = part switch
        {
            Part.Begin => [TalkWords.Preference],
            Part.Want => [.. Left(signs), TalkWords.Not],
            Part.Avoid => [.. Left(refused).Except(wanted), TalkWords.Score],
            Part.Scores when used.Length == 2 * places => [TalkWords.Answer],
            Part.Scores => used.Length % 2 == 0 ? [TalkWords.Place(used.Length / 2)] : words.ScoreTokens,
            Part.List when used.Length == Math.Min(places, Chain.MostItems) => [TalkWords.Why],
            Part.List => [.. Enumerable.Range(0, places).Select(TalkWords.Place).Except(used)],
            Part.Why => [.. wanted, TalkWords.Behaviour],
            _ => [],
        };
    }

    private enum Part
    {
        Begin, Want, Avoid, Scores, List, Why, End,
    }

    /// <inheritdoc/>
    public bool IsEnd => _part == Part.End;

    /// <inheritdoc/>
    public IReadOnlyCollection<int> Tokens { get; }

    /// <inheritdoc/>
    IAllowedTexts? IAllowedTexts.After(int token) => After(token);

    /// <inheritdoc cref="IAllowedTexts.After"/>
    public ChainGrammar? After(int token)
    {
        if (!Tokens.Contains(token)) return null;
        return (_part, token) switch
        {
            (Part.Begin, _) => At(Part.Want, []),
            (Part.Want, TalkWords.Not) => new ChainGrammar(_words, _places, _signs, _refused, Part.Avoid, [], _used),
            (Part.Avoid, TalkWords.Score) => At(Part.Scores, []),
            (Part.Scores, TalkWords.Answer) => At(Part.List, []),
            (Part.List, TalkWords.Why) => At(Part.Why, []),
            (Part.Why, _) => At(Part.End, []),
            _ => At(_part, [.. _used, token]),
        };
    }

    private ChainGrammar At(Part part, int[] used) => new(_words, _places, _signs, _refused, part, used, _wanted);

    private IEnumerable<int> Left(int[] values) => _used.Length == Chain.MostValues ? [] : values.Except(_used);
}
