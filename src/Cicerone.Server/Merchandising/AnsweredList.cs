using Cicerone.Models;

namespace Cicerone.Server.Merchandising;

/// <summary>A list as a request is answered with it.</summary>
/// <param name="Request">Id of the request, by which the exposure log names it.</param>
/// <param name="Source">What ranked: the model's algorithm, or "popularity" where the model knows nothing of the history.</param>
/// <param name="Model">The version of the model.</param>
/// <param name="Experiment">The experiment that the person takes part in; null for none.</param>
/// <param name="Arm">The person's arm; null without an experiment.</param>
/// <param name="Items">What is recommended, the first place first.</param>
/// <param name="UnknownItems">Ids of the history that the model has never met and that had no influence.</param>
internal sealed record AnsweredList(string Request, string Source, string Model, string? Experiment, string? Arm, IReadOnlyList<AnsweredItem> Items, IReadOnlyList<string> UnknownItems);

/// <summary>A recommended item.</summary>
/// <param name="Item">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="Score">Its score; comparable within one list only. 0 for an item that the model does not know.</param>
/// <param name="Source">Where it came from: the algorithm that ranked it, "boost", "pin" or "exploration".</param>
/// <param name="Propensity">The probability of this item at this place, given the places before it: 1 where nothing was drawn.</param>
/// <param name="Reasons">Why; contributions add up to the score.</param>
internal sealed record AnsweredItem(string Item, string Title, float Score, string Source, double Propensity, IReadOnlyList<Reason> Reasons);
