using System.Text;

namespace Cicerone.Cli.Tests.Pictures;

/// <summary>Writes small ONNX models, byte by byte, as the format's protocol buffers have them (fields by their numbers in <c>onnx.proto</c>).</summary>
internal static class OnnxModel
{
    private const int Text = 2; // how the buffers call a field that has a length: texts and messages

    /// <summary>A model that takes the mean of each of three channels, [1, 3, height, width] → [1, 3].</summary>
    public static byte[] MeanOfChannels(int height, int width) => Model(
        [Node("GlobalAveragePool", "picture", "pooled"), Node("Flatten", "pooled", "vector")],
        Value("picture", 1, 3, height, width), Value("vector", 1, 3));

    /// <summary>A model that gives the picture back, [1, 3, height, width] → the same.</summary>
    public static byte[] Picture(int height, int width) => Model([Node("Identity", "picture", "same")], Value("picture", 1, 3, height, width), Value("same", 1, 3, height, width));

    /// <summary>A model that takes something else than a picture, [1, 7] → the same.</summary>
    public static byte[] OfSevenNumbers() => Model([Node("Identity", "numbers", "same")], Value("numbers", 1, 7), Value("same", 1, 7));

    private static byte[] Model(byte[][] nodes, byte[] input, byte[] output) =>
        [.. Number(1, 8), .. Field(8, Number(2, 13)), .. Field(7, [.. nodes.SelectMany(node => Field(1, node)), .. Field(2, Encoding.UTF8.GetBytes("graph")), .. Field(11, input), .. Field(12, output)])];

    private static byte[] Node(string operation, string input, string output) =>
        [.. Field(1, Encoding.UTF8.GetBytes(input)), .. Field(2, Encoding.UTF8.GetBytes(output)), .. Field(4, Encoding.UTF8.GetBytes(operation))];

    /// <summary>A name with the type float and a shape.</summary>
    private static byte[] Value(string name, params int[] shape) =>
        [.. Field(1, Encoding.UTF8.GetBytes(name)), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, [.. shape.SelectMany(side => Field(1, Number(1, side)))])]))];

    private static byte[] Field(int number, byte[] content) => [(byte)(number << 3 | Text), .. Varint(content.Length), .. content];

    private static byte[] Number(int number, int value) => [(byte)(number << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value > 127; value >>= 7) yield return (byte)(value & 127 | 128);
        yield return (byte)value;
    }
}
