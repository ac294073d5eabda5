namespace Cicerone.Neural.Training;

/// <summary>Sequences of items one after the other, without padding.</summary>
/// <param name="Items">Items, counted from 0, or <see cref="Hidden"/>.</param>
/// <param name="Offsets">Where each sequence begins, and at the end how many items there are.</param>
internal sealed record RaggedBatch(int[] Items, int[] Offsets)
{
    /// <summary>Stands for an item that is to be found out; its token is the row of no item.</summary>
    public const int Hidden = -1;

    public int Count => Offsets.Length - 1;

    /// <summary>The batch of which this is a share; null where it is whole.</summary>
    public RaggedBatch? Whole { get; private init; }

    /// <summary>The sequences of the whole batch that lie before those of this share.</summary>
    public int SequencesBefore { get; private init; }

    /// <summary>The tokens of the whole batch that lie before those of this share.</summary>
    public int TokensBefore => Whole is null ? 0 : Whole.Offsets[SequencesBefore];

    /// <summary>Puts sequences together, each cut to its last items.</summary>
    public static RaggedBatch Of(ReadOnlySpan<ReadOnlyMemory<int>> sequences, int maxLength)
    {
        int[] offsets = new int[sequences.Length + 1];
        for (int i = 0; i < sequences.Length; i++) offsets[i + 1] = offsets[i] + Math.Min(maxLength, sequences[i].Length);
        int[] items = new int[offsets[^1]];
        for (int i = 0; i < sequences.Length; i++) sequences[i].Span[^(offsets[i + 1] - offsets[i])..].CopyTo(items.AsSpan(offsets[i]));
        return new RaggedBatch(items, offsets);
    }

    /// <summary>Some of the sequences.</summary>
    public RaggedBatch Share(Range sequences)
    {
        (int first, int count) = sequences.GetOffsetAndLength(Count);
        if (count == Count) return this;
        int[] offsets = Array.ConvertAll(Offsets[first..(first + count + 1)], offset => offset - Offsets[first]);
        return new RaggedBatch(Items[Offsets[first]..Offsets[first + count]], offsets) { Whole = this, SequencesBefore = first };
    }

    /// <summary>The place of each token in a window whose last place is the sequence's last token.</summary>
    public int[] Slots(int window)
    {
        int[] slots = new int[Items.Length];
        for (int sequence = 0; sequence < Count; sequence++)
            for (int token = Offsets[sequence]; token < Offsets[sequence + 1]; token++) slots[token] = window - Offsets[sequence + 1] + token;
        return slots;
    }

    /// <summary>The last token of each sequence, in each of some streams that lie one batch apart.</summary>
    public int[] LastTokens(int streams = 1)
    {
        int[] last = new int[streams * Count];
        for (int stream = 0; stream < streams; stream++)
            for (int sequence = 0; sequence < Count; sequence++) last[stream * Count + sequence] = stream * Items.Length + Offsets[sequence + 1] - 1;
        return last;
    }

    /// <summary>The vectors of the last token of each sequence, out of those of all tokens: shape [sequences, width].</summary>
    public float[] Last(float[] tokens, int width)
    {
        float[] last = new float[Count * width];
        for (int sequence = 0; sequence < Count; sequence++) tokens.AsSpan((Offsets[sequence + 1] - 1) * width, width).CopyTo(last.AsSpan(sequence * width));
        return last;
    }
}
