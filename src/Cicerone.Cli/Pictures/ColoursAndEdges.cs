using Cicerone.Data.Features;
using SkiaSharp;

namespace Cicerone.Cli.Pictures;

/// <summary>Pictures by <see cref="PictureDescriptor"/>: no model from elsewhere.</summary>
internal sealed class ColoursAndEdges : IPictureEncoder
{
    private const int Side = 128; // of the longer side, at most

    public int Width => PictureDescriptor.Width;

    public string Origin => $"64 colours and edges in 8 directions and 4 quarters of pictures at most {Side} pixels wide and high";

    public SKSizeI SizeOf(SKSizeI picture)
    {
        double scale = Math.Min(1, Side / (double)Math.Max(picture.Width, picture.Height));
        return new SKSizeI(Math.Max(1, (int)(scale * picture.Width)), Math.Max(1, (int)(scale * picture.Height)));
    }

    public void Describe(SKBitmap picture, Span<float> into) => PictureDescriptor.Describe(picture.GetPixelSpan(), picture.Width, into);

    public void Dispose()
    {
    }
}
