namespace Cicerone.Data.Reviews;

/// <summary>Why a person would like an item, as XRec's files have it: references that a language model made of reviews, with summaries that it made of all reviews, the explained one perhaps among them.</summary>
/// <param name="User">External id of the person.</param>
/// <param name="Item">External id of the item.</param>
/// <param name="Title">What the item is called.</param>
/// <param name="UserSummary">What the person likes.</param>
/// <param name="ItemSummary">Who likes the item.</param>
/// <param name="Text">The explanation.</param>
public sealed record Explanation(string User, string Item, string Title, string UserSummary, string ItemSummary, string Text);
