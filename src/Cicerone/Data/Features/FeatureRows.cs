namespace Cicerone.Data.Features;

/// <summary>Vectors as a file holds them.</summary>
/// <param name="Width">Length of a vector.</param>
/// <param name="Values">Shape [rows, width].</param>
/// <param name="Ids">The item of each row, where the file names it; null where it has numbers alone.</param>
internal sealed record FeatureRows(int Width, float[] Values, string[]? Ids)
{
    public int Count => Values.Length / Width;
}
