using Cicerone.Metrics.Significance;

namespace Cicerone.Evaluation.OffPolicy;

/// <summary>
/// What a policy would have earned, from choices that another made by chance: inverse propensity scoring (Horvitz and Thompson,
/// Journal of the American Statistical Association 47, 1952), self-normalised (Swaminathan and Joachims, NIPS 2015, equation 9), and
/// doubly robust (Dudík, Langford and Li, ICML 2011, equation 1) with <see cref="ItemRewards"/> for a model of rewards. Intervals are
/// of the normal approximation with variances over people, since choices for one person may depend on each other.
/// </summary>
public static class OffPolicyEvaluator
{
    /// <summary>The fewest choices of equal weight that an estimate may rest on.</summary>
    public const double FewestEffective = 30;

    private const double MostUncovered = 0.05, Sure = 3, NormalQuantile = 1.959963984540054, Rounding = 1e-6;

    /// <summary>Estimates.</summary>
    /// <exception cref="CiceroneException">
    /// A propensity is missing or no probability, a reward is not finite, a target does not add up to 1, or support is lacking: the
    /// other policy would mostly choose what the log's own did not.
    /// </exception>
    public static OffPolicyEstimates Estimate(IReadOnlyList<LoggedChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count == 0) throw new CiceroneException("There are no choices to estimate from: the log has none that was made by chance.");
        for (int choice = 0; choice < choices.Count; choice++) Check(choices[choice], choice);
        int people = choices.Select(choice => choice.Person).Distinct().Count();
        if (people < 2) throw new CiceroneException("The choices are of one person alone; intervals need at least two.");
        double[] weights = [.. choices.Select(choice => choice.Weight)];
        double effective = weights.Sum() is var sum && sum > 0 ? sum * sum / weights.Sum(weight => weight * weight) : 0;
        OffPolicyEstimate covered = Mean(choices, weights);
        RefuseUnlessSupported(covered, effective);

        var rewards = new ItemRewards(choices);
        double meanWeight = covered.Value, weighted = choices.Select((choice, place) => weights[place] * choice.Reward).Sum() / choices.Count;
        return new OffPolicyEstimates(choices.Count, people,
            Mean(choices, [.. choices.Select(choice => choice.Reward)]),
            Mean(choices, [.. choices.Select((choice, place) => weights[place] * choice.Reward)]),
            SelfNormalised(choices, weights, weighted / meanWeight),
            Mean(choices, [.. choices.Select((choice, place) => choice.Target.Sum(item => item.Probability * rewards.Of(choice, item.Item)) + weights[place] * (choice.Reward - rewards.Of(choice, choice.Item)))]),
            effective, covered);
    }

    private static void Check(LoggedChoice choice, int place)
    {
        if (choice.Propensity is not (> 0 and <= 1)) throw new CiceroneException($"Choice {place + 1} has the propensity {choice.Propensity}, but it must lie above 0 and at most at 1. Estimates need the probability with which each choice was made.");
        if (!double.IsFinite(choice.Reward)) throw new CiceroneException($"Choice {place + 1} has the reward {choice.Reward}, but it must be finite.");
        double sum = choice.Target.Sum(item => item.Probability);
        if (Math.Abs(sum - 1) > Rounding || choice.Target.Any(item => item.Probability is not (>= 0 and <= 1 + Rounding))) throw new CiceroneException($"The target's probabilities of choice {place + 1} add up to {sum}, but must add up to 1.");
    }

    private static void RefuseUnlessSupported(OffPolicyEstimate covered, double effective)
    {
        double error = (covered.Interval.High - covered.Value) / NormalQuantile;
        if (covered.Value + Sure * error < 1 - MostUncovered)
            throw new CiceroneException($"Support is lacking: the log's policy could have made only about {covered.Value:P0} of the choices of the other. Let more items be explored, and try again.");
        if (covered.Value - Sure * error > 1 + MostUncovered)
            throw new CiceroneException($"The propensities are not those of the choices: the mean weight is {covered.Value:0.00}, but must be near 1.");
        if (effective < FewestEffective)
            throw new CiceroneException($"Support is lacking: the choices weigh as much as {effective:0.#} of equal weight, but {FewestEffective} are needed. Wait for more, or explore more often.");
    }

    private static OffPolicyEstimate SelfNormalised(IReadOnlyList<LoggedChoice> choices, double[] weights, double value)
    {
        double meanWeight = weights.Average();
        OffPolicyEstimate error = Mean(choices, [.. choices.Select((choice, place) => weights[place] * (choice.Reward - value) / meanWeight)]); // linearised; its mean is 0
        return new OffPolicyEstimate(value, new Interval(value + error.Interval.Low, value + error.Interval.High));
    }

    private static OffPolicyEstimate Mean(IReadOnlyList<LoggedChoice> choices, double[] values)
    {
        double mean = values.Average();
        var people = new Dictionary<int, double>();
        for (int choice = 0; choice < values.Length; choice++) people[choices[choice].Person] = people.GetValueOrDefault(choices[choice].Person) + values[choice] - mean;
        int count = people.Count;
        double error = Math.Sqrt(people.Values.Sum(sum => sum * sum) * count / (count - 1)) / values.Length;
        return new OffPolicyEstimate(mean, new Interval(mean - NormalQuantile * error, mean + NormalQuantile * error));
    }
}
