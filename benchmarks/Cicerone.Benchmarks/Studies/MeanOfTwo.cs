using Cicerone.Models;

namespace Cicerone.Benchmarks.Studies;

/// <summary>The mean of two models' scores: the plain ensemble. Its vectors are theirs, end to end.</summary>
internal sealed class MeanOfTwo(IEmbeds one, IEmbeds other) : IEmbeds
{
    public ItemVectors ItemVectors { get; } = new(Joined(one.ItemVectors, other.ItemVectors), one.ItemVectors.Width + other.ItemVectors.Width);

    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        int left = one.ItemVectors.Width, right = other.ItemVectors.Width;
        float[] ofOne = new float[queries.Length * left], ofOther = new float[queries.Length * right];
        one.Embed(queries, ofOne);
        other.Embed(queries, ofOther);
        for (int query = 0; query < queries.Length; query++)
        {
            Span<float> vector = vectors.Slice(query * (left + right), left + right);
            ofOne.AsSpan(query * left, left).CopyTo(vector);
            ofOther.AsSpan(query * right, right).CopyTo(vector[left..]);
        }
    }

    public void Save(ModelWriter folder) => throw new NotSupportedException("An average is made for a comparison only.");

    private static float[] Joined(ItemVectors one, ItemVectors other) =>
        [.. Enumerable.Range(0, one.Count).SelectMany(item => (float[])[.. one[item], .. other[item]]).Select(value => value / 2)];
}
