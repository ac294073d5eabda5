namespace Cicerone.Simulation;

/// <summary>Why a reader of the <see cref="Bookshop"/> chose a book.</summary>
public enum Motive
{
    /// <summary>It is of a genre the reader likes.</summary>
    Taste,

    /// <summary>It is by the author of the book before.</summary>
    Author,

    /// <summary>It is the next volume of the series.</summary>
    Series,

    /// <summary>A slip of the finger: the reader does not want it.</summary>
    Accident,
}
