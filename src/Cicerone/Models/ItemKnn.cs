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
        SparseMatrix itemsOfPeople = SparseMatrix.PeopleByItems(data.Log), peopleOfItems = itemsOfPeople.Transpose();
        var nearest = new (int Item, float Similarity)[itemsOfPeople.Columns][];
        double[] lengths = new double[nearest.Length];
        for (int item = 0; item < lengths.Length; item++) lengths[item] = Math.Sqrt(peopleOfItems.Indices(item).Length);
        Parallel.For(0, nearest.Length, context.Parallel, () => new Workspace(nearest.Length, options.Neighbours), (item, _, work) =>
        {
            foreach (int person in peopleOfItems.Indices(item)) work.Together.Add(itemsOfPeople.Indices(person));
            foreach (int other in work.Together.Touched)
                if (other != item) work.Nearest.Offer((float)(work.Together[other] / (lengths[item] * lengths[other] + options.Shrinkage)), other);
            work.Together.Clear();
            nearest[item] = work.Nearest.Take();
            Array.Sort(nearest[item]); // rows are kept in the order of their columns
            return work;
        }, _ => { });
        return new ItemKnn(SparseMatrix.FromRows(nearest, nearest.Length).Transpose());
    }

    /// <summary>Reads the model back.</summary>
    public static ItemKnn Load(ModelReader folder, ItemKnnOptions options) =>
        new(SparseMatrix.Load(folder.Tensors("item-knn"), folder.ItemCount, folder.ItemCount, binary: false));

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

    /// <summary>What one thread works in.</summary>
    private sealed class Workspace(int items, int neighbours)
    {
        public SparseCounts Together { get; } = new(items);

        public LargestKeys Nearest { get; } = new(neighbours);
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
