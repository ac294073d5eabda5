using Cicerone.Kernels;

namespace Cicerone.Data.Features;

/// <summary>
/// Vectors from the words of items alone, without a model from elsewhere: TF-IDF of hashed words and pairs of words, reduced by
/// a randomised singular value decomposition (latent semantic analysis; Deerwester et al., JASIS 1990) and brought to length 1.
/// </summary>
/// <param name="width">Length of a vector; fewer where the words span less.</param>
/// <param name="seed">Where the decomposition starts.</param>
/// <param name="parallel">Threads; they change no bit. All processors when null.</param>
public sealed class HashedText(int width = 256, ulong seed = 1, ParallelOptions? parallel = null) : IItemSemanticSource
{
    /// <summary>What its features are called.</summary>
    public const string Name = "text";

    private const int Rounds = 4, FewestItems = 2;

    /// <inheritdoc/>
    public Task<FeatureMatrix> ReadAsync(ItemTable items, CancellationToken cancellation = default) => Task.FromResult(Read(items));

    /// <summary>A vector for every item that has words which another item has too.</summary>
    /// <exception cref="CiceroneException">No item has text, or no two share a word.</exception>
    public FeatureMatrix Read(ItemTable items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Dictionary<int, int>[] counts = [.. Enumerable.Range(0, items.Items.Count).Select(item => HashedTextEncoder.Count(ItemText.Of(items, item)))];
        int texts = counts.Count(count => count.Count > 0);
        if (texts == 0) throw new CiceroneException("No item has text. Give a table of items with titles or descriptions (--item-text FILE), or vectors (--features NAME=FILE).");
        HashedTextEncoder words = Words(counts, texts);
        HashedTextEncoder encoder = words.ReducedBy(Directions(words, counts));
        float[] values = new float[counts.Length * encoder.Width];
        bool[] known = new bool[counts.Length];
        for (int item = 0; item < counts.Length; item++) known[item] = encoder.Encode(counts[item], values.AsSpan(item * encoder.Width, encoder.Width));
        int without = known.AsSpan().Count(false);
        return new FeatureMatrix(Name, items.Items, encoder.Width, values, known)
        {
            Encoder = encoder,
            Origin = $"hashed words of the items' table, TF-IDF, randomised SVD to {encoder.Width} numbers, seed {seed}",
            Remarks = without == 0 ? [] : [$"{without:N0} of the {counts.Length:N0} items have no text that another item shares a word with; they count as the mean of the others"],
        };
    }

    private static HashedTextEncoder Words(Dictionary<int, int>[] counts, int texts)
    {
        var having = new SortedDictionary<int, int>();
        foreach (Dictionary<int, int> count in counts)
            foreach (int term in count.Keys) having[term] = having.GetValueOrDefault(term) + 1;
        int[] terms = [.. having.Where(term => term.Value >= Math.Min(FewestItems, texts)).Select(term => term.Key)];
        if (terms.Length == 0) throw new CiceroneException($"No two of the {texts:N0} items with text share a word, so words cannot relate them. Give vectors instead (--features NAME=FILE).");
        return new HashedTextEncoder(terms, [.. terms.Select(term => (float)(1 + Math.Log((1.0 + texts) / (1 + having[term]))))]);
    }

    /// <summary>The directions in which the items differ most, shape [terms, width].</summary>
    private float[] Directions(HashedTextEncoder words, Dictionary<int, int>[] counts)
    {
        var matrix = SparseMatrix.FromRows([.. counts.Select(words.Weigh)], words.TermCount);
        PanelMatrix vectors = SubspaceIteration.RightVectors(matrix, width, seed, VectorKernels.Chosen, parallel ?? new ParallelOptions(), _ => { }, Rounds);
        float[] directions = new float[vectors.Rows * vectors.Columns];
        for (int term = 0; term < vectors.Rows; term++) vectors.CopyRow(term, directions.AsSpan(term * vectors.Columns, vectors.Columns));
        return directions;
    }
}
