namespace Cicerone.Server.Storage;

/// <summary>What an engine calls the types of columns.</summary>
/// <param name="Number">A number that is given to each row, growing; the row's primary key.</param>
/// <param name="Whole">Whole numbers of 64 bits.</param>
/// <param name="Real">Numbers of single precision or better.</param>
/// <param name="Text">Text, in the order of code points.</param>
/// <param name="End">What ends the declaration of a table.</param>
internal sealed record ColumnTypes(string Number, string Whole, string Real, string Text, string End);
