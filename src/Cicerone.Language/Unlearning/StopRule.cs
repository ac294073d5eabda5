using Cicerone.Language.Unlearning.Circuits;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// When it is enough, by what an operator has: the answers to what is forgotten are no better than those to people never learned from, and no threshold on the
/// loss tells the two apart. (Stopping when the mean loss is large is fooled by a few huge ones; stopping by a retrained model would use the answer.)
/// </summary>
internal sealed class StopRule(IReadOnlyList<AnsweredPrompt> forgotten, IReadOnlyList<AnsweredPrompt> unseen)
{
    /// <summary>The most prompts of each kind that it looks at.</summary>
    public const int MostPrompts = 512;

    private const double Better = 0.02, Membership = 0.52;

    /// <summary>The rule over some of the prompts, drawn at random: it is asked often.</summary>
    /// <param name="forgotten">What is to be forgotten.</param>
    /// <param name="unseen">Answers never learned.</param>
    /// <param name="seed">Draws.</param>
    public static StopRule Of(IReadOnlyList<AnsweredPrompt> forgotten, IReadOnlyList<AnsweredPrompt> unseen, ulong seed)
    {
        AnsweredPrompt[] Some(IReadOnlyList<AnsweredPrompt> prompts)
        {
            AnsweredPrompt[] drawn = [.. prompts];
            new RandomSource(seed).Shuffle(drawn.AsSpan());
            return drawn[..Math.Min(MostPrompts, drawn.Length)];
        }
        return new StopRule(Some(forgotten), Some(unseen));
    }

    public bool IsEnough(MarginRuns runs)
    {
        float[] ofForgotten = runs.MarginsOf([.. forgotten.Select(prompt => prompt.Tokens)]), ofUnseen = runs.MarginsOf([.. unseen.Select(prompt => prompt.Tokens)]);
        return AnswerFigures.AreaUnderCurve(ofForgotten, forgotten) <= AnswerFigures.AreaUnderCurve(ofUnseen, unseen) + Better
            && AnswerFigures.Membership(ofForgotten, forgotten, ofUnseen, unseen) <= Membership;
    }
}
