using System.Collections.Concurrent;
using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>
/// Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren and Volinsky, "Collaborative Filtering
/// for Implicit Feedback Datasets", ICDM 2008): a pair that was observed should score 1 and weighs more, any other pair
/// should score 0 with weight 1. However often a pair was observed, it counts once. A person's vector is solved exactly from
/// the history each time, so that strangers are answered as everyone else, and no person is kept in the model.
/// </summary>
public sealed class Als : IEmbeds, IExplains
{
    private const int RowsAtOnce = 256;
    private readonly AlsOptions _options;
    private readonly WeightedLeastSquares _foldIn;
    private readonly ConcurrentBag<WeightedLeastSquares.Workspace> _free = []; // one for each caller there was at once

    private Als(ItemVectors items, AlsOptions options)
    {
        (ItemVectors, _options) = (items, options);
        _foldIn = new WeightedLeastSquares(Rows(items), options.Confidence, VectorKernels.Chosen, new ParallelOptions());
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Learns the vectors of items.</summary>
    /// <exception cref="CiceroneException">The training diverged.</exception>
    public static Als Fit(TrainingData data, AlsOptions options, FitContext context)
    {
        SparseMatrix itemsOfPeople = SparseMatrix.PeopleByItems(data.Log), peopleOfItems = itemsOfPeople.Transpose();
        PanelMatrix people = Draw(data.Log.Users, options, context.Seed), items = Draw(data.Log.Items, options, context.Seed + 1);
        for (int iteration = 0; iteration < options.Iterations; iteration++)
        {
            context.Progress?.Report(new FitProgress("alternating between people and items", (double)iteration / options.Iterations));
            Solve(itemsOfPeople, items, people, options, context);
            Solve(peopleOfItems, people, items, options, context);
        }
        float[] vectors = new float[items.Rows * options.Factors];
        for (int item = 0; item < items.Rows; item++)
            for (int k = 0; k < options.Factors; k++) vectors[item * options.Factors + k] = items[item, k];
        return new Als(new ItemVectors(vectors, options.Factors), options);
    }

    /// <summary>Reads the model back.</summary>
    public static Als Load(ModelReader folder, AlsOptions options) =>
        new(new ItemVectors(folder.Tensors("als")["items"].AsFloat32(folder.ItemCount, options.Factors), options.Factors), options);

    /// <inheritdoc/>
    public void Save(ModelWriter folder) =>
        folder.WriteTensors("als", ("items", StoredTensor.Of(ItemVectors.ToArray(), ItemVectors.Count, ItemVectors.Width)));

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        WeightedLeastSquares.Workspace work = Workspace();
        for (int q = 0; q < queries.Length; q++)
        {
            int[] chosen = queries[q].History.DistinctItems();
            _foldIn.Solve(chosen, _options.RegularisationOf(chosen.Length), vectors.Slice(q * ItemVectors.Width, ItemVectors.Width), work);
        }
        _free.Add(work);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => Explain(query, [item], catalogue)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(items);
        int[] chosen = query.History.DistinctItems();
        WeightedLeastSquares.Workspace work = Workspace();
        _foldIn.Factor(chosen, _options.RegularisationOf(chosen.Length), work);
        var reasons = new IReadOnlyList<Reason>[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            double[] contributions = _foldIn.Contributions(chosen, ItemVectors[items[i]], work);
            reasons[i] = HistoryReasons.Of(query.History, catalogue, past => (float)contributions[Array.IndexOf(chosen, past)]);
        }
        _free.Add(work);
        return reasons;
    }

    private WeightedLeastSquares.Workspace Workspace() => _free.TryTake(out WeightedLeastSquares.Workspace? free) ? free : _foldIn.NewWorkspace();

    /// <summary>Solves one side while the other is fixed. Rows do not depend on each other, so threads change no bit.</summary>
    private static void Solve(SparseMatrix observed, PanelMatrix fixedSide, PanelMatrix side, AlsOptions options, FitContext context)
    {
        var squares = new WeightedLeastSquares(fixedSide, options.Confidence, VectorKernels.Chosen, context.Parallel);
        Parallel.For(0, (side.Rows + RowsAtOnce - 1) / RowsAtOnce, context.Parallel, squares.NewWorkspace, (block, _, work) =>
        {
            Span<float> x = new float[options.Factors];
            for (int row = block * RowsAtOnce; row < Math.Min((block + 1) * RowsAtOnce, side.Rows); row++)
            {
                ReadOnlySpan<int> chosen = observed.Indices(row);
                double regularisation = options.RegularisationOf(chosen.Length);
                side.CopyRow(row, x);
                if (chosen.IsEmpty) x.Clear();
                else if (options.Solver == AlsSolver.Cholesky) squares.Solve(chosen, regularisation, x, work);
                else squares.Improve(chosen, regularisation, options.Steps, x, work);
                side.SetRow(row, x);
            }
            return work;
        }, _ => { });
    }

    /// <summary>Small random vectors, each drawn by its id: whether somebody else is there or not, it is the same.</summary>
    private static PanelMatrix Draw(Vocabulary ids, AlsOptions options, ulong seed)
    {
        var matrix = new PanelMatrix(ids.Count, options.Factors);
        for (int row = 0; row < ids.Count; row++)
        {
            var random = RandomSource.For(seed, RandomSource.Hash(ids[row]));
            for (int k = 0; k < options.Factors; k++) matrix[row, k] = (float)(0.1 * random.NextNormal());
        }
        return matrix;
    }

    private static PanelMatrix Rows(ItemVectors items)
    {
        var matrix = new PanelMatrix(items.Count, items.Width);
        for (int item = 0; item < items.Count; item++) matrix.SetRow(item, items[item]);
        return matrix;
    }
}

/// <summary>How <see cref="Als"/> solves for a vector in training.</summary>
public enum AlsSolver
{
    /// <summary>A few steps of conjugate gradients from the vector of the last iteration: fast, and as good after some iterations.</summary>
    ConjugateGradient,

    /// <summary>Exactly.</summary>
    Cholesky,
}

/// <summary>Options of <see cref="Als"/>.</summary>
public sealed record AlsOptions : AlgorithmOptions
{
    /// <summary>Length of a vector.</summary>
    [Option("length of a vector", Min = 1, Max = 2048, SearchMin = 16, SearchMax = 256, Logarithmic = true)]
    public int Factors { get; init => field = Checked(value); } = 64;

    /// <summary>The weight of an observed pair; any other pair weighs 1.</summary>
    [Option("weight of an observed pair; any other pair weighs 1", Min = 1, Max = 1e6, SearchMin = 2, SearchMax = 200, Logarithmic = true)]
    public double Confidence { get; init => field = Checked(value); } = 10;

    /// <summary>The weight λ of the squared vectors in the loss.</summary>
    [Option("weight λ of the penalty on long vectors", Min = 1e-6, Max = 1e6, SearchMin = 1e-3, SearchMax = 100, Logarithmic = true)]
    public double Regularisation { get; init => field = Checked(value); } = 0.1;

    /// <summary>Whether λ is multiplied by how many pairs a person or an item has (Zhou et al., AAIM 2008).</summary>
    [Option("whether λ is multiplied by how many observed pairs a person or an item has")]
    public bool ScaleByFrequency { get; init; }

    /// <summary>How often both sides are solved.</summary>
    [Option("how often people and items are solved in turn", Min = 1, Max = 10_000)]
    public int Iterations { get; init => field = Checked(value); } = 15;

    /// <summary>How a vector is solved for in training.</summary>
    [Option("how a vector is solved for in training")]
    public AlsSolver Solver { get; init; } = AlsSolver.ConjugateGradient;

    /// <summary>Steps of conjugate gradients for each vector and iteration.</summary>
    [Option("steps of conjugate gradients for each vector and iteration", Min = 1, Max = 100)]
    public int Steps { get; init => field = Checked(value); } = 3;

    /// <summary>The λ of a vector with some observed pairs; a vector with none keeps the plain λ.</summary>
    internal double RegularisationOf(int observed) => ScaleByFrequency ? Regularisation * Math.Max(1, observed) : Regularisation;
}
