using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cicerone.Data.Features;

/// <summary>
/// A vector for every item of a vocabulary, whatever it was made of: text, pictures, sound. An item without one has the mean
/// of the others, and is told apart. Immutable.
/// </summary>
public sealed class FeatureMatrix
{
    private readonly float[] _values;
    private readonly bool[] _known;

    /// <summary>Vectors in the order of a vocabulary.</summary>
    /// <param name="name">What to call them, in messages and settings.</param>
    /// <param name="items">The items.</param>
    /// <param name="width">Length of a vector, at least 1.</param>
    /// <param name="values">Shape [items, width], row after row; copied.</param>
    /// <param name="known">Whether an item has a vector; the row of one that has none is not read.</param>
    /// <exception cref="CiceroneException">No item has a vector, a number is not finite, or several items have one and all are equal.</exception>
    public FeatureMatrix(string name, Vocabulary items, int width, ReadOnlySpan<float> values, ReadOnlySpan<bool> known)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.Length != (long)items.Count * width || known.Length != items.Count)
            throw new ArgumentException($"{values.Length} numbers are not {items.Count} rows of {width}.", nameof(values));
        (Name, Items, Width, _known, _values) = (name, items, width, known.ToArray(), values.ToArray());
        KnownCount = known.Count(true);
        if (KnownCount == 0) throw new CiceroneException($"The features '{name}' have no vector for any of the {items.Count:N0} items. Are their ids those of the data?");
        Check();
        FillMissing();
    }

    /// <summary>What they are called.</summary>
    public string Name { get; }

    /// <summary>The items that the rows stand for.</summary>
    public Vocabulary Items { get; }

    /// <summary>Length of a vector.</summary>
    public int Width { get; }

    /// <summary>How many items have a vector of their own.</summary>
    public int KnownCount { get; }

    /// <summary>Makes vectors of the same kind from text, for items that come later; null where that is not known.</summary>
    public HashedTextEncoder? Encoder { get; init; }

    /// <summary>How they were made: the file they came from, or the method with all that decides it.</summary>
    public string Origin { get; init; } = "given in memory";

    /// <summary>What the reader should know of them, a sentence each: coverage, and rows that fit no item.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The vector of an item.</summary>
    public ReadOnlySpan<float> this[int item] => _values.AsSpan(item * Width, Width);

    /// <summary>Whether an item has a vector of its own.</summary>
    public bool IsKnown(int item) => _known[item];

    /// <summary>All vectors, shape [items, width].</summary>
    public float[] ToArray() => [.. _values];

    /// <summary>SHA-256 over width, vectors and which items have one, in lower-case hexadecimal digits.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(Width));
        hash.AppendData(MemoryMarshal.AsBytes(_values.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_known.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same vectors, dealt out anew among the items that have one: a control, for what then remains of a gain is not meaning.</summary>
    public FeatureMatrix Shuffle(ulong seed)
    {
        int[] from = [.. Enumerable.Range(0, _known.Length).Where(IsKnown)], to = [.. from];
        new RandomSource(seed).Shuffle(to.AsSpan());
        float[] shuffled = [.. _values];
        for (int i = 0; i < from.Length; i++) this[from[i]].CopyTo(shuffled.AsSpan(to[i] * Width));
        return new FeatureMatrix(Name, Items, Width, shuffled, _known) { Origin = $"{Origin}, dealt out anew by seed {seed}" };
    }

    private void Check()
    {
        int first = Array.IndexOf(_known, true);
        bool differ = KnownCount == 1;
        for (int item = 0; item < _known.Length; item++)
        {
            if (!_known[item]) continue;
            ReadOnlySpan<float> row = this[item];
            for (int i = 0; i < Width; i++)
                if (!float.IsFinite(row[i])) throw new CiceroneException($"The features '{Name}' have {row[i]} as number {i + 1} of the vector of item '{Items[item]}'; every number must be finite.");
            differ |= !row.SequenceEqual(this[first]);
        }
        if (!differ) throw new CiceroneException($"The features '{Name}' have the same vector for all {KnownCount:N0} items, so they tell nothing apart. Was the right file or column taken?");
    }

    private void FillMissing()
    {
        if (KnownCount == _known.Length) return;
        double[] sums = new double[Width];
        for (int item = 0; item < _known.Length; item++)
            for (int i = 0; i < Width && _known[item]; i++) sums[i] += _values[item * Width + i];
        float[] mean = Array.ConvertAll(sums, sum => (float)(sum / KnownCount));
        for (int item = 0; item < _known.Length; item++)
            if (!_known[item]) mean.CopyTo(_values.AsSpan(item * Width));
    }
}
