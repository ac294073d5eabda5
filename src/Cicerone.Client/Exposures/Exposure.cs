namespace Cicerone.Client;

/// <summary>A list that a request was answered with.</summary>
/// <param name="Number">Its number in the log.</param>
/// <param name="Request">Id of the request.</param>
/// <param name="User">The person; null for anybody.</param>
/// <param name="Time">When it was answered.</param>
/// <param name="Model">The version of the model.</param>
/// <param name="Merchandising">The settings that composed it.</param>
/// <param name="Experiment">The experiment; null for none.</param>
/// <param name="Arm">The arm; null for none.</param>
/// <param name="Context">The circumstances that the request told of.</param>
/// <param name="Filter">The filter; empty for none.</param>
/// <param name="Milliseconds">How long the answer took.</param>
/// <param name="Items">What was shown, the first place first.</param>
public sealed record Exposure(long Number, string Request, string? User, DateTimeOffset Time, string Model, string Merchandising, string? Experiment, string? Arm, IReadOnlyDictionary<string, string?> Context, string Filter, double Milliseconds, IReadOnlyList<ExposedItem> Items);

/// <summary>An item that was shown.</summary>
/// <param name="Item">External id.</param>
/// <param name="Score">The score that it was shown with.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Propensity">The probability of this item at this place, given the places before it.</param>
public sealed record ExposedItem(string Item, double Score, string Source, double Propensity);

/// <summary>A page of the exposure log.</summary>
/// <param name="Exposures">The exposures.</param>
/// <param name="Next">Where the next page goes on.</param>
/// <param name="Lost">How many exposures were lost since the server started.</param>
public sealed record ExposurePage(IReadOnlyList<Exposure> Exposures, long Next, long Lost);
