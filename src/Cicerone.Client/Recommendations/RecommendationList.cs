namespace Cicerone.Client;

/// <summary>What is recommended.</summary>
/// <param name="Request">Id of the request in the exposure log.</param>
/// <param name="Source">What ranked: the model's algorithm, or "popularity" where the model knows nothing of the history.</param>
/// <param name="Model">The version of the model.</param>
/// <param name="Experiment">The experiment that the person takes part in; null for none.</param>
/// <param name="Arm">The person's arm; null without an experiment.</param>
/// <param name="Items">The items, the first place first.</param>
/// <param name="UnknownItems">Ids of the history that the model has never met.</param>
public sealed record RecommendationList(string Request, string Source, string Model, string? Experiment, string? Arm, IReadOnlyList<RecommendedItem> Items, IReadOnlyList<string> UnknownItems);

/// <summary>A recommended item.</summary>
/// <param name="Item">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="Score">Its score; comparable within one list only.</param>
/// <param name="Source">Where it came from: an algorithm, "boost", "pin" or "exploration".</param>
/// <param name="Propensity">The probability of this item at this place, given the places before it.</param>
/// <param name="Reasons">Why.</param>
public sealed record RecommendedItem(string Item, string Title, float Score, string Source, double Propensity, IReadOnlyList<Reason> Reasons);

/// <summary>What the model ranks after one item.</summary>
/// <param name="Source">The algorithm.</param>
/// <param name="Items">The items, best first.</param>
/// <param name="UnknownItems">Always empty: an item that the model does not know is refused.</param>
public sealed record SimilarList(string Source, IReadOnlyList<ScoredItem> Items, IReadOnlyList<string> UnknownItems);

/// <summary>An item with the model's score.</summary>
/// <param name="Item">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="Score">Its score; comparable within one list only.</param>
/// <param name="Reasons">Why.</param>
public sealed record ScoredItem(string Item, string Title, float Score, IReadOnlyList<Reason> Reasons);

/// <summary>One reason for a recommendation.</summary>
/// <param name="Kind">What it rests on: history, said, rule, text, behaviour, popularity, merchandising, chance or others.</param>
/// <param name="Text">A sentence for the person.</param>
/// <param name="Contribution">Its part of the score; null where there is none.</param>
/// <param name="Evidence">What it can be checked against.</param>
public sealed record Reason(string Kind, string Text, double? Contribution, IReadOnlyList<Evidence> Evidence);

/// <summary>What a reason can be checked against.</summary>
/// <param name="Kind">What it is: "item", say.</param>
/// <param name="Id">Its external id.</param>
/// <param name="Title">What to call it before a person.</param>
public sealed record Evidence(string Kind, string Id, string Title);
