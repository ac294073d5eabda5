using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>What is asked of a <see cref="Recommender"/>, with external ids.</summary>
/// <param name="History">Ids of the items the person chose, oldest first; unknown ids are reported back.</param>
public sealed record RecommendationRequest(IReadOnlyList<string> History)
{
    /// <summary>The most recommendations that may be wanted.</summary>
    public const int MostCount = 1000;

    /// <summary>How many recommendations are wanted, 1 to <see cref="MostCount"/>.</summary>
    public int Count
    {
        get;
        init => field = value is >= 1 and <= MostCount ? value : throw new CiceroneException($"The number of recommendations is {value}, but must lie in 1 to {MostCount}.");
    } = 10;

    /// <summary>How many reasons to give for each, 0 to 1000; the rest is summed up in one, so that contributions add up.</summary>
    public int Reasons
    {
        get;
        init => field = value is >= 0 and <= 1000 ? value : throw new CiceroneException($"The number of reasons is {value}, but must lie in 0 to 1000.");
    }

    /// <summary>What the slot is for: actions, each with its worth. One ranks by how likely an item is what that action comes to; several by that, weighed and summed (<see cref="WeighedActions"/>). Empty asks without an action.</summary>
    public IReadOnlyList<WantedAction> Actions { get; init; } = [];

    /// <summary>Ids that may not be recommended, beside those of the history; unknown ids do nothing.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The recommender's catalogue with fewer candidates (<see cref="Catalogue.Restrict"/>); null leaves all of them.</summary>
    public Catalogue? Candidates { get; init; }
}
