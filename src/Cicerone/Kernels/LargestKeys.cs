using System.Runtime.CompilerServices;

namespace Cicerone.Kernels;

/// <summary>
/// Keeps the largest k of a stream of (number, index) pairs: larger numbers first, smaller indices among equals. Pairs that
/// may belong to them are set aside, and sorted whenever the memory for them is full.
/// </summary>
/// <param name="count">The k, at least 1.</param>
internal sealed class LargestKeys(int count)
{
    private readonly ulong[] _keys = new ulong[2 * count + 64];
    private ulong _worst = ulong.MaxValue;
    private int _filled;

    /// <summary>Takes a pair; the number must be positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(float number, int index)
    {
        ulong key = ((ulong)~BitConverter.SingleToUInt32Bits(number) << 32) | (uint)index; // positive floats are ordered as their bits; the best key is the smallest
        if (key >= _worst) return;
        _keys[_filled++] = key;
        if (_filled == _keys.Length) Trim();
    }

    /// <summary>The kept pairs, best first; and forgets them.</summary>
    public (int Index, float Number)[] Take()
    {
        Trim();
        var taken = new (int, float)[_filled];
        for (int i = 0; i < taken.Length; i++) taken[i] = ((int)(uint)_keys[i], BitConverter.UInt32BitsToSingle(~(uint)(_keys[i] >> 32)));
        (_filled, _worst) = (0, ulong.MaxValue);
        return taken;
    }

    private void Trim()
    {
        _keys.AsSpan(0, _filled).Sort();
        if (_filled < count) return;
        (_filled, _worst) = (count, _keys[count - 1]);
    }
}
