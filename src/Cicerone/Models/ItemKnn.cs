using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>
/// Item neighbourhoods: cosine of binary columns (Sarwar et al., WWW 2001, with binary values). An item's score is the sum
/// of its similarities to the history's items that are among its nearest neighbours.
/// </summary>
public sealed class ItemKnn : IScores, IExplains
{
    private readonly SparseMatrix _similarities; // row: history item, column: item it speaks for

    private ItemKnn(SparseMatrix similarities) => _similarities = similarities;

    /// <summary>Finds the neighbours of every item.</summary>
    public static ItemKnn Fit(TrainingData data, ItemKnnOptions options, FitContext context)
    {
        SparseMatrix peopleByItem = SparseMatrix.PeopleByItems(data.Log), itemsByPeople = peopleByItem.Transpose();
        var nearest = new (int Item, float Similarity)[peopleByItem.Columns][];
        Parallel.For(0, nearest.Length, context.Parallel,
            () => new float[nearest.Length],
            (item, _, together) =>
            {
                nearest[item] = Nearest(item, peopleByItem, itemsByPeople, options, together);
                return together;
            },
            _ => { });
        return new ItemKnn(SparseMatrix.FromRows(nearest, nearest.Length).Transpose());
    }

    /// <summary>Reads the model back.</summary>
    public static ItemKnn Load(ModelReader folder, ItemKnnOptions options) =>
        new(SparseMatrix.Load(folder.Tensors("item-knn"), folder.ItemCount, folder.ItemCount));

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => folder.WriteTensors("item-knn", _similarities.ToTensors());

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        scores.Clear();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> row = scores.Slice(q * catalogue.Count, catalogue.Count);
            foreach (int item in queries[q].History.DistinctItems()) _similarities.AddRowTo(item, row);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        return HistoryReasons.Of(query.History, catalogue, past => _similarities[past, item]);
    }

    private static (int Item, float Similarity)[] Nearest(int item, SparseMatrix peopleByItem, SparseMatrix itemsByPeople, ItemKnnOptions options, float[] together)
    {
        foreach (int person in itemsByPeople.Indices(item))
            foreach (int other in peopleByItem.Indices(person)) together[other]++;
        double own = Math.Sqrt(itemsByPeople.Indices(item).Length);
        var found = new List<(int Item, float Similarity)>();
        for (int other = 0; other < together.Length; other++)
        {
            if (together[other] == 0) continue;
            if (other != item)
                found.Add((other, (float)(together[other] / (own * Math.Sqrt(itemsByPeople.Indices(other).Length) + options.Shrinkage))));
            together[other] = 0;
        }
        return [.. found.OrderByDescending(pair => pair.Similarity).ThenBy(pair => pair.Item).Take(options.Neighbours).OrderBy(pair => pair.Item)];
    }
}

/// <summary>Options of <see cref="ItemKnn"/>.</summary>
public sealed record ItemKnnOptions : AlgorithmOptions
{
    /// <summary>How many similar items each item keeps.</summary>
    [Option("similar items that each item keeps", Min = 1, Max = 100_000, SearchMin = 10, SearchMax = 1000, Logarithmic = true)]
    public int Neighbours { get; init => field = Checked(value); } = 100;

    /// <summary>Added to the denominator of the cosine: lowers similarities that few people support.</summary>
    [Option("added to the denominator of the similarity, against similarities that few people support", Min = 0, Max = 1e6, SearchMin = 0, SearchMax = 100)]
    public double Shrinkage { get; init => field = Checked(value); }
}
