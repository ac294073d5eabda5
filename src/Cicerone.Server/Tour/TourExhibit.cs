namespace Cicerone.Server.Tour;

/// <summary>What a stop shows to one reader.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="User">The reader's id.</param>
/// <param name="History">Titles of what the reader chose, oldest first.</param>
/// <param name="Lists">The lists the stop compares.</param>
public sealed record TourExhibit(string Method, string Sees, string User, IReadOnlyList<string> History, IReadOnlyList<TourList> Lists);
