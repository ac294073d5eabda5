using Cicerone.Models.Circuits;

namespace Cicerone.Language.Unlearning.Updates;

/// <summary>
/// CURE's rule: parts that serve what is forgotten descend along the loss of forgetting, those that serve what is kept along the loss of keeping, and
/// those that serve both along their sum, in which forgetting may not contradict keeping. Inert parts stay. That groups have rules and slopes are projected is the
/// paper's; the form is ours.
/// </summary>
/// <param name="groups">The group of each part.</param>
/// <param name="projects">Whether slopes are projected; without it the rule is a control.</param>
/// <param name="rest">The group of the weights of no part: tokens' vectors, norms and the head. Where these stay, so does much of what was learned by heart.</param>
internal sealed class GroupedRule(IReadOnlyList<CircuitGroup> groups, bool projects = true, CircuitGroup rest = CircuitGroup.Shared) : IUpdateRule
{
    public float[]?[] Directions(float[][] forget, float[][] retain) =>
    [
        .. Enumerable.Range(0, forget.Length).Select(part => GroupOf(part) switch
        {
            CircuitGroup.Forget => forget[part],
            CircuitGroup.Retain => retain[part],
            CircuitGroup.Shared => Projected.Less(projects ? Projected.Of(forget[part], retain[part]) : forget[part], retain[part], -1),
            _ => null,
        }),
    ];

    public bool Protects(int part) => projects && GroupOf(part) == CircuitGroup.Shared;

    private CircuitGroup GroupOf(int part) => part < groups.Count ? groups[part] : rest;
}
