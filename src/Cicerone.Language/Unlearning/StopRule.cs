using Cicerone.Language.Unlearning.Circuits;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// How far a model is from having forgotten, by what an operator has: answers to what is forgotten should be as much better or worse than those to people never
/// learned from were at first as a stranger's are, a threshold on the loss should tell the two apart as little, and the latter should be no worse than they were.
/// (Stopping when the mean loss is large is fooled by a few huge ones; stopping by a retrained model would use the answer.)
/// </summary>
internal sealed class StopRule
{
    /// <summary>The most prompts of each kind that it looks at.</summary>
    public const int MostPrompts = 512;

    private readonly AnsweredPrompt[] _forgotten, _unseen;
    private readonly Standing _stranger;
    private readonly double _served;

    /// <param name="forgotten">What is to be forgotten; some of it is drawn, since the rule is asked often.</param>
    /// <param name="forgottenByStranger">A stranger's margins on it; null expects no difference from what was never learned.</param>
    /// <param name="unseen">Answers never learned.</param>
    /// <param name="unseenByStranger">A stranger's margins on these.</param>
    /// <param name="runs">The model as it is before.</param>
    /// <param name="seed">Draws.</param>
    public StopRule(IReadOnlyList<AnsweredPrompt> forgotten, IReadOnlyList<double>? forgottenByStranger, IReadOnlyList<AnsweredPrompt> unseen, IReadOnlyList<double>? unseenByStranger, MarginRuns runs, ulong seed)
    {
        int[] Some(int count)
        {
            int[] drawn = [.. Enumerable.Range(0, count)];
            new RandomSource(seed).Shuffle(drawn.AsSpan());
            return drawn[..Math.Min(MostPrompts, count)];
        }
        (int[] ofForgotten, int[] ofUnseen) = (Some(forgotten.Count), Some(unseen.Count));
        (_forgotten, _unseen) = ([.. ofForgotten.Select(i => forgotten[i])], [.. ofUnseen.Select(i => unseen[i])]);
        _stranger = forgottenByStranger is null || unseenByStranger is null ? new Standing(0.5, 0.5, 0.5)
            : StandingOf([.. ofForgotten.Select(i => (float)forgottenByStranger[i])], [.. ofUnseen.Select(i => (float)unseenByStranger[i])]);
        _served = AnswerFigures.AreaUnderCurve(Margins(runs, _unseen), _unseen);
    }

    /// <summary>The distance: 0 for a model that has forgotten and serves as well as it did.</summary>
    public double Of(MarginRuns runs)
    {
        Standing now = StandingOf(Margins(runs, _forgotten), Margins(runs, _unseen));
        return Math.Abs(now.Forgotten - _served - (_stranger.Forgotten - _stranger.Unseen)) + Math.Abs(now.Membership - _stranger.Membership) + Math.Max(0, _served - now.Unseen);
    }

    private static float[] Margins(MarginRuns runs, AnsweredPrompt[] prompts) => runs.MarginsOf([.. prompts.Select(prompt => prompt.Tokens)]);

    private Standing StandingOf(float[] forgotten, float[] unseen) =>
        new(AnswerFigures.AreaUnderCurve(forgotten, _forgotten), AnswerFigures.AreaUnderCurve(unseen, _unseen), AnswerFigures.Membership(forgotten, _forgotten, unseen, _unseen));

    /// <summary>AUC on either kind of answers, and how well the loss tells them apart.</summary>
    private readonly record struct Standing(double Forgotten, double Unseen, double Membership);
}
