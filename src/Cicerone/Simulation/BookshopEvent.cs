namespace Cicerone.Simulation;

/// <summary>Something a reader did, with the truth that no log has.</summary>
/// <param name="Reader">Index of the reader.</param>
/// <param name="Book">Index of the book.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="IsPurchase">Whether the book was bought, or only clicked.</param>
/// <param name="Motive">Why: the truth.</param>
public readonly record struct BookshopEvent(int Reader, int Book, long Time, bool IsPurchase, Motive Motive)
{
    /// <summary>Name of the action: <c>purchase</c> or <c>click</c>.</summary>
    public string Action => IsPurchase ? "purchase" : "click";
}
