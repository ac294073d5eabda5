using Cicerone.Cli.Pictures;
using SkiaSharp;

namespace Cicerone.Cli.Tests.Pictures;

public sealed class OnnxEncoderTests : CommandLineContext
{
    [Fact]
    public void A_picture_is_looked_at_in_the_middle_with_ImageNets_means_and_deviations()
    {
        using var encoder = new OnnxEncoder(Model(OnnxModel.MeanOfChannels(8, 6)), threads: 1);
        Assert.Equal(3, encoder.Width);
        Assert.Equal(new SKSizeI(16, 8), encoder.SizeOf(new SKSizeI(200, 100)));
        Assert.Equal(new SKSizeI(6, 12), encoder.SizeOf(new SKSizeI(3, 6)));
        using var picture = new SKBitmap(new SKImageInfo(16, 8, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < 8; y++)
            for (int x = 0; x < 16; x++) picture.SetPixel(x, y, x is >= 5 and < 11 ? new SKColor(255, 51, 0) : SKColors.White);
        float[] vector = new float[3];
        encoder.Describe(picture, vector);
        Assert.Equal((1 - 0.485) / 0.229, vector[0], 1e-4);
        Assert.Equal((0.2 - 0.456) / 0.224, vector[1], 1e-4);
        Assert.Equal(-0.406 / 0.225, vector[2], 1e-4);
    }

    [Fact]
    public async Task Pictures_become_features_by_the_users_model_and_the_run_tells_which()
    {
        (string events, _) = WriteCheckerboard();
        Directory.CreateDirectory(At("covers"));
        for (int item = 0; item < 40; item++)
        {
            using var picture = new SKBitmap(10, 12);
            picture.Erase(item % 2 == 0 ? SKColors.DarkRed : SKColors.SeaGreen);
            await using FileStream file = File.Create(Path.Combine(At("covers"), $"item {item}.png"));
            picture.Encode(file, SKEncodedImageFormat.Png, quality: 90);
        }
        string model = Model(OnnxModel.MeanOfChannels(8, 8));
        (int code, _, string error) = await RunAsync("fit", "vbpr", "--data", events, "--features", $"cover={At("covers")},onnx={model}", "--no-time-column", "--set", "epochs=1", "width=4", "--out", At("run"));
        Assert.True(code == CommandLine.Done, error);
        Assert.Contains("features 'cover': 3 numbers for 40 of 40 items", error, StringComparison.Ordinal);
        Assert.Contains("encoder.onnx (ONNX, SHA-256 ", await File.ReadAllTextAsync(Path.Combine(At("run"), "metrics.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_encoder_of_pictures_is_refused_with_what_it_should_be()
    {
        Assert.Contains("There is no file", Refused(At("none.onnx")), StringComparison.Ordinal);
        Assert.Contains("is no ONNX model", Refused(Model([1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("shape [1, 7]", Refused(Model(OnnxModel.OfSevenNumbers())), StringComparison.Ordinal);
        Assert.Contains("more than one vector", Refused(Model(OnnxModel.Picture(8, 8))), StringComparison.Ordinal);
        Assert.Contains("2000 × 8 pixels", Refused(Model(OnnxModel.MeanOfChannels(8, 2000))), StringComparison.Ordinal);
    }

    private static string Refused(string file) => Assert.Throws<CiceroneException>(() => new OnnxEncoder(file, threads: 1).Dispose()).Message;

    private string Model(byte[] bytes)
    {
        File.WriteAllBytes(At("encoder.onnx"), bytes);
        return At("encoder.onnx");
    }
}
