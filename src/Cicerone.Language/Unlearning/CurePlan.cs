using Cicerone.Language.Unlearning.Circuits;

namespace Cicerone.Language.Unlearning;

/// <summary>The circuits behind what is forgotten and behind what is kept, and the groups that follow from them.</summary>
internal sealed record CurePlan(Circuit Forget, Circuit Retain, Grouping Grouping)
{
    /// <summary>Finds both circuits and sorts the parts.</summary>
    /// <param name="runs">The model.</param>
    /// <param name="forget">Prompts to forget, with counterfactuals.</param>
    /// <param name="retain">As many prompts to keep.</param>
    /// <param name="steps">Inputs over which gradients are averaged.</param>
    /// <param name="seed">Decides the halves that the threshold of the groups comes from.</param>
    public static CurePlan Of(MarginRuns runs, IReadOnlyList<PromptPair> forget, IReadOnlyList<PromptPair> retain, int steps, ulong seed)
    {
        var attribution = new Attribution(runs);
        double[][] ofForget = attribution.Scores(forget, steps), ofRetain = attribution.Scores(retain, steps);
        Circuit forgets = Circuit.Find(attribution, forget, Grouping.Weights(ofForget)), keeps = Circuit.Find(attribution, retain, Grouping.Weights(ofRetain));
        return new CurePlan(forgets, keeps, Grouping.Of(attribution, ofForget, ofRetain, forgets, keeps, seed));
    }
}
