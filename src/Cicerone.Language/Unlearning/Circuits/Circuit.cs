namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>The fewest parts that do most of what a decoder does over some prompts.</summary>
/// <param name="Components">The parts, the weightiest first.</param>
/// <param name="Faithfulness">
/// (M − M∅) / (M_full − M∅): the mean margin when all other parts bring what they bring in the counterfactual run, between that run's own and the clean one's.
/// </param>
internal sealed record Circuit(IReadOnlyList<Component> Components, double Faithfulness)
{
    /// <summary>Takes parts in, the weightiest first, until the circuit is faithful enough.</summary>
    /// <param name="attribution">Runs the decoder.</param>
    /// <param name="pairs">Prompts and counterfactuals.</param>
    /// <param name="weights">The weight of each part.</param>
    /// <param name="enough">The faithfulness that is enough.</param>
    public static Circuit Find(Attribution attribution, IReadOnlyList<PromptPair> pairs, IReadOnlyList<double> weights, double enough = 0.8)
    {
        (double, double) ends = Ends(attribution, pairs);
        Component[] byWeight = [.. attribution.Components.Index().OrderByDescending(part => weights[part.Index]).Select(part => part.Item)];
        for (int count = 1; count < byWeight.Length; count++)
            if (Between(ends, attribution, pairs, byWeight[..count]) is var faithfulness && faithfulness >= enough) return new Circuit(byWeight[..count], faithfulness);
        return new Circuit(byWeight, 1);
    }

    /// <summary>The faithfulness of any parts.</summary>
    /// <exception cref="CiceroneException">The counterfactuals change nothing, so that there is nothing to explain.</exception>
    public static double FaithfulnessOf(Attribution attribution, IReadOnlyList<PromptPair> pairs, IReadOnlyList<Component> kept) => Between(Ends(attribution, pairs), attribution, pairs, kept);

    /// <summary>The mean margin when no part brings the counterfactual's, and when all do.</summary>
    private static (double Full, double None) Ends(Attribution attribution, IReadOnlyList<PromptPair> pairs)
    {
        double full = attribution.PatchedMargins(pairs, new HashSet<Component>()).Average();
        double none = attribution.PatchedMargins(pairs, attribution.Components.ToHashSet(), input: true).Average();
        if (full == none) throw new CiceroneException("The counterfactual prompts do not change the answers, so no circuit can be told. Replace more events.");
        return (full, none);
    }

    private static double Between((double Full, double None) ends, Attribution attribution, IReadOnlyList<PromptPair> pairs, IReadOnlyList<Component> kept) =>
        (attribution.PatchedMargins(pairs, attribution.Components.Except(kept).ToHashSet()).Average() - ends.None) / (ends.Full - ends.None);
}
