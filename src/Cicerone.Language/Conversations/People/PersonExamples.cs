using Cicerone.Conversations;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;

namespace Cicerone.Language.Conversations.People;

/// <summary>The three tasks with their answers, which are made knowing the item; half of the lists are what was recalled, the others any items.</summary>
internal sealed class PersonExamples(IReadOnlyList<TalkCase> moments, TalkWorld world, Truth truth, int itemCount, SmtpoOptions options, ulong seed)
{
    /// <summary>How many items the person chooses the target from.</summary>
    public const int Choices = 8;

    private readonly PersonPrompts _prompts = new(world.Words, world.Lexicon);

    /// <summary>The texts of an epoch.</summary>
    public IReadOnlyList<LabelledText> Texts(int epoch) => [.. moments.SelectMany((moment, number) => Texts(moment, RandomSource.For(~seed, (ulong)number).NextDouble(), RandomSource.For(seed ^ RandomSource.Mix((ulong)epoch), (ulong)number)))];

    /// <summary>The items that the target is told from, itself at a place that is drawn.</summary>
    public (int[] Items, int Place) ChoicesOf(TalkCase moment, RandomSource random)
    {
        int[] others = [.. moment.Recalled.Select(score => score.Item).Where(item => item != moment.Search.Target)];
        random.Shuffle(others.AsSpan());
        List<int> items = [.. others.Take(Math.Min(Choices, options.Depth) - 1)];
        int place = random.NextInt(items.Count + 1);
        items.Insert(place, moment.Search.Target);
        return ([.. items], place);
    }

    /// <summary>The tasks of a moment; which of them it has does not change from epoch to epoch.</summary>
    private IEnumerable<LabelledText> Texts(TalkCase moment, double share, RandomSource random)
    {
        int target = moment.Search.Target;
        int[] any = random.NextInt(2) == 0 ? [.. moment.Recalled.Select(score => score.Item)] : [.. Enumerable.Range(0, Math.Min(PersonPrompts.MostShown, itemCount)).Select(_ => random.NextInt(itemCount))];
        int[] shown = [.. any.Where(item => item != target)]; // a talk ends where the list has it
        yield return Text(_prompts.Feedback(moment.Search, moment.Said, shown), Tokens(truth.Feedback(target, shown, [.. moment.Said])));
        if (share < options.AttributeShare)
        {
            (int[] want, int[] avoid) = truth.Attributes(target, shown);
            yield return Text(_prompts.Attributes(moment.Search, moment.Said, shown), [TalkWords.Want, .. want, TalkWords.Not, .. avoid]);
        }
        if (share < options.TargetShare)
        {
            (int[] items, int place) = ChoicesOf(moment, random);
            yield return Text(_prompts.Target(moment.Search, moment.Said, items), [TalkWords.Place(place)]);
        }
    }

    private IEnumerable<int> Tokens(IReadOnlyList<Move> moves) => moves.SelectMany(move => move.Kind switch
    {
        MoveKind.Want => (int[])[TalkWords.Want, world.Words.Token(move.Column!, move.Value!)],
        MoveKind.AvoidSoftly => [TalkWords.Less, world.Words.Token(move.Column!, move.Value!)],
        _ => [TalkWords.Others],
    });

    private static LabelledText Text(int[] prompt, IEnumerable<int> answer) => new([.. prompt, .. answer, TalkWords.End], prompt.Length);
}
