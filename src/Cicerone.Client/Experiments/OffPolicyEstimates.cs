namespace Cicerone.Client;

/// <summary>What a model would have earned.</summary>
/// <param name="Choices">How many choices were read.</param>
/// <param name="People">Of how many people.</param>
/// <param name="Logged">What the choices earned as they were made.</param>
/// <param name="InversePropensity">Inverse propensity scoring.</param>
/// <param name="SelfNormalised">The same, divided by the mean weight.</param>
/// <param name="DoublyRobust">Doubly robust.</param>
/// <param name="EffectiveChoices">How many choices of equal weight would be as good.</param>
/// <param name="Covered">Mean weight; near 1 where support is full.</param>
public sealed record OffPolicyEstimates(int Choices, int People, OffPolicyEstimate Logged, OffPolicyEstimate InversePropensity, OffPolicyEstimate SelfNormalised, OffPolicyEstimate DoublyRobust, double EffectiveChoices, OffPolicyEstimate Covered);

/// <summary>An estimate with its 95 % interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Interval">The interval.</param>
public sealed record OffPolicyEstimate(double Value, Interval Interval);

/// <summary>An interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="ExcludesZero">Whether zero lies outside.</param>
public sealed record Interval(double Low, double High, bool ExcludesZero);
