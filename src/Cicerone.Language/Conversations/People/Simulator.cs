using Cicerone.Conversations;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;

namespace Cicerone.Language.Conversations.People;

/// <summary>
/// The tuned and frozen person: gives feedback on lists by their own past and what they have said, without knowing any item that they look for. Many are
/// asked at once; all answer the likeliest.
/// </summary>
internal sealed class Simulator
{
    private const int MostAnswer = 16;
    private readonly TalkWords _words;
    private readonly PersonPrompts _prompts;
    private readonly AnswerSet _feedback;
    private readonly GenerationOptions _options = new() { MaxTokens = MostAnswer, StopTokens = [TalkWords.End] };

    public Simulator(DecoderWeights weights, TalkWords words, ItemLexicon lexicon)
    {
        (Weights, _words, _prompts) = (weights, words, new PersonPrompts(words, lexicon));
        Reader = new DecoderReader(weights);
        IEnumerable<int[]> wants = words.ValueTokens.Select(value => (int[])[TalkWords.Want, value]);
        IEnumerable<int[]> rather = words.ValueTokens.SelectMany(less => words.ValueTokens.Where(want => want != less && words.Value(want).Column == words.Value(less).Column).Select(want => (int[])[TalkWords.Less, less, TalkWords.Want, want]));
        _feedback = AnswerSet.Of([[TalkWords.Others], .. wants, .. rather]);
    }

    /// <summary>What it has learned.</summary>
    public DecoderWeights Weights { get; }

    private DecoderReader Reader { get; }

    /// <summary>What each of some people says of the list before them: that a value is wanted, another instead of one, or something else.</summary>
    public IReadOnlyList<IReadOnlyList<Move>> Feedback(IReadOnlyList<(Search Who, IReadOnlyList<Move> Said, IReadOnlyList<int> Shown)> people) =>
        [.. TextGenerator.Generate(Reader, [.. people.Select(one => _prompts.Feedback(one.Who, one.Said, one.Shown))], _options, _feedback).Select(Moves)];

    /// <summary>The values that each misses in the first item before them, and those that are wrong with it, as tokens.</summary>
    public IReadOnlyList<(int[] Want, int[] Avoid)> Attributes(IReadOnlyList<(Search Who, IReadOnlyList<Move> Said, IReadOnlyList<int> Shown)> people) =>
        [.. TextGenerator.Generate(Reader, [.. people.Select(one => _prompts.Attributes(one.Who, one.Said, one.Shown))], _options).Select(Values)];

    /// <summary>The place at which each thinks that the item is which they look for.</summary>
    public IReadOnlyList<int> Targets(IReadOnlyList<(Search Who, IReadOnlyList<Move> Said, IReadOnlyList<int> Choices)> people) =>
        [.. TextGenerator.Generate(Reader, [.. people.Select(one => _prompts.Target(one.Who, one.Said, one.Choices))], _options, place => AnswerSet.Of(people[place].Choices.Select((_, choice) => (int[])[TalkWords.Place(choice)])))
            .Select(said => _words.PlaceOf(said[0]))];

    private IReadOnlyList<Move> Moves(int[] said)
    {
        var moves = new List<Move>();
        for (int at = 0; at + 1 < said.Length; at += 2) moves.Add(_words.MoveOf(said[at] == TalkWords.Want ? MoveKind.Want : MoveKind.AvoidSoftly, said[at + 1]));
        return moves.Count > 0 ? moves : [new Move(MoveKind.Others)];
    }

    private (int[] Want, int[] Avoid) Values(int[] said)
    {
        int not = Array.IndexOf(said, TalkWords.Not);
        int[] want = not < 0 ? said : said[..not], avoid = not < 0 ? [] : said[not..];
        return ([.. want.Where(_words.IsValue).Distinct()], [.. avoid.Where(_words.IsValue).Distinct()]);
    }
}
