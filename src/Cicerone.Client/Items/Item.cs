namespace Cicerone.Client;

/// <summary>An item.</summary>
/// <param name="Id">External id.</param>
/// <param name="Title">What to call it before a person.</param>
/// <param name="TrainingEvents">How often the model met it in training; 0 for one that came later.</param>
/// <param name="Hidden">Whether it is kept from being recommended.</param>
/// <param name="Time">When it came out; null when that was not told.</param>
/// <param name="Categories">Its categories.</param>
/// <param name="Columns">What else is known of it.</param>
public sealed record Item([property: System.Text.Json.Serialization.JsonPropertyName("item")] string Id, string Title, int TrainingEvents, bool Hidden, DateTimeOffset? Time, IReadOnlyList<string> Categories, IReadOnlyDictionary<string, string?> Columns);

/// <summary>What is told of an item.</summary>
/// <param name="Item">External id.</param>
/// <param name="Hidden">Whether it is to be kept from being recommended.</param>
/// <param name="Time">When it came out.</param>
/// <param name="Categories">Its categories.</param>
/// <param name="Columns">Text by column.</param>
/// <param name="Vector">Its vector, for a model that learned from vectors that were brought.</param>
public sealed record ToldItem(string Item, bool? Hidden = null, DateTimeOffset? Time = null, IReadOnlyList<string>? Categories = null, IReadOnlyDictionary<string, string?>? Columns = null, IReadOnlyList<float>? Vector = null);

/// <summary>What became of items that were told of.</summary>
/// <param name="Stored">How many were stored.</param>
/// <param name="Recommendable">Of how many the model in service knows.</param>
public sealed record ItemReceipt(int Stored, int Recommendable);

/// <summary>An item that was deleted.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Events">How many events were deleted with it.</param>
public sealed record DeletedItem(string Item, int Events);
