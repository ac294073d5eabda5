using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Kernels;
using Cicerone.Protocols;

namespace Cicerone.Models;

/// <summary>
/// EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): with P = (XᵀX + λI)⁻¹ for the binary
/// matrix X of people by items, the weights are B = −P / diag(P) off the diagonal and 0 on it. The score of an item is the
/// sum of the weights from the history's items.
/// </summary>
public sealed class Ease : IScores, IExplains, IForgets
{
    private const string Counting = "counting items chosen together";
    private readonly float[] _weights; // [items, items]: row = history item
    private readonly int _items;
    private readonly double _regularisation;

    private Ease(float[] weights, int items, double regularisation) => (_weights, _items, _regularisation) = (weights, items, regularisation);

    /// <summary>Solves for the weights.</summary>
    /// <exception cref="CiceroneException">There are more items than allowed.</exception>
    public static Ease Fit(TrainingData data, EaseOptions options, FitContext context)
    {
        SquareMatrix gram = NewGram(data.Log.Items.Count, options);
        context.Progress?.Report(new FitProgress(Counting, 0));
        SparseMatrix.PeopleByItems(data.Log).AddGramTo(gram, context.Parallel);
        return Solve(gram, options, context);
    }

    /// <summary>Solves for the same weights: the counts of items chosen together are whole numbers, which add up bucket by bucket without an error.</summary>
    /// <exception cref="CiceroneException">There are more items than allowed.</exception>
    public static Ease Fit(SplitBuckets split, EaseOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        SquareMatrix gram = NewGram(split.Items.Items.Count, options);
        foreach (InteractionLog log in context.Pass(Counting, split.Logs(SplitPart.Train), split.Count)) SparseMatrix.PeopleByItems(log).AddGramTo(gram, context.Parallel);
        return Solve(gram, options, context);
    }

    private static SquareMatrix NewGram(int items, EaseOptions options) => items <= options.MaxItems ? new SquareMatrix(items)
        : throw new CiceroneException($"EASE would need {12.0 * items * items / (1 << 30):0.0} GiB for {items} items; option 'max-items' allows {options.MaxItems}. Use item-knn, or raise it.");

    private static Ease Solve(SquareMatrix gram, EaseOptions options, FitContext context)
    {
        int items = gram.Size;
        for (int i = 0; i < items; i++) gram[i, i] += options.Regularisation;
        context.Progress?.Report(new FitProgress("inverting the item matrix", 0.2));
        Cholesky.InvertInPlace(gram, VectorKernels.Chosen, context.Parallel);
        return new Ease(Weights(gram), items, options.Regularisation);
    }

    /// <summary>Reads the model back.</summary>
    public static Ease Load(ModelReader folder, EaseOptions options) =>
        new(folder.Tensors("ease")["weights"].AsFloat32(folder.ItemCount, folder.ItemCount), folder.ItemCount, options.Regularisation);

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => folder.WriteTensors("ease", ("weights", StoredTensor.Of(_weights, _items, _items)));

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        scores.Clear();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> row = scores.Slice(q * catalogue.Count, catalogue.Count);
            foreach (int item in queries[q].History.DistinctItems())
                TensorPrimitives.Add(row, _weights.AsSpan(item * _items, _items), row);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        return HistoryReasons.Of(query.History, catalogue, past => _weights[past * _items + item]);
    }

    /// <inheritdoc/>
    public Forgotten Forget(TrainingData before, TrainingData left, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(context);
        const int Columns = 8; // looked at by the check
        const double LargestError = 1e-6;
        const int ItemsPerPerson = 32; // below, a fit takes less time
        SparseMatrix old = SparseMatrix.PeopleByItems(before.Log);
        bool[] goes = [.. before.Log.Users.Ids.Select(person => !left.Log.Users.TryIndex(person, out _))];
        int[] gone = [.. Enumerable.Range(0, old.Rows).Where(person => goes[person] && old.Indices(person).Length > 0)];
        int[] kept = [.. left.Log.Items.Ids.Select(item => before.Log.Items.Index(item, "item"))];
        if (gone.Length > _items / ItemsPerPerson) return Models.Forgotten.Anew("For so many people a fit takes less time than to subtract them.");
        var without = new EaseWithout(_weights, old, gone, _regularisation, context.Parallel);
        var random = new RandomSource(context.Seed);
        double error = without.LargestError(old.Take([.. Enumerable.Range(0, old.Rows).Where(person => !goes[person])]), _regularisation, Enumerable.Range(0, Columns).Select(_ => random.NextInt(_items)));
        return new Forgotten(new Ease(without.Weights(kept), kept.Length, _regularisation), "The people were subtracted from the inverted item matrix (Woodbury), which gives what a fit without them gives.",
            [new ForgettingCheck($"largest error of a weight against a fit without them, in {Columns} columns of the matrix", error, LargestError)]);
    }

    private static float[] Weights(SquareMatrix inverse)
    {
        int items = inverse.Size;
        float[] weights = new float[items * items];
        double[] scales = [.. Enumerable.Range(0, items).Select(item => -1 / inverse[item, item])];
        for (int from = 0; from < items; from++)
        {
            ReadOnlySpan<double> row = inverse.Row(from, 0, items);
            for (int to = 0; to < items; to++) weights[from * items + to] = (float)(row[to] * scales[to]);
            weights[from * items + from] = 0;
        }
        return weights;
    }
}

/// <summary>Options of <see cref="Ease"/>.</summary>
public sealed record EaseOptions : AlgorithmOptions
{
    /// <summary>The weight λ of the squared item-to-item weights in the loss.</summary>
    [Option("weight λ of the penalty on large item-to-item weights", Min = 1e-6, Max = 1e9, SearchMin = 10, SearchMax = 5000, Logarithmic = true)]
    public double Regularisation { get; init => field = Checked(value); } = 250;

    /// <summary>The most items it accepts: memory grows with their square.</summary>
    [Option("the most items accepted; memory is 12 bytes times their square", Min = 1, Max = 46_000)]
    public int MaxItems { get; init => field = Checked(value); } = 20_000;
}
