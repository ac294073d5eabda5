using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>
/// Rotary positions (Su et al., 2021): the pair of numbers k and k + half of a head turns by position × base^(−2k / head width).
/// </summary>
internal sealed class RotaryAngles(DecoderShape shape)
{
    private readonly int _half = shape.HeadWidth / 2;
    private readonly double[] _frequencies = [.. Enumerable.Range(0, shape.HeadWidth / 2).Select(k => Math.Pow(shape.RotaryBase, -2.0 * k / shape.HeadWidth))];

    /// <summary>Writes the cosines and sines of a position, half a head each.</summary>
    public void Fill(int position, Span<float> cosines, Span<float> sines)
    {
        for (int k = 0; k < _half; k++)
        {
            (double sine, double cosine) = Math.SinCos(position * _frequencies[k]);
            (cosines[k], sines[k]) = ((float)cosine, (float)sine);
        }
    }

    /// <summary>The turn of tokens at some positions.</summary>
    public Turn At(int[] positions)
    {
        float[] cosines = new float[positions.Length * _half], sines = new float[positions.Length * _half];
        for (int token = 0; token < positions.Length; token++) Fill(positions[token], cosines.AsSpan(token * _half, _half), sines.AsSpan(token * _half, _half));
        return new Turn(torch.tensor(cosines, [positions.Length, 1, _half]), torch.tensor(sines, [positions.Length, 1, _half]), _half);
    }

    /// <summary>The cosines and sines of some tokens, each of shape [tokens, 1, half].</summary>
    internal sealed record Turn(Tensor Cosines, Tensor Sines, int Half)
    {
        /// <summary>Turns vectors of shape [tokens, heads, head width].</summary>
        public Tensor Of(Tensor vectors)
        {
            Tensor first = vectors.narrow(-1, 0, Half), second = vectors.narrow(-1, Half, Half);
            return torch.cat([first * Cosines - second * Sines, (second * Cosines).Plus(first * Sines)], -1);
        }
    }
}
