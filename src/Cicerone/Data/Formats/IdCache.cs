using System.Runtime.InteropServices;
using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>
/// Finds ids by their bytes: one that was met lately costs neither decoding nor a string. Two slots hold the
/// last two ids that fell there, so memory is bounded; what is not found the vocabulary knows.
/// </summary>
internal sealed class IdCache(Vocabulary ids)
{
    private const int FewestSlots = 1 << 12, MostSlots = 1 << 20, LongestId = 16;

    private Slot[] _slots = new Slot[FewestSlots];
    private char[] _text = new char[256];

    private struct Slot
    {
        public ulong Head, Tail;
        public int Length, Index;

        public readonly bool Is(ulong head, ulong tail, int length) => Head == head && Tail == tail && Length == length;
    }

    /// <summary>The index of an id in valid UTF-8, which joins the vocabulary when it is new.</summary>
    public int Add(ReadOnlySpan<byte> id)
    {
        if (id.Length is 0 or > LongestId) return Decode(id);
        (ulong head, ulong tail) = Ends(id);
        ulong hash = (head * 0x9E3779B97F4A7C15) ^ (tail * 0xC2B2AE3D27D4EB4F);
        int place = (int)((hash ^ (hash >> 32)) & (ulong)(_slots.Length - 1));
        ref Slot first = ref _slots[place], second = ref _slots[place ^ 1];
        if (first.Is(head, tail, id.Length)) return first.Index;
        if (second.Is(head, tail, id.Length)) return second.Index;
        second = first;
        first = new Slot { Head = head, Tail = tail, Length = id.Length, Index = Decode(id) };
        int index = first.Index;
        if (ids.Count > _slots.Length / 2 && _slots.Length < MostSlots) _slots = new Slot[2 * _slots.Length];
        return index;
    }

    /// <summary>The index of an id that is text already.</summary>
    public int Add(string id) => ids.Add(id);

    /// <summary>The first and last eight bytes, or as many as there are: with the length, they are the whole id.</summary>
    private static (ulong Head, ulong Tail) Ends(ReadOnlySpan<byte> id) => id.Length switch
    {
        >= 8 => (MemoryMarshal.Read<ulong>(id), MemoryMarshal.Read<ulong>(id[^8..])),
        >= 4 => (MemoryMarshal.Read<uint>(id), MemoryMarshal.Read<uint>(id[^4..])),
        _ => (id[0], ((ulong)id[id.Length / 2] << 8) | id[^1]),
    };

    private int Decode(ReadOnlySpan<byte> id)
    {
        if (_text.Length < id.Length) _text = new char[2 * id.Length];
        return ids.Add(_text.AsSpan(0, Encoding.UTF8.GetChars(id, _text)));
    }
}
