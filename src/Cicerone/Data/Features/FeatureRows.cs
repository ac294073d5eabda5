namespace Cicerone.Data.Features;

/// <summary>Vectors as a file holds them.</summary>
/// <param name="Width">Length of a vector.</param>
/// <param name="Values">Shape [rows, width].</param>
/// <param name="Ids">The item of each row, where the file names it; null where it has numbers alone.</param>
/// <param name="EmptyCount">Rows that name an item and have no vector; they are not among the others.</param>
internal sealed record FeatureRows(int Width, float[] Values, string[]? Ids, int EmptyCount = 0)
{
    public int Count => Values.Length / Width;
}
