using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SkiaSharp;

namespace Cicerone.Cli.Pictures;

/// <summary>
/// Pictures by a model that the user brings, an ONNX file that ONNX Runtime runs. It takes one float input of shape [1, 3, height, width] or [1, height, width, 3]: red,
/// green and blue of 0 to 1, less ImageNet's means and divided by its deviations, of the middle of the picture at the model's size (224 where it leaves that
/// open). Its first output is the vector. A model that wants other numbers must bring its own arithmetic.
/// </summary>
internal sealed class OnnxEncoder : IPictureEncoder
{
    private const int Channels = 3, OpenSide = 224, LongestSide = 1024, MostNumbers = 8192;
    private const long MostBytes = 1L << 30;
    private static readonly float[] Means = [0.485f, 0.456f, 0.406f], Deviations = [0.229f, 0.224f, 0.225f];
    private readonly InferenceSession _session;
    private readonly string _file, _input;
    private readonly bool _channelsLast;
    private readonly int _height, _width;

    /// <param name="file">The ONNX file, at most 1 GiB, with its weights inside.</param>
    /// <param name="threads">Processors to use.</param>
    /// <exception cref="CiceroneException">The file is missing, too large, no ONNX model, or one that takes or gives something else.</exception>
    public OnnxEncoder(string file, int threads)
    {
        _file = file;
        if (!File.Exists(file)) throw new CiceroneException($"There is no file '{file}'. Give an ONNX model that makes a vector of a picture.");
        if (new FileInfo(file).Length > MostBytes) throw new CiceroneException($"{file} is larger than {MostBytes >> 30} GiB. Give a smaller encoder.");
        byte[] model = File.ReadAllBytes(file);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(model));
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            _session = new InferenceSession(model, options); // from memory: a model cannot ask for files beside it
        }
        catch (OnnxRuntimeException wrong)
        {
            throw new CiceroneException($"{file} is no ONNX model that can be run, with its weights inside: {wrong.Message}", wrong);
        }
        try
        {
            (_input, _channelsLast, _height, _width) = Input();
            float[] black = Run(new float[Channels * _height * _width]);
            Width = black.Length;
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public int Width { get; }

    public string Origin => $"{Path.GetFileName(_file)} (ONNX, SHA-256 {Sha256}) of the middle of pictures at {_width} × {_height} pixels";

    private string Sha256 { get; }

    /// <summary>As small as covers the model's size.</summary>
    public SKSizeI SizeOf(SKSizeI picture)
    {
        double scale = Math.Max(_width / (double)picture.Width, _height / (double)picture.Height);
        return new SKSizeI(Math.Max(_width, (int)Math.Round(scale * picture.Width)), Math.Max(_height, (int)Math.Round(scale * picture.Height)));
    }

    public void Describe(SKBitmap picture, Span<float> into)
    {
        ReadOnlySpan<byte> pixels = picture.GetPixelSpan();
        float[] input = new float[Channels * _height * _width];
        int left = (picture.Width - _width) / 2, top = (picture.Height - _height) / 2;
        for (int y = 0; y < _height; y++)
            for (int x = 0; x < _width; x++)
                for (int channel = 0; channel < Channels; channel++)
                {
                    byte value = pixels[((top + y) * picture.Width + left + x) * picture.BytesPerPixel + channel];
                    input[_channelsLast ? (y * _width + x) * Channels + channel : (channel * _height + y) * _width + x] = (value / 255f - Means[channel]) / Deviations[channel];
                }
        Run(input).CopyTo(into);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>What the model takes.</summary>
    private (string Name, bool ChannelsLast, int Height, int Width) Input()
    {
        if (_session.InputMetadata.Count != 1) throw Unfit($"it takes {_session.InputMetadata.Count} inputs");
        (string name, NodeMetadata input) = _session.InputMetadata.Single();
        int[] shape = input.Dimensions;
        if (!input.IsTensor || input.ElementType != typeof(float) || shape.Length != 4 || shape[0] > 1) throw Unfit($"its input '{name}' is {input.ElementType.Name} of shape [{string.Join(", ", shape)}]");
        bool last = shape[1] != Channels && shape[3] == Channels;
        if (!last && shape[1] != Channels && shape[1] != -1) throw Unfit($"its input '{name}' of shape [{string.Join(", ", shape)}] has no three colours");
        (int height, int width) = last ? (shape[1], shape[2]) : (shape[2], shape[3]);
        (height, width) = (height < 1 ? OpenSide : height, width < 1 ? OpenSide : width);
        return Math.Max(height, width) <= LongestSide ? (name, last, height, width) : throw Unfit($"its pictures are {width} × {height} pixels, more than {LongestSide}");
    }

    private float[] Run(float[] picture)
    {
        int[] shape = _channelsLast ? [1, _height, _width, Channels] : [1, Channels, _height, _width];
        try
        {
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = _session.Run([NamedOnnxValue.CreateFromTensor(_input, new DenseTensor<float>(picture, shape))], [_session.OutputNames[0]]);
            if (outputs[0].Value is not DenseTensor<float> { Length: > 0 and <= MostNumbers } vector) throw Unfit($"its output '{outputs[0].Name}' is not 1 to {MostNumbers:N0} floats");
            if (vector.Dimensions.ToArray().Count(side => side > 1) > 1) throw Unfit($"its output '{outputs[0].Name}' has shape [{string.Join(", ", vector.Dimensions.ToArray())}], more than one vector");
            return vector.ToArray();
        }
        catch (OnnxRuntimeException wrong)
        {
            throw new CiceroneException($"{_file} cannot be run on a picture: {wrong.Message}", wrong);
        }
    }

    private CiceroneException Unfit(string why) =>
        new($"{_file} is no encoder of pictures: {why}. It must take one float input of shape [1, 3, height, width] or [1, height, width, 3] and give one vector, so export it without batches and with its pooling.");
}
