using Cicerone.Language.Unlearning.Circuits;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// When it is enough, by what an operator has: the answers to what is forgotten are no better than those to people never learned from, and no threshold on the
/// loss tells the two apart. (Stopping when the mean loss is large is fooled by a few huge ones; stopping by a retrained model would use the answer.)
/// </summary>
internal sealed class StopRule(IReadOnlyList<AnsweredPrompt> forgotten, IReadOnlyList<AnsweredPrompt> unseen)
{
    private const double Better = 0.02, Membership = 0.52;

    public bool IsEnough(MarginRuns runs)
    {
        float[] ofForgotten = runs.MarginsOf([.. forgotten.Select(prompt => prompt.Tokens)]), ofUnseen = runs.MarginsOf([.. unseen.Select(prompt => prompt.Tokens)]);
        return AnswerFigures.AreaUnderCurve(ofForgotten, forgotten) <= AnswerFigures.AreaUnderCurve(ofUnseen, unseen) + Better
            && AnswerFigures.Membership(ofForgotten, forgotten, ofUnseen, unseen) <= Membership;
    }
}
