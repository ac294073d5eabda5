using Cicerone.Metrics.Significance;

namespace Cicerone.Evaluation.OffPolicy;

/// <summary>An estimate of the mean reward of a choice.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Interval">Its 95 % interval, by the normal approximation over people.</param>
public readonly record struct OffPolicyEstimate(double Value, Interval Interval);

/// <summary>What a policy would earn by the choices of another.</summary>
/// <param name="Choices">How many choices were read.</param>
/// <param name="People">Of how many people.</param>
/// <param name="Logged">What the choices earned as they were made: the naive average, which says nothing of the other policy.</param>
/// <param name="InversePropensity">Inverse propensity scoring.</param>
/// <param name="SelfNormalised">The same, divided by the mean weight.</param>
/// <param name="DoublyRobust">Doubly robust.</param>
/// <param name="EffectiveChoices">How many choices of equal weight would be as good: (Σw)² / Σw².</param>
/// <param name="Covered">Mean weight: an estimate of how much of the other policy the log's own could have chosen; near 1 where support is full.</param>
public sealed record OffPolicyEstimates(int Choices, int People, OffPolicyEstimate Logged, OffPolicyEstimate InversePropensity, OffPolicyEstimate SelfNormalised, OffPolicyEstimate DoublyRobust, double EffectiveChoices, OffPolicyEstimate Covered);
