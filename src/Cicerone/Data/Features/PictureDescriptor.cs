namespace Cicerone.Data.Features;

/// <summary>
/// Describes a picture by its colours and edges, without a model from elsewhere: how many pixels there are of each of 64 colours, and how much edge there is in each of
/// eight directions in each quarter of the picture. Both parts are shares, and of shares the roots are taken, so that the Euclidean distance of two
/// descriptions is Hellinger's.
/// </summary>
public static class PictureDescriptor
{
    /// <summary>Numbers of a description.</summary>
    public const int Width = Colours + Quarters * Directions;

    /// <summary>Bytes of a pixel: red, green, blue, and one that is not read.</summary>
    public const int PixelBytes = 4;

    private const int Levels = 4, Colours = Levels * Levels * Levels, Quarters = 4, Directions = 8;

    /// <summary>Describes a picture.</summary>
    /// <param name="pixels">Row after row, <see cref="PixelBytes"/> each.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="into">Of length <see cref="Width"/>; overwritten.</param>
    public static void Describe(ReadOnlySpan<byte> pixels, int width, Span<float> into)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (pixels.Length == 0 || pixels.Length % (width * PixelBytes) != 0) throw new ArgumentException($"{pixels.Length} bytes are not rows of {width} pixels.", nameof(pixels));
        if (into.Length != Width) throw new ArgumentException($"A description has {Width} numbers, not {into.Length}.", nameof(into));
        into.Clear();
        Span<float> colours = into[..Colours], edges = into[Colours..];
        for (int at = 0; at < pixels.Length; at += PixelBytes) colours[(pixels[at] * Levels / 256 * Levels + pixels[at + 1] * Levels / 256) * Levels + pixels[at + 2] * Levels / 256]++;
        AddEdges(pixels, width, edges);
        ToRootsOfShares(colours);
        ToRootsOfShares(edges);
    }

    /// <summary>Central differences of brightness; a direction and its opposite are one edge.</summary>
    private static void AddEdges(ReadOnlySpan<byte> pixels, int width, Span<float> edges)
    {
        int height = pixels.Length / (width * PixelBytes);
        for (int y = 1; y < height - 1; y++)
            for (int x = 1; x < width - 1; x++)
            {
                double across = Brightness(pixels, y * width + x + 1) - Brightness(pixels, y * width + x - 1), down = Brightness(pixels, (y + 1) * width + x) - Brightness(pixels, (y - 1) * width + x);
                if (across == 0 && down == 0) continue;
                double turn = Math.Atan2(down, across) / Math.PI + 1; // 0 to 2: both halves of the circle are one
                int direction = (int)(turn % 1 * Directions) % Directions, quarter = (2 * y < height ? 0 : 2) + (2 * x < width ? 0 : 1);
                edges[quarter * Directions + direction] += (float)Math.Sqrt(across * across + down * down);
            }
    }

    /// <summary>Brightness as television weighs the colours (ITU-R BT.601), 0 to 255.</summary>
    private static double Brightness(ReadOnlySpan<byte> pixels, int pixel) =>
        0.299 * pixels[pixel * PixelBytes] + 0.587 * pixels[pixel * PixelBytes + 1] + 0.114 * pixels[pixel * PixelBytes + 2];

    private static void ToRootsOfShares(Span<float> amounts)
    {
        double sum = 0;
        foreach (float amount in amounts) sum += amount;
        if (sum == 0) return; // a picture of one colour has no edges
        foreach (ref float amount in amounts) amount = (float)Math.Sqrt(amount / sum);
    }
}
