using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Language.Statements.Ranking;
using Cicerone.Models;

namespace Cicerone.Language.Statements.Serving;

/// <summary>
/// Recommends items and says why in the words of reviews: what was stated of an item, ranked for whoever asks (StaR, arXiv 2604.03724, with ExpGCN). A stranger's vectors come from
/// their history: what the items bring, and what the items' people care about on the mean. It answers without native code.
/// </summary>
public sealed class StarModel : IEmbeds, ICites
{
    private const string File = "star";
    private readonly ExpGcnVectors _vectors;
    private readonly float[] _readers; // mean of the aspects of each item's people, shape [items, width]
    private readonly ItemVectors _statements;
    private readonly StatementBook _book;
    private readonly int _layers;

    internal StarModel(ExpGcnVectors vectors, float[] readers, StatementBook book, int layers)
    {
        (_vectors, _readers, _book, _layers) = (vectors, readers, book, layers);
        ItemVectors = new ItemVectors(vectors.Items, vectors.Width);
        _statements = vectors.Statements();
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    private int Width => _vectors.Width;

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        vectors.Clear();
        float[] cares = new float[Width];
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> vector = vectors.Slice(q * Width, Width);
            if (queries[q].Person is { } person && (person + 1) * Width <= _vectors.People.Length)
            {
                _vectors.People.AsSpan(person * Width, Width).CopyTo(vector);
                continue;
            }
            int[] chosen = queries[q].History.DistinctItems();
            foreach (int item in chosen) TensorPrimitives.Add(vector, _vectors.Sources.AsSpan(item * Width, Width), vector);
            if (chosen.Length == 0) continue;
            TensorPrimitives.Divide(vector, MathF.Sqrt(chosen.Length), vector);
            Cares(queries[q], cares);
            TensorPrimitives.MultiplyAdd(cares, 1f / (_layers + 1), vector, vector);
        }
    }

    /// <summary>What may be shown of an item, that which the person cares about most first; each with a review to read it in.</summary>
    /// <param name="query">Who asks.</param>
    /// <param name="item">The item.</param>
    /// <param name="catalogue">The items.</param>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue)
    {
        float[] request = new float[2 * Width];
        Cares(query, request.AsSpan(0, Width));
        if ((item + 1) * Width <= _vectors.ItemAspects.Length) _vectors.ItemAspects.AsSpan(item * Width, Width).CopyTo(request.AsSpan(Width));
        return [.. _book.OfItem(item).OrderByDescending(source => _statements.Score(request, source.Statement)).ThenBy(source => source.Id, StringComparer.Ordinal).Select(ReasonOf)];
    }

    /// <inheritdoc/>
    public CitedText? Cited(string kind, string id) => kind == StatementBook.EvidenceKind ? _book.Source(id)?.Text : null;

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        StoredTensor Rows(float[] values) => StoredTensor.Of(values, values.Length / Width, Width);
        folder.WriteTensors(File, ("people", Rows(_vectors.People)), ("items", Rows(_vectors.Items)), ("sources", Rows(_vectors.Sources)), ("person-aspects", Rows(_vectors.PersonAspects)), ("item-aspects", Rows(_vectors.ItemAspects)),
            ("statements-by-people", Rows(_vectors.ByPeople)), ("statements-on-items", Rows(_vectors.OnItems)), ("readers", Rows(_readers)));
        _book.Save(folder);
    }

    /// <summary>Reads the model back.</summary>
    internal static StarModel Load(ModelReader folder, StarOptions options)
    {
        TensorFile file = folder.Tensors(File);
        StatementBook book = StatementBook.Load(folder);
        int width = options.Width, items = folder.ItemCount, statements = book.Statements.Count;
        float[] people = file["people"].AsFloat32();
        var vectors = new ExpGcnVectors(width, people, file["items"].AsFloat32(items, width), file["sources"].AsFloat32(items, width), file["person-aspects"].AsFloat32(people.Length / width, width),
            file["item-aspects"].AsFloat32(items, width), file["statements-by-people"].AsFloat32(statements, width), file["statements-on-items"].AsFloat32(statements, width));
        return new StarModel(vectors, file["readers"].AsFloat32(items, width), book, options.ItemLayers);
    }

    private Reason ReasonOf(StatementSource source)
    {
        (string text, int people) = _book.Statements[source.Statement];
        string told = source.People >= StatementBook.FewestPeopleShown ? $"{source.People} people wrote so of it" : $"written of it, and by {people} people of this or other items";
        return new Reason(ReasonKind.Statement, $"“{char.ToUpperInvariant(text[0])}{text[1..]}”: {told}.", Contribution: null, [new Evidence(StatementBook.EvidenceKind, source.Id, source.Text.Quote)]);
    }

    /// <summary>What a person cares about: their own vector, or the mean of what the people of their items care about.</summary>
    private void Cares(Query query, Span<float> vector)
    {
        vector.Clear();
        if (query.Person is { } person && (person + 1) * Width <= _vectors.PersonAspects.Length)
        {
            _vectors.PersonAspects.AsSpan(person * Width, Width).CopyTo(vector);
            return;
        }
        int[] chosen = query.History.DistinctItems();
        foreach (int item in chosen) TensorPrimitives.Add(vector, _readers.AsSpan(item * Width, Width), vector);
        if (chosen.Length > 0) TensorPrimitives.Divide(vector, chosen.Length, vector);
    }
}
