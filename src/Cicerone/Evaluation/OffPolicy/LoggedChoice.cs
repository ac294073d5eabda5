namespace Cicerone.Evaluation.OffPolicy;

/// <summary>A choice of one item that a policy made by chance and wrote down, and what came of it.</summary>
/// <param name="Person">Who it was for: choices for one person may depend on each other.</param>
/// <param name="Item">The item that was chosen.</param>
/// <param name="Propensity">The probability with which it was chosen then; above 0 and at most 1.</param>
/// <param name="Reward">What came of it; finite.</param>
/// <param name="Target">What the policy that is asked about would choose then: items with their probabilities, which add up to 1.</param>
public sealed record LoggedChoice(int Person, int Item, double Propensity, double Reward, IReadOnlyList<TargetItem> Target)
{
    /// <summary>How much more probable the item is under the other policy: its importance weight.</summary>
    public double Weight
    {
        get
        {
            double probability = 0;
            foreach (TargetItem item in Target)
                if (item.Item == Item) probability += item.Probability;
            return probability / Propensity;
        }
    }
}

/// <summary>An item that a policy may choose.</summary>
/// <param name="Item">The item.</param>
/// <param name="Probability">With which probability.</param>
public readonly record struct TargetItem(int Item, double Probability);
