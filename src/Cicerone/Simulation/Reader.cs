namespace Cicerone.Simulation;

/// <summary>A reader of the <see cref="Bookshop"/>, with the truth of what they like.</summary>
/// <param name="Id">External id.</param>
/// <param name="Taste">Share of each genre, in the order of <see cref="BookshopWords.Genres"/>; adds up to 1.</param>
/// <param name="Mood">The mood they like best: an index into <see cref="BookshopWords.Moods"/>.</param>
public sealed record Reader(string Id, IReadOnlyList<double> Taste, int Mood);
