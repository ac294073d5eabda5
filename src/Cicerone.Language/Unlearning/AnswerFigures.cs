namespace Cicerone.Language.Unlearning;

/// <summary>What answers tell: how good they are, whether they give away who was learned from, and how far apart two models are.</summary>
internal static class AnswerFigures
{
    /// <summary>The chance that a prompt whose answer is yes has the larger margin of yes over no than one whose answer is no.</summary>
    public static double AreaUnderCurve(IReadOnlyList<float> margins, IReadOnlyList<AnsweredPrompt> prompts)
    {
        float[] Of(bool isYes) => [.. margins.Where((_, i) => prompts[i].IsYes == isYes)];
        float[] yes = Of(isYes: true);
        return Cicerone.Metrics.AreaUnderCurve.Of(yes, Of(isYes: false), yes.Length);
    }

    /// <summary>
    /// The chance that a prompt learned from has a smaller loss than one never seen, so that a threshold tells them apart; 0.5 gives nothing away, and
    /// much less than that does again.
    /// </summary>
    public static double Membership(IReadOnlyList<float> learned, IReadOnlyList<AnsweredPrompt> learnedPrompts, IReadOnlyList<float> unseen, IReadOnlyList<AnsweredPrompt> unseenPrompts)
    {
        float[] surer = Right(learned, learnedPrompts);
        return Cicerone.Metrics.AreaUnderCurve.Of(surer, Right(unseen, unseenPrompts), surer.Length);
    }

    /// <summary>Mean Jensen–Shannon divergence of the answers of two models, in nats: 0 to ln 2.</summary>
    public static double Divergence(IReadOnlyList<double> yes, IReadOnlyList<double> otherYes) => yes.Zip(otherYes, (p, q) =>
    {
        double Part(double one, double middle) => one <= 0 ? 0 : one * Math.Log(one / middle);
        (double m, double n) = ((p + q) / 2, 1 - (p + q) / 2);
        return (Part(p, m) + Part(1 - p, n) + Part(q, m) + Part(1 - q, n)) / 2;
    }).Average();

    /// <summary>The probability of yes by its margin over no.</summary>
    public static double Probability(float margin) => 1 / (1 + Math.Exp(-margin));

    private static float[] Right(IReadOnlyList<float> margins, IReadOnlyList<AnsweredPrompt> prompts) => [.. margins.Select((margin, i) => prompts[i].IsYes ? margin : -margin)];
}
