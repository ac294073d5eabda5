using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cicerone.Data;

namespace Cicerone.Kernels;

/// <summary>
/// Keeps the best k of a stream of scored items in memory that the caller gives, the worst kept one at the root.
/// Equal scores are ordered by <see cref="Catalogue.TieOrder"/>, which is computed only when scores are equal.
/// </summary>
internal ref struct TopKHeap
{
    private readonly Span<int> _items;
    private readonly Span<float> _scores;
    private readonly Catalogue _catalogue;
    private readonly ulong _tieKey;
    private int _count;

    /// <summary>A heap in the given memory, which already holds the first <paramref name="count"/> of an earlier heap.</summary>
    public TopKHeap(Span<int> items, Span<float> scores, Catalogue catalogue, ulong tieKey, int count = 0)
    {
        _items = items;
        _scores = scores;
        (_catalogue, _tieKey, _count) = (catalogue, tieKey, count);
    }

    /// <summary>How many items are kept.</summary>
    public readonly int Count => _count;

    /// <summary>What a score must at least be to belong to the best: less than any number until the heap is full.</summary>
    public readonly float Threshold => _count == _items.Length ? _scores[0] : float.NegativeInfinity;

    /// <summary>A bit for each of 64 scores that is not below the threshold; a score that is not a number has one too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Reaching(ref float scores, float threshold)
    {
        Vector512<float> least = Vector512.Create(threshold);
        ulong Below(ref float scores, nuint from) => Vector512.LessThan(Vector512.LoadUnsafe(ref scores, from), least).ExtractMostSignificantBits() << (int)from;
        return ~(Below(ref scores, 0) | Below(ref scores, 16) | Below(ref scores, 32) | Below(ref scores, 48));
    }

    /// <summary>Takes an item if it belongs to the best so far. A score that is not a number is a fault of the model.</summary>
    public void Offer(int item, float score)
    {
        if (_count == _items.Length)
        {
            if (score < _scores[0] || !Before(item, score, _items[0], _scores[0])) return;
            SiftDown(item, score, _count);
            return;
        }
        if (float.IsNaN(score)) throw NotANumber(item);
        SiftUp(item, score);
    }

    /// <summary>Puts the kept items in order, best first; returns how many there are.</summary>
    public int Finish()
    {
        for (int last = _count - 1; last > 0; last--)
        {
            (int item, float score) = (_items[last], _scores[last]);
            (_items[last], _scores[last]) = (_items[0], _scores[0]);
            SiftDown(item, score, last);
        }
        return _count;
    }

    private readonly bool Before(int item, float score, int other, float otherScore)
    {
        if (score != otherScore) return float.IsNaN(score) ? throw NotANumber(item) : score > otherScore;
        ulong order = _catalogue.TieOrder(item, _tieKey), otherOrder = _catalogue.TieOrder(other, _tieKey);
        return order != otherOrder ? order < otherOrder : item < other;
    }

    private void SiftUp(int item, float score)
    {
        int place = _count++;
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!Before(_items[parent], _scores[parent], item, score)) break;
            (_items[place], _scores[place]) = (_items[parent], _scores[parent]);
            place = parent;
        }
        (_items[place], _scores[place]) = (item, score);
    }

    private readonly void SiftDown(int item, float score, int count)
    {
        int place = 0;
        while (true)
        {
            int child = 2 * place + 1;
            if (child >= count) break;
            if (child + 1 < count && Before(_items[child], _scores[child], _items[child + 1], _scores[child + 1])) child++;
            if (!Before(item, score, _items[child], _scores[child])) break;
            (_items[place], _scores[place]) = (_items[child], _scores[child]);
            place = child;
        }
        (_items[place], _scores[place]) = (item, score);
    }

    private readonly InvalidOperationException NotANumber(int item) =>
        new($"The model's score of item '{_catalogue.Ids[item]}' is not a number.");
}
