namespace Cicerone.Server.Tour;

/// <summary>A text that a stop quotes.</summary>
/// <param name="Kind"><c>review</c>, or <c>item</c> where it is what is known of the item.</param>
/// <param name="Item">External id of the item that it is about.</param>
/// <param name="Title">What the item is called.</param>
/// <param name="Text">The text.</param>
/// <param name="Start">Where in it the quoted words begin, in UTF-16 units.</param>
/// <param name="Length">How many of them there are.</param>
public sealed record TourSource(string Kind, string Item, string Title, string Text, int Start, int Length);
