using Cicerone.Models;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>
/// Ranks statements by inner products: a request's vector is the person's beside the item's, and a 1 where statements carry a bias. It answers without native code; who
/// is unknown has zeros.
/// </summary>
public sealed class StatementFactors : IEmbeds
{
    private readonly float[] _people, _items;
    private readonly int _personWidth, _itemWidth;

    /// <param name="people">Shape [people, personWidth].</param>
    /// <param name="personWidth">Length of a person's vector.</param>
    /// <param name="items">Shape [items, itemWidth].</param>
    /// <param name="itemWidth">Length of an item's vector.</param>
    /// <param name="statements">Vectors of personWidth + itemWidth numbers, one more with a bias.</param>
    public StatementFactors(float[] people, int personWidth, float[] items, int itemWidth, ItemVectors statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Width - personWidth - itemWidth is not (0 or 1)) throw new ArgumentException($"Vectors of {statements.Width} numbers do not fit {personWidth} and {itemWidth}.", nameof(statements));
        (_people, _personWidth, _items, _itemWidth, ItemVectors) = (people, personWidth, items, itemWidth, statements);
    }

    /// <summary>The vectors of the statements.</summary>
    public ItemVectors ItemVectors { get; }

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        vectors.Clear();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> vector = vectors.Slice(q * ItemVectors.Width, ItemVectors.Width);
            if (queries[q].Person is { } person && (person + 1) * _personWidth <= _people.Length) _people.AsSpan(person * _personWidth, _personWidth).CopyTo(vector);
            if (queries[q].About is { } item && (item + 1) * _itemWidth <= _items.Length) _items.AsSpan(item * _itemWidth, _itemWidth).CopyTo(vector[_personWidth..]);
            if (ItemVectors.Width > _personWidth + _itemWidth) vector[^1] = 1;
        }
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors("statement-factors", ("people", StoredTensor.Of(_people, _people.Length / _personWidth, _personWidth)), ("items", StoredTensor.Of(_items, _items.Length / _itemWidth, _itemWidth)),
            ("statements", StoredTensor.Of(ItemVectors.ToArray(), ItemVectors.Count, ItemVectors.Width)));
    }
}
