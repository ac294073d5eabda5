using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Kernels;
using Cicerone.Protocols;

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
                if (other != item) work.Nearest.Offer(Similarity(work.Together[other], lengths[item], lengths[other], options), other);
            work.Together.Clear();
            nearest[item] = Row(work.Nearest);
            return work;
        }, _ => { });
        return new ItemKnn(SparseMatrix.FromRows(nearest, nearest.Length).Transpose());
    }

    /// <summary>Finds the same neighbours bucket by bucket. It counts for as many items at once as memory is set aside for, with a pass over all events each time.</summary>
    public static ItemKnn Fit(SplitBuckets split, ItemKnnOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        const int CountsAtOnce = 1 << 25; // 128 MiB
        int items = split.Items.Items.Count, rows = Math.Clamp(CountsAtOnce / items, 1, items), passes = (items + rows - 1) / rows;
        var nearest = new (int Item, float Similarity)[items][];
        int[] people = new int[items], together = new int[rows * items];
        for (int pass = 0; pass < passes; pass++)
        {
            int first = pass * rows, end = Math.Min(first + rows, items);
            together.AsSpan().Clear();
            foreach (InteractionLog log in context.Pass($"counting items chosen together, pass {pass + 1} of {passes}", split.Logs(SplitPart.Train), split.Count))
            {
                SparseMatrix itemsOfPeople = SparseMatrix.PeopleByItems(log), peopleOfItems = itemsOfPeople.Transpose();
                for (int item = 0; pass == 0 && item < items; item++) people[item] += peopleOfItems.Indices(item).Length;
                Parallel.For(first, end, context.Parallel, item =>
                {
                    Span<int> counts = together.AsSpan((item - first) * items, items);
                    foreach (int person in peopleOfItems.Indices(item))
                        foreach (int other in itemsOfPeople.Indices(person)) counts[other]++;
                });
            }
            Parallel.For(first, end, context.Parallel, () => new LargestKeys(options.Neighbours), (item, _, largest) =>
            {
                ReadOnlySpan<int> counts = together.AsSpan((item - first) * items, items);
                for (int other = 0; other < items; other++)
                    if (other != item && counts[other] > 0) largest.Offer(Similarity(counts[other], Math.Sqrt(people[item]), Math.Sqrt(people[other]), options), other);
                nearest[item] = Row(largest);
                return largest;
            }, _ => { });
        }
        return new ItemKnn(SparseMatrix.FromRows(nearest, items).Transpose());
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

    private static float Similarity(int together, double length, double otherLength, ItemKnnOptions options) => (float)(together / (length * otherLength + options.Shrinkage));

    /// <summary>What was kept, in the order of columns.</summary>
    private static (int Item, float Similarity)[] Row(LargestKeys nearest)
    {
        (int Item, float Similarity)[] row = nearest.Take();
        Array.Sort(row);
        return row;
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
