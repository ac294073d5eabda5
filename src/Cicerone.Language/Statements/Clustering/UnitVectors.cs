using System.Numerics.Tensors;
using Cicerone.Data.Features;

namespace Cicerone.Language.Statements.Clustering;

/// <summary>Vectors of statements, each brought to length 1, so that inner products are cosines.</summary>
internal sealed class UnitVectors
{
    private readonly bool[] _known;

    public UnitVectors(FeatureMatrix vectors)
    {
        (Width, Values) = (vectors.Width, vectors.ToArray());
        _known = [.. Enumerable.Range(0, vectors.Items.Count).Select(vectors.IsKnown)];
        for (int i = 0; i < _known.Length; i++)
        {
            Span<float> vector = Values.AsSpan(i * Width, Width);
            float length = TensorPrimitives.Norm<float>(vector);
            _known[i] &= length > 0;
            if (length > 0) TensorPrimitives.Divide(vector, length, vector);
        }
    }

    private UnitVectors(int count)
    {
        (Width, Values, _known) = (1, new float[count], new bool[count]);
        Array.Fill(Values, 1);
        Array.Fill(_known, true);
    }

    /// <summary>One vector for all, so that every statement is near every other.</summary>
    public static UnitVectors Same(int count) => new(count);

    /// <summary>Length of a vector.</summary>
    public int Width { get; }

    /// <summary>Shape [statements, width].</summary>
    public float[] Values { get; }

    /// <summary>Whether a statement has a vector of its own.</summary>
    public bool IsKnown(int statement) => _known[statement];

    /// <summary>The vector of a statement.</summary>
    public ReadOnlySpan<float> this[int statement] => Values.AsSpan(statement * Width, Width);

    /// <summary>The cosine of two statements.</summary>
    public float Cosine(int one, int other) => TensorPrimitives.Dot(this[one], this[other]);

    /// <summary>The sum of the vectors of some statements.</summary>
    public float[] Sum(IReadOnlyList<int> statements)
    {
        float[] sum = new float[Width];
        foreach (int statement in statements) TensorPrimitives.Add(sum, this[statement], sum);
        return sum;
    }
}
