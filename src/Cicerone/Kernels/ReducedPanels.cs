using System.Numerics.Tensors;

namespace Cicerone.Kernels;

/// <summary>
/// The panels of items again, in 8 bits a number and one scale for a few panels: a first look that costs less. For every
/// score it has a bound of what rounding to 8 bits can have cost, so that no item is overlooked.
/// </summary>
internal sealed class ReducedPanels
{
    /// <summary>Panels that share a scale and a bound.</summary>
    public const int GroupPanels = 8;

    /// <summary>Added to the codes of items, which are kept unsigned.</summary>
    public const int Offset = 128;

    private const int Most = 127;
    private readonly ItemPanels _panels;
    private readonly byte[] _codes;
    private readonly int _start;
    private readonly double[] _scales, _errors; // of each group of panels; the error is the longest difference of a vector and its code

    public ReducedPanels(ItemPanels panels)
    {
        const int Width = VectorKernels.PanelWidth;
        PanelMatrix matrix = panels.Matrix;
        (_panels, Depth) = (panels, DepthOf(matrix.Rows));
        _codes = VectorKernels.AlignedArray<byte>((long)matrix.Panels * Depth * Width, out _start);
        int groups = (matrix.Panels + GroupPanels - 1) / GroupPanels;
        (_scales, _errors) = (new double[groups], new double[groups]);
        for (int group = 0; group < groups; group++)
        {
            int end = Math.Min((group + 1) * GroupPanels, matrix.Panels);
            for (int panel = group * GroupPanels; panel < end; panel++) _scales[group] = Math.Max(_scales[group], ScaleOf(matrix.Row(panel, 0)[..(matrix.Rows * Width)]));
            for (int panel = group * GroupPanels; panel < end; panel++) _errors[group] = Math.Max(_errors[group], Fill(panel, _scales[group]));
        }
    }

    /// <summary>Numbers of a coded vector: its width in whole groups.</summary>
    public int Depth { get; }

    /// <summary>The codes of a panel; for kernels.</summary>
    public ref byte Panel(int panel) => ref _codes[_start + panel * Depth * VectorKernels.PanelWidth];

    /// <summary>Codes a query vector.</summary>
    public static Coded Code(ReadOnlySpan<float> vector, Span<sbyte> codes)
    {
        double scale = ScaleOf(vector), coded = 0, missed = 0;
        int sum = 0;
        codes.Clear();
        for (int k = 0; k < vector.Length; k++)
        {
            int code = CodeOf(vector[k], scale);
            codes[k] = (sbyte)code;
            sum += code;
            coded += scale * code * (scale * code);
            missed += (vector[k] - scale * code) * (vector[k] - scale * code);
        }
        return new Coded(scale, Math.Sqrt(coded), Math.Sqrt(missed), ItemPanels.Length(vector), sum);
    }

    /// <summary>
    /// The least product of codes with which an item of a group of panels can still reach a score. With q = q̂ + e and x = x̂ + f, where
    /// q̂ and x̂ are what the codes stand for, q · x differs from q̂ · x̂ by at most |q̂| |f| + |e| |x|; what the summation of
    /// the exact score rounds is added to this.
    /// </summary>
    public double LeastReaching(int group, in Coded query, float score)
    {
        const double Slack = 1 + 1e-6; // for the rounding of these few operations themselves
        int panel = group * GroupPanels;
        double off = Slack * (query.CodedLength * _errors[group] + query.Error * _panels.LongestOf(panel) + _panels.Rounding(panel, query.Length));
        double unit = query.Scale * _scales[group];
        return unit == 0 ? double.NegativeInfinity : Math.Floor((score - off) / unit - Slack) + Offset * query.Sum;
    }

    /// <summary>Codes a panel; returns the length of the longest difference of a vector and its code.</summary>
    private double Fill(int panel, double scale)
    {
        const int Width = VectorKernels.PanelWidth, Bytes = VectorKernels.ByteGroup;
        Span<double> squares = stackalloc double[Width];
        squares.Clear();
        ReadOnlySpan<float> values = _panels.Matrix.Row(panel, 0);
        Span<byte> codes = _codes.AsSpan(_start + panel * Depth * Width, Depth * Width);
        for (int k = 0; k < _panels.Matrix.Rows; k++)
            for (int c = 0; c < Width; c++)
            {
                int code = CodeOf(values[k * Width + c], scale);
                codes[(k / Bytes * Width + c) * Bytes + k % Bytes] = (byte)(code + Offset);
                double error = values[k * Width + c] - scale * code;
                squares[c] += error * error;
            }
        return Math.Sqrt(TensorPrimitives.Max<double>(squares));
    }

    private static double ScaleOf(ReadOnlySpan<float> values)
    {
        float most = 0;
        foreach (float value in values) most = Math.Max(most, Math.Abs(value));
        return (double)most / Most;
    }

    private static int CodeOf(float value, double scale) => scale == 0 ? 0 : (int)Math.Round(value / scale);

    /// <summary>Numbers of a coded vector of some width.</summary>
    public static int DepthOf(int width) => (width + VectorKernels.ByteGroup - 1) / VectorKernels.ByteGroup * VectorKernels.ByteGroup;

    /// <summary>What is known of a coded query vector.</summary>
    /// <param name="Scale">What a code of 1 stands for.</param>
    /// <param name="CodedLength">Length of what the codes stand for.</param>
    /// <param name="Error">Length of the difference from the vector.</param>
    /// <param name="Length">Length of the vector.</param>
    /// <param name="Sum">Sum of the codes.</param>
    public readonly record struct Coded(double Scale, double CodedLength, double Error, double Length, int Sum);
}
