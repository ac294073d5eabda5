using System.Numerics.Tensors;
using Cicerone.Models;

namespace Cicerone.Data.Features;

/// <summary>
/// Makes a vector of a text as <see cref="HashedText"/> learned it: counts of hashed words and pairs of words, 1 + ln(count) times
/// the logarithm of how rare the term is, brought to length 1, reduced, and brought to length 1 again.
/// </summary>
public sealed class HashedTextEncoder
{
    private const int Buckets = 1 << 18, MostCharacters = 4096;
    private readonly int[] _terms;
    private readonly float[] _rarity, _directions;
    private readonly Dictionary<int, int> _places;

    internal HashedTextEncoder(int[] terms, float[] rarity, float[]? directions = null)
    {
        (_terms, _rarity, _directions) = (terms, rarity, directions ?? []);
        _places = terms.Index().ToDictionary(term => term.Item, term => term.Index);
        Width = _directions.Length / terms.Length;
    }

    /// <summary>Length of a vector.</summary>
    public int Width { get; }

    internal int TermCount => _terms.Length;

    /// <summary>Writes the vector of a text; false, and zeros, where it has no word that was met in learning.</summary>
    /// <param name="text">The text; its first 4,096 characters are read.</param>
    /// <param name="vector">Of length <see cref="Width"/>; overwritten.</param>
    public bool Encode(string text, Span<float> vector) => Encode(Count(text), vector);

    /// <summary>How often each hashed word and pair of neighbouring words occurs. A word is a run of letters and digits, in any case.</summary>
    internal static Dictionary<int, int> Count(string text)
    {
        var counts = new Dictionary<int, int>();
        ReadOnlySpan<char> left = text.AsSpan(0, Math.Min(text.Length, MostCharacters));
        ulong before = 0;
        while (left.Length > 0)
        {
            int start = 0;
            while (start < left.Length && !char.IsLetterOrDigit(left[start])) start++;
            int end = start;
            while (end < left.Length && char.IsLetterOrDigit(left[end])) end++;
            if (end == start) break;
            ulong word = RandomSource.Hash(left[start..end].ToString().ToLowerInvariant());
            Add(word);
            if (before != 0) Add(RandomSource.Mix(before + 3 * word));
            before = word;
            left = left[end..];
        }
        return counts;

        void Add(ulong hash)
        {
            int bucket = (int)(hash % Buckets);
            counts[bucket] = counts.GetValueOrDefault(bucket) + 1;
        }
    }

    /// <summary>The weights of the terms that were learned, ascending; together of length 1.</summary>
    internal (int Column, float Value)[] Weigh(Dictionary<int, int> counts)
    {
        (int Column, float Value)[] row = [.. counts.Where(count => _places.ContainsKey(count.Key))
            .Select(count => (Column: _places[count.Key], Value: (float)(1 + Math.Log(count.Value)))).OrderBy(cell => cell.Column)];
        double squares = 0;
        foreach (ref (int Column, float Value) cell in row.AsSpan())
        {
            cell.Value *= _rarity[cell.Column];
            squares += (double)cell.Value * cell.Value;
        }
        foreach (ref (int Column, float Value) cell in row.AsSpan()) cell.Value = (float)(cell.Value / Math.Sqrt(squares));
        return row;
    }

    /// <summary>The same words, reduced by directions of shape [terms, width].</summary>
    internal HashedTextEncoder ReducedBy(float[] directions) => new(_terms, _rarity, directions);

    internal bool Encode(Dictionary<int, int> counts, Span<float> vector)
    {
        vector.Clear();
        foreach ((int term, float weight) in Weigh(counts)) TensorPrimitives.MultiplyAdd(_directions.AsSpan(term * Width, Width), weight, vector, vector);
        float length = TensorPrimitives.Norm<float>(vector);
        if (length == 0) return false;
        TensorPrimitives.Divide(vector, length, vector);
        return true;
    }

    /// <summary>The tensors that <see cref="Load"/> reads.</summary>
    internal IEnumerable<(string Name, StoredTensor Tensor)> ToTensors() =>
    [
        ("text.terms", StoredTensor.Of(_terms, _terms.Length)),
        ("text.rarity", StoredTensor.Of(_rarity, _rarity.Length)),
        ("text.directions", StoredTensor.Of(_directions, _terms.Length, Width)),
    ];

    /// <summary>Reads an encoder back; null where the file has none.</summary>
    internal static HashedTextEncoder? Load(TensorFile file, int width)
    {
        if (!file.Has("text.terms")) return null;
        int[] terms = file["text.terms"].AsInt32();
        for (int i = 0; i < terms.Length; i++)
            if (i > 0 && terms[i] <= terms[i - 1]) throw new CiceroneException($"{file.Path} is damaged: its terms are not in order. Fit the model again.");
        return new HashedTextEncoder(terms, file["text.rarity"].AsFloat32(terms.Length), file["text.directions"].AsFloat32(terms.Length, width));
    }
}
