using Cicerone.Models;

namespace Cicerone.Data.Features.Quantisation;

/// <summary>An id of a few codes for each item: items that are alike share their first codes.</summary>
public sealed class SemanticIdTable
{
    private readonly int[] _codes;

    /// <summary>Ids that were given.</summary>
    /// <param name="codebooks">What the codes stand for.</param>
    /// <param name="codes">Shape [items, levels]; kept, not copied.</param>
    /// <exception cref="CiceroneException">A code is none of the tables'.</exception>
    public SemanticIdTable(Codebooks codebooks, int[] codes)
    {
        ArgumentNullException.ThrowIfNull(codebooks);
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Length % codebooks.Levels != 0) throw new CiceroneException($"{codes.Length} codes are no ids of {codebooks.Levels}.");
        int fault = Array.FindIndex(codes, code => code < 0 || code >= codebooks.Codes);
        if (fault >= 0) throw new CiceroneException($"Code {fault % codebooks.Levels + 1} of the id of item {fault / codebooks.Levels} is {codes[fault]}, but there are {codebooks.Codes}.");
        (Codebooks, _codes) = (codebooks, codes);
    }

    /// <summary>What the codes stand for.</summary>
    public Codebooks Codebooks { get; }

    /// <summary>How many items there are.</summary>
    public int Count => _codes.Length / Codebooks.Levels;

    /// <summary>The id of an item.</summary>
    public ReadOnlySpan<int> this[int item] => _codes.AsSpan(item * Codebooks.Levels, Codebooks.Levels);

    /// <summary>All ids, shape [items, levels].</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Ids of vectors by residual k-means.</summary>
    /// <param name="vectors">Shape [items, width].</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    /// <param name="threads">Processors to use; they change no bit.</param>
    /// <returns>The ids, and what they were before items that shared one were given others.</returns>
    public static (SemanticIdTable Ids, SemanticIdTable Before) Of(ReadOnlySpan<float> vectors, int width, SemanticIdOptions options, ulong seed, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Codebooks codebooks, int[] codes) = Codebooks.Fit(vectors, width, options, seed, threads);
        var before = new SemanticIdTable(codebooks, codes);
        return (options.Repair ? before.Repaired(seed) : before, before);
    }

    /// <summary>The same, but items that share an id are given others under the same first codes.</summary>
    /// <param name="seed">Decides what is left to chance.</param>
    public SemanticIdTable Repaired(ulong seed)
    {
        int[] codes = [.. _codes];
        new CollisionRepair(Codebooks, seed).Apply(codes);
        return new SemanticIdTable(Codebooks, codes);
    }

    /// <summary>Share of the items whose whole id another item has as well, 0 to 1.</summary>
    public double CollisionRate()
    {
        int alone = Enumerable.Range(0, Count).CountBy(item => string.Join(' ', this[item].ToArray())).Count(id => id.Value == 1);
        return Count == 0 ? 0 : 1 - (double)alone / Count;
    }

    /// <summary>exp of the entropy of the codes of a level, from 1 (one code for all) to the number of codes (all alike).</summary>
    /// <param name="level">From 0.</param>
    public double Perplexity(int level)
    {
        double entropy = 0;
        foreach ((_, int items) in Enumerable.Range(0, Count).CountBy(item => this[item][level])) entropy -= (double)items / Count * Math.Log((double)items / Count);
        return Math.Exp(entropy);
    }

    /// <summary>The mean squared distance of vectors to what their ids stand for, over that to their mean: 0 is exact, 1 no better than one code.</summary>
    /// <param name="vectors">Shape [items, width].</param>
    public double Error(ReadOnlySpan<float> vectors)
    {
        int width = Codebooks.Width;
        double[] mean = new double[width];
        for (int i = 0; i < vectors.Length; i++) mean[i % width] += (double)vectors[i] / Count;
        float[] stands = new float[width];
        double left = 0, all = 0;
        for (int item = 0; item < Count; item++)
        {
            Codebooks.Decode(this[item], stands);
            for (int k = 0; k < width; k++)
            {
                float value = vectors[item * width + k];
                left += Math.Pow(value - stands[k], 2);
                all += Math.Pow(value - mean[k], 2);
            }
        }
        return all == 0 ? left : left / all;
    }

    /// <summary>Share of the labelled items whose label is the commonest among those of their first code, 0 to 1.</summary>
    /// <param name="labels">What each item is of; null where nobody knows.</param>
    public double Purity(IReadOnlyList<string?> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int[] known = [.. Enumerable.Range(0, Count).Where(item => labels[item] is not null)];
        return known.Length == 0 ? double.NaN : (double)known.GroupBy(item => this[item][0]).Sum(group => group.CountBy(item => labels[item]!).Max(label => label.Value)) / known.Length;
    }

    /// <summary>Tensors to be kept: the codes and their tables.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors() => [("codes", StoredTensor.Of(_codes, Count, Codebooks.Levels)), .. Codebooks.ToTensors()];

    /// <summary>The ids that a file keeps.</summary>
    /// <param name="file">The file.</param>
    /// <param name="items">How many items there must be.</param>
    /// <exception cref="CiceroneException">It keeps none, or other numbers than expected.</exception>
    public static SemanticIdTable Of(TensorFile file, int items)
    {
        ArgumentNullException.ThrowIfNull(file);
        var codebooks = Codebooks.Of(file);
        return new SemanticIdTable(codebooks, file["codes"].AsInt32(items, codebooks.Levels));
    }
}
