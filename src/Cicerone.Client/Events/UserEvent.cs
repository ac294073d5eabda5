namespace Cicerone.Client;

/// <summary>Something a person did.</summary>
/// <param name="User">External id of the person.</param>
/// <param name="Item">External id of the item; it need not be known to the model.</param>
/// <param name="Time">When it was; the server's time of arrival where it is null.</param>
/// <param name="Value">A rating, count or amount.</param>
/// <param name="Action">What was done: view, click, purchase …; <c>not-interested</c> takes the item out of the person's lists.</param>
/// <param name="Id">The sender's key of the event: one that is stored is not stored again.</param>
public sealed record UserEvent(string User, string Item, DateTimeOffset? Time = null, float? Value = null, string? Action = null, string? Id = null);

/// <summary>What became of events.</summary>
/// <param name="Accepted">Events that are now stored.</param>
/// <param name="Duplicates">Events left out because their id was stored before.</param>
/// <param name="UnknownItems">Items the model has never met.</param>
public sealed record EventReceipt(int Accepted, int Duplicates, IReadOnlyList<string> UnknownItems);
