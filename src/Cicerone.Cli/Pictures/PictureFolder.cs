using Cicerone.Data;
using Cicerone.Data.Features;
using SkiaSharp;

namespace Cicerone.Cli.Pictures;

/// <summary>Vectors of the pictures in a folder (JPEG, PNG, WebP and whatever else Skia decodes), each file named after its item: <c>book-1.jpg</c>.</summary>
/// <param name="name">What to call the features.</param>
/// <param name="folder">Where the pictures are.</param>
/// <param name="open">Opens what makes vectors of them; it is closed when all are read.</param>
internal sealed class PictureFolder(string name, string folder, Func<IPictureEncoder> open) : IItemSemanticSource
{
    private const long MostPixels = 100_000_000, MostBytes = 200L << 20;

    /// <inheritdoc/>
    public Task<FeatureMatrix> ReadAsync(ItemTable items, CancellationToken cancellation = default) => Task.Run(() => Read(items, cancellation), cancellation);

    private FeatureMatrix Read(ItemTable items, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new CiceroneException($"There is no folder '{folder}' of pictures.");
        using IPictureEncoder encoder = open();
        float[] values = new float[items.Items.Count * encoder.Width];
        bool[] known = new bool[items.Items.Count];
        int strange = 0;
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!items.Items.TryIndex(Path.GetFileNameWithoutExtension(file), out int item))
            {
                strange++;
                continue;
            }
            if (known[item]) throw new CiceroneException($"{folder} has two pictures of the item '{items.Items[item]}'. Keep one.");
            known[item] = true;
            Describe(file, encoder, values.AsSpan(item * encoder.Width, encoder.Width));
        }
        int without = known.AsSpan().Count(false);
        return new FeatureMatrix(name, items.Items, encoder.Width, values, known)
        {
            Origin = $"{folder}: {encoder.Origin}",
            Remarks = [.. Remarks(without, known.Length, strange)],
        };
    }

    private IEnumerable<string> Remarks(int without, int items, int strange)
    {
        if (without > 0) yield return $"{folder} has no picture of {without:N0} of the {items:N0} items; they count as the mean of the others";
        if (strange > 0) yield return $"{strange:N0} files of {folder} are named after no item of the data";
    }

    private static void Describe(string file, IPictureEncoder encoder, Span<float> into)
    {
        if (new FileInfo(file).Length > MostBytes) throw new CiceroneException($"{file} is larger than {MostBytes >> 20} MiB, which no picture of an item should be.");
        using var codec = SKCodec.Create(file) ?? throw new CiceroneException($"{file} is no picture that can be read. Convert it to JPEG or PNG, or take it out of the folder.");
        SKImageInfo size = codec.Info;
        if ((long)size.Width * size.Height > MostPixels) throw new CiceroneException($"{file} has {size.Width} × {size.Height} pixels, more than {MostPixels:N0}. Make it smaller.");
        using SKBitmap whole = SKBitmap.Decode(codec, Rgba(size.Size)) ?? throw new CiceroneException($"{file} is a damaged picture.");
        using SKBitmap seen = whole.Resize(Rgba(encoder.SizeOf(size.Size)), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        encoder.Describe(seen, into);
    }

    private static SKImageInfo Rgba(SKSizeI size) => new(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
}
