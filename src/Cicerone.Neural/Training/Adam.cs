using System.Numerics;
using System.Runtime.InteropServices;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015) with decoupled weight decay, in one pass over memory. Of a table whose step touched some
/// rows, only those rows and their moments move (as in "lazy" Adam; the others' moments do not decay meanwhile).
/// </summary>
internal static class Adam
{
    private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;

    /// <summary>Moves every parameter that has a gradient and is not <see cref="Muon"/>'s.</summary>
    /// <param name="parameters">What is learned; their gradients come from the present leaves.</param>
    /// <param name="step">Steps so far, this one included.</param>
    /// <param name="rate">The step size now.</param>
    /// <param name="decay">Decoupled weight decay.</param>
    /// <param name="clip">Largest norm of the whole gradient; 0 does not clip.</param>
    public static void Update(ParameterSet parameters, long step, double rate, double decay, double clip)
    {
        var gradients = new List<(Parameter Parameter, Tensor Gradient)>();
        foreach (Parameter parameter in parameters.All)
            if (parameter is { IsLearned: true, MuonRate: 0 } && parameter.Leaf.grad is { } gradient) gradients.Add((parameter, gradient.contiguous()));
        float scale = Scale(gradients, clip);
        float correction = (float)(rate / (1 - Math.Pow(Beta1, step))), rootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
        foreach ((Parameter parameter, Tensor gradient) in gradients)
        {
            Span<float> values = parameter.Values, slopes = MemoryMarshal.Cast<byte, float>(gradient.bytes);
            if (parameter.Moment.Length == 0) (parameter.Moment, parameter.SquareMoment) = (new float[values.Length], new float[values.Length]);
            int[]? rows = parameter.TouchedRows;
            int width = rows is null ? values.Length : (int)parameter.Shape[1];
            for (int i = 0; i < (rows?.Length ?? 1); i++)
            {
                int start = rows is null ? 0 : rows[i] * width;
                Move(values.Slice(start, width), parameter.Moment.AsSpan(start, width), parameter.SquareMoment.AsSpan(start, width),
                    slopes.Slice(i * width, width), scale, correction, rootCorrection, (float)(1 - rate * decay));
            }
        }
    }

    private static float Scale(List<(Parameter Parameter, Tensor Gradient)> gradients, double clip)
    {
        if (clip == 0) return 1;
        double squares = 0;
        foreach ((_, Tensor gradient) in gradients)
            foreach (float slope in MemoryMarshal.Cast<byte, float>(gradient.bytes)) squares += (double)slope * slope;
        return (float)Math.Min(1, clip / Math.Sqrt(squares));
    }

    private static void Move(Span<float> values, Span<float> moment, Span<float> square, ReadOnlySpan<float> slopes,
        float scale, float correction, float rootCorrection, float keep)
    {
        int i = 0, width = Vector<float>.Count;
        for (; i + width <= values.Length; i += width)
        {
            Vector<float> g = new Vector<float>(slopes[i..]) * scale;
            Vector<float> m = Beta1 * new Vector<float>(moment[i..]) + (1 - Beta1) * g;
            Vector<float> v = Beta2 * new Vector<float>(square[i..]) + (1 - Beta2) * (g * g);
            m.CopyTo(moment[i..]);
            v.CopyTo(square[i..]);
            (keep * new Vector<float>(values[i..]) - correction * m / (Vector.SquareRoot(v) * rootCorrection + new Vector<float>(Epsilon))).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++)
        {
            float g = slopes[i] * scale;
            moment[i] = Beta1 * moment[i] + (1 - Beta1) * g;
            square[i] = Beta2 * square[i] + (1 - Beta2) * (g * g);
            values[i] = keep * values[i] - correction * moment[i] / (MathF.Sqrt(square[i]) * rootCorrection + Epsilon);
        }
    }
}
