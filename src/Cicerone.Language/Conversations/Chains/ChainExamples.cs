using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;

namespace Cicerone.Language.Conversations.Chains;

/// <summary>
/// The chains that the recommender is fine-tuned on: the preference is what the talk supports of the truth, a score how many of its values a place has,
/// the list begins with the item that is looked for, where it was recalled, and goes on by score.
/// </summary>
internal sealed class ChainExamples(IReadOnlyList<TalkCase> moments, TalkWorld world, Truth truth, ulong seed)
{
    /// <summary>The texts of an epoch; places are drawn anew in each.</summary>
    public IReadOnlyList<LabelledText> Texts(int epoch) => [.. moments.Select((moment, number) => Text(moment, RandomSource.For(seed ^ RandomSource.Mix((ulong)epoch), (ulong)number)))];

    private LabelledText Text(TalkCase moment, RandomSource random)
    {
        ChainPrompt prompt = ChainPrompt.Of(moment, world, random);
        return new LabelledText([.. prompt.Tokens, .. Best(moment, prompt).Tokens()], prompt.Tokens.Length);
    }

    /// <summary>The chain to learn.</summary>
    public Chain Best(TalkCase moment, ChainPrompt prompt)
    {
        (int[] want, int[] avoid) = truth.Supported(moment.Search, moment.Said);
        (want, avoid) = ([.. want.Take(Chain.MostValues)], [.. avoid.Take(Chain.MostValues)]);
        int[][] values = [.. prompt.Places.Select(score => world.Words.Tell(score.Item, world.Lexicon))];
        int[] scores = [.. values.Select(has => Math.Min(TalkWords.Scores - 1, 2 * has.Count(want.Contains) + (has.Any(avoid.Contains) ? 0 : 1)))];
        int[] places =
        [
            .. Enumerable.Range(0, values.Length)
                .OrderByDescending(place => prompt.Places[place].Item == moment.Search.Target)
                .ThenByDescending(place => scores[place]).ThenByDescending(place => prompt.Places[place].Behaviour + prompt.Places[place].Text).Take(Chain.MostItems),
        ];
        int why = places.Length == 0 ? TalkWords.Behaviour : values[places[0]].Where(want.Contains).FirstOrDefault(TalkWords.Behaviour);
        return new Chain(want, avoid, scores, places, why);
    }
}
