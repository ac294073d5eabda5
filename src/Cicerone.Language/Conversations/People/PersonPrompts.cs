using Cicerone.Conversations;
using Cicerone.Language.Conversations.Searches;

namespace Cicerone.Language.Conversations.People;

/// <summary>
/// What the simulated person is asked: three tasks over their own past, what they said, and what is shown. The item that they look for is in none but
/// among the choices of the third, where nothing marks it.
/// </summary>
internal sealed class PersonPrompts(TalkWords words, ItemLexicon lexicon)
{
    /// <summary>How many of the shown items are told.</summary>
    public const int MostShown = 3;

    private const int PastColumns = 2;

    /// <summary>What would you say of this list?</summary>
    public int[] Feedback(Search search, IReadOnlyList<Move> said, IReadOnlyList<int> shown) => Of(TalkWords.Feedback, search, said, shown.Take(MostShown));

    /// <summary>What does the first of this list lack, and what is wrong with it?</summary>
    public int[] Attributes(Search search, IReadOnlyList<Move> said, IReadOnlyList<int> shown) => Of(TalkWords.Attributes, search, said, shown.Take(MostShown));

    /// <summary>Which of these do you look for?</summary>
    public int[] Target(Search search, IReadOnlyList<Move> said, IReadOnlyList<int> choices) => Of(TalkWords.Target, search, said, choices);

    private int[] Of(int task, Search search, IReadOnlyList<Move> said, IEnumerable<int> items) =>
    [
        task, TalkWords.Past, .. search.Past.Concat(search.Told).TakeLast(SmtpoOptions.PastTold).SelectMany(item => words.Tell(item, lexicon, PastColumns)),
        .. words.Tell([], said, lexicon).Skip(1), TalkWords.Items, .. items.SelectMany((item, place) => (int[])[TalkWords.Place(place), .. words.Tell(item, lexicon)]), TalkWords.Think,
    ];
}
