using Cicerone.Kernels;

namespace Cicerone.Language.Transformer.Inference;

/// <summary>
/// Keys and values of 64 tokens in every layer, as the kernels read them: of each key head the keys in shape [head width, 64],
/// a column for each token, and the values in panels of shape [64, 64], a row for each token.
/// </summary>
internal sealed class KeyValuePage
{
    /// <summary>Tokens of a page.</summary>
    public const int Tokens = VectorKernels.PanelWidth;

    private readonly float[] _numbers;
    private readonly int _start, _keyHeads, _headWidth, _perHead;

    public KeyValuePage(DecoderShape shape)
    {
        (_keyHeads, _headWidth) = (shape.KeyHeads, shape.HeadWidth);
        _perHead = Tokens * (_headWidth + Panels(shape) * VectorKernels.PanelWidth);
        _numbers = VectorKernels.AlignedArray<float>((long)shape.Layers * _keyHeads * _perHead, out _start);
    }

    /// <summary>Panels of values that a head has.</summary>
    public static int Panels(DecoderShape shape) => (shape.HeadWidth + VectorKernels.PanelWidth - 1) / VectorKernels.PanelWidth;

    /// <summary>The first key of a head, for kernels.</summary>
    public ref float Keys(int layer, int head) => ref _numbers[_start + (layer * _keyHeads + head) * _perHead];

    /// <summary>The first value of a panel of a head, for kernels.</summary>
    public ref float Values(int layer, int head, int panel) =>
        ref _numbers[_start + (layer * _keyHeads + head) * _perHead + Tokens * (_headWidth + panel * VectorKernels.PanelWidth)];

    /// <summary>Writes the key and the value of one token, all heads one after the other.</summary>
    public void Set(int layer, int token, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        for (int head = 0; head < _keyHeads; head++)
        {
            int start = _start + (layer * _keyHeads + head) * _perHead;
            for (int k = 0; k < _headWidth; k++) _numbers[start + k * Tokens + token] = key[head * _headWidth + k];
            for (int k = 0; k < _headWidth; k += VectorKernels.PanelWidth)
                value.Slice(head * _headWidth + k, Math.Min(VectorKernels.PanelWidth, _headWidth - k)).CopyTo(_numbers.AsSpan(start + Tokens * (_headWidth + k) + token * VectorKernels.PanelWidth));
        }
    }
}
