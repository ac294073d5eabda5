namespace Cicerone.Language.Transformer;

/// <summary>Texts as tokens, one after the other, without padding.</summary>
/// <param name="Tokens">Token ids of all texts.</param>
/// <param name="Positions">Where each token stands in its text, from 0.</param>
/// <param name="Offsets">Where each text begins, and at the end how many tokens there are.</param>
internal sealed record TokenBatch(int[] Tokens, int[] Positions, int[] Offsets)
{
    /// <summary>How many texts there are.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>Whole texts, none of them empty.</summary>
    public static TokenBatch Of(IReadOnlyList<int[]> texts)
    {
        int[] offsets = new int[texts.Count + 1];
        for (int i = 0; i < texts.Count; i++) offsets[i + 1] = offsets[i] + texts[i].Length;
        int[] tokens = new int[offsets[^1]], positions = new int[offsets[^1]];
        for (int i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length == 0) throw new ArgumentException($"Text {i} of the batch is empty.", nameof(texts));
            texts[i].CopyTo(tokens, offsets[i]);
            for (int position = 0; position < texts[i].Length; position++) positions[offsets[i] + position] = position;
        }
        return new TokenBatch(tokens, positions, offsets);
    }

    /// <summary>The row of each text's last token.</summary>
    public int[] LastRows() => [.. Enumerable.Range(0, Count).Select(text => Offsets[text + 1] - 1)];
}
