namespace Cicerone.Simulation;

/// <summary>The picture on a book of the <see cref="Bookshop"/>, as an image encoder would describe it.</summary>
/// <param name="Descriptor"><see cref="Bookshop.CoverWidth"/> numbers: the middle of the book's genre and mood, and noise of its own.</param>
/// <param name="IsWrong">Whether the cover is that of another genre: the truth.</param>
public sealed record Cover(IReadOnlyList<float> Descriptor, bool IsWrong);
