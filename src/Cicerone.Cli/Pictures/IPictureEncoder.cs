using SkiaSharp;

namespace Cicerone.Cli.Pictures;

/// <summary>Makes vectors of pictures.</summary>
internal interface IPictureEncoder : IDisposable
{
    /// <summary>Numbers of a vector.</summary>
    int Width { get; }

    /// <summary>How the vectors are made, with all that decides them.</summary>
    string Origin { get; }

    /// <summary>The size at which a picture is looked at, given its own.</summary>
    SKSizeI SizeOf(SKSizeI picture);

    /// <summary>Describes a picture.</summary>
    /// <param name="picture">Of that size, red, green, blue and alpha of 8 bits each.</param>
    /// <param name="into">Of length <see cref="Width"/>; overwritten.</param>
    void Describe(SKBitmap picture, Span<float> into);
}
