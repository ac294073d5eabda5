using System.Text.Json.Nodes;
using SkiaSharp;

namespace Cicerone.Cli.Tests.Pictures;

public sealed class PictureFolderTests : CommandLineContext
{
    [Fact]
    public async Task Pictures_named_after_items_become_features_and_what_they_do_not_cover_is_told()
    {
        (string events, _) = WriteCheckerboard();
        for (int item = 0; item < 30; item++) Draw($"item {item}", item % 2 == 0 ? SKColors.DarkRed : SKColors.SeaGreen, item);
        Draw("stranger", SKColors.White, 1);
        (int code, _, string error) = await FitAsync(events);
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains("features 'cover': 96 numbers for 30 of 40 items", error, StringComparison.Ordinal);
        Assert.Contains("1 files of", error, StringComparison.Ordinal);
        JsonNode features = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(At("run"), "metrics.json"), TestContext.Current.CancellationToken))!["features"]![0]!;
        Assert.Contains("64 colours and edges", features["origin"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_by_name()
    {
        (string events, _) = WriteCheckerboard();
        Directory.CreateDirectory(At("covers"));
        await File.WriteAllTextAsync(Path.Combine(At("covers"), "item 4.png"), "not a picture", TestContext.Current.CancellationToken);
        (int code, _, string error) = await FitAsync(events);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("item 4.png is no picture", error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> FitAsync(string events) => RunAsync("fit", "vbpr", "--data", events, "--features", $"cover={At("covers")},pictures", "--no-time-column",
        "--set", "epochs=1", "width=4", "--out", At("run"));

    private void Draw(string name, SKColor colour, int seed)
    {
        Directory.CreateDirectory(At("covers"));
        using var picture = new SKBitmap(40, 60);
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x < picture.Width; x++) picture.SetPixel(x, y, (x * 7 + y * 3 + seed) % 11 < 5 ? colour : SKColors.Beige);
        using FileStream file = File.Create(Path.Combine(At("covers"), name + ".png"));
        picture.Encode(file, SKEncodedImageFormat.Png, quality: 90);
    }
}
