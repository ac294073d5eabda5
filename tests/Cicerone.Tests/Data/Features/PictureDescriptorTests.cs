using Cicerone.Data.Features;

namespace Cicerone.Tests.Data.Features;

public sealed class PictureDescriptorTests
{
    private const int Side = 16, Colours = 64;

    [Fact]
    public void A_picture_of_one_colour_is_that_colour_and_has_no_edges()
    {
        float[] red = Describe((_, _) => (255, 0, 0)), blue = Describe((_, _) => (0, 0, 255));
        Assert.Equal(1, red[..Colours].Max());
        Assert.Equal(1, red.Sum());
        Assert.NotEqual(Array.IndexOf(red, 1f), Array.IndexOf(blue, 1f));
    }

    [Fact]
    public void Half_and_half_are_roots_of_shares()
    {
        float[] halves = Describe((x, _) => x < Side / 2 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255));
        Assert.Equal([Math.Sqrt(0.5), Math.Sqrt(0.5)], halves[..Colours].Where(share => share > 0).Select(share => (double)share), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Stripes_across_and_stripes_down_have_edges_in_other_directions()
    {
        float[] across = Describe((_, y) => Grey(y)), down = Describe((x, _) => Grey(x));
        Assert.Equal(across[..Colours], down[..Colours]);
        Assert.All(Enumerable.Range(Colours, PictureDescriptor.Width - Colours), place => Assert.Equal(0, across[place] * down[place]));
        (byte, byte, byte) Grey(int at) => at / 4 % 2 == 0 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255);
    }

    [Fact]
    public void Bytes_that_are_not_rows_of_pixels_are_refused() =>
        Assert.Throws<ArgumentException>(() => PictureDescriptor.Describe(new byte[10], 2, new float[PictureDescriptor.Width]));

    private static float[] Describe(Func<int, int, (byte Red, byte Green, byte Blue)> colour)
    {
        byte[] pixels = new byte[Side * Side * PictureDescriptor.PixelBytes];
        for (int y = 0; y < Side; y++)
            for (int x = 0; x < Side; x++)
                (pixels[(y * Side + x) * 4], pixels[(y * Side + x) * 4 + 1], pixels[(y * Side + x) * 4 + 2]) = colour(x, y);
        float[] described = new float[PictureDescriptor.Width];
        PictureDescriptor.Describe(pixels, Side, described);
        return described;
    }
}
