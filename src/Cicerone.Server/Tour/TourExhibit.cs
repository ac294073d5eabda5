namespace Cicerone.Server.Tour;

/// <summary>What a stop shows to one reader.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="User">The reader's id.</param>
/// <param name="History">Titles of what the reader chose, oldest first.</param>
/// <param name="Lists">The lists the stop compares.</param>
/// <param name="Credibility">How credible each of them is, 0 to 1, null where the item is unknown; null where the method does not judge.</param>
public sealed record TourExhibit(string Method, string Sees, string User, IReadOnlyList<string> History, IReadOnlyList<TourList> Lists, IReadOnlyList<double?>? Credibility)
{
    /// <summary>Below this an event is doubted, and greyed on the page.</summary>
    internal const double Doubted = 0.5;
}
