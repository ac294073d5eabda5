using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>Answers queries by a network over their histories.</summary>
internal static class SequenceQueries
{
    /// <summary>Writes the vector of every query; that of an empty history is 0, so that all items score alike.</summary>
    /// <param name="queries">What is asked.</param>
    /// <param name="vectors">Shape [queries, width]; overwritten.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="options">How much of a history is looked at, and how.</param>
    /// <param name="encode">Makes a vector of each sequence.</param>
    public static void Embed(ReadOnlySpan<Query> queries, Span<float> vectors, int width, SequenceOptions options, Func<RaggedBatch, float[]> encode)
    {
        vectors.Clear();
        var asked = new List<int>();
        var histories = new List<ReadOnlyMemory<int>>();
        for (int q = 0; q < queries.Length; q++)
        {
            if (queries[q].History.Count == 0) continue;
            asked.Add(q);
            ReadOnlyMemory<int> items = queries[q].History.Items;
            histories.Add(options.IsCloze ? (int[])[.. items.Span, RaggedBatch.Hidden] : items);
        }
        if (asked.Count == 0) return;
        float[] encoded = encode(RaggedBatch.Of(histories.ToArray(), options.MaxLength));
        for (int i = 0; i < asked.Count; i++) encoded.AsSpan(i * width, width).CopyTo(vectors[(asked[i] * width)..]);
    }
}
