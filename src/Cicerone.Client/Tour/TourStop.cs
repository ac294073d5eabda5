namespace Cicerone.Client;

/// <summary>A stop of the tour.</summary>
/// <param name="Number">Its place.</param>
/// <param name="Method">The method.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="Built">Whether its algorithm is there.</param>
/// <param name="Shown">Whether its run was prepared, so that it can be shown.</param>
public sealed record TourStop(int Number, string Method, string Name, string Sees, bool Built, bool Shown);

/// <summary>What a stop shows to a reader.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="User">The reader's id.</param>
/// <param name="History">Titles of what the reader chose, oldest first.</param>
/// <param name="Lists">The lists the stop compares.</param>
/// <param name="Credibility">How credible each of them is, 0 to 1, null where the item is unknown; null where the method does not judge.</param>
public sealed record TourExhibit(string Method, string Sees, string User, IReadOnlyList<string> History, IReadOnlyList<TourList> Lists, IReadOnlyList<double?>? Credibility = null);

/// <summary>One list that a stop shows.</summary>
/// <param name="Told">What it is, in a few words.</param>
/// <param name="Items">The items, best first.</param>
public sealed record TourList(string Told, IReadOnlyList<ScoredItem> Items);

/// <summary>A text that a stop quotes.</summary>
/// <param name="Kind"><c>review</c>, or <c>item</c> where it is what is known of the item.</param>
/// <param name="Item">External id of the item that it is about.</param>
/// <param name="Title">What the item is called.</param>
/// <param name="Text">The text.</param>
/// <param name="Start">Where in it the quoted words begin, in UTF-16 units.</param>
/// <param name="Length">How many of them there are.</param>
public sealed record TourSource(string Kind, string Item, string Title, string Text, int Start, int Length);
