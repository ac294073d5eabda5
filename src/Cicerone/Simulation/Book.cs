namespace Cicerone.Simulation;

/// <summary>A book of the <see cref="Bookshop"/>.</summary>
/// <param name="Id">External id.</param>
/// <param name="Title">Its title, unlike every other.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Genre">What kind of book it is.</param>
/// <param name="Mood">How it feels to read it.</param>
/// <param name="Themes">What it is about: two themes of its genre.</param>
/// <param name="Series">The series it belongs to; empty when it stands alone.</param>
/// <param name="Volume">Its place in the series, from 1; 0 when it stands alone.</param>
/// <param name="Blurb">What the back cover says: its genre, author, themes and mood in a sentence or two.</param>
public sealed record Book(string Id, string Title, string Author, string Genre, string Mood, IReadOnlyList<string> Themes, string Series, int Volume, string Blurb);
