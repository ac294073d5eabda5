using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>
/// GF-CF (Shen et al., "How Powerful is Graph Convolution for Recommendation?", CIKM 2021): collaborative filtering as a
/// filter on the graph of items, in closed form. With R̃ = D₁^−½ R D₂^−½ for the binary matrix R of people by items and its
/// degrees, and V the right singular vectors of R̃ for its largest singular values, a history r has the scores
/// r (R̃ᵀ R̃ + α D₂^−½ V Vᵀ D₂^½). The model keeps who chose what, without names.
/// </summary>
public sealed class GraphFilter : IScores, IExplains
{
    private readonly SparseMatrix _chosen, _normal, _normalByItem;
    private readonly ItemVectors _vectors; // rows of D₂^½ V
    private readonly double[] _degrees;
    private readonly float _weight;

    private GraphFilter(SparseMatrix chosen, ItemVectors vectors, GraphFilterOptions options)
    {
        (_chosen, _vectors, _weight) = (chosen, vectors, (float)options.LowPassWeight);
        _degrees = DegreesOf(chosen.Transpose());
        _normal = Normalise(chosen, _degrees);
        _normalByItem = _normal.Transpose();
    }

    /// <summary>Finds the singular vectors.</summary>
    public static GraphFilter Fit(TrainingData data, GraphFilterOptions options, FitContext context)
    {
        SparseMatrix chosen = SparseMatrix.PeopleByItems(data.Log);
        double[] degrees = DegreesOf(chosen.Transpose());
        PanelMatrix vectors = SubspaceIteration.RightVectors(Normalise(chosen, degrees), options.Factors, context.Seed, VectorKernels.Chosen, context.Parallel,
            done => context.Progress?.Report(new FitProgress("finding the smoothest signals of the item graph", done)));
        float[] rows = new float[vectors.Rows * vectors.Columns];
        for (int item = 0; item < vectors.Rows; item++)
        {
            Span<float> row = rows.AsSpan(item * vectors.Columns, vectors.Columns);
            vectors.CopyRow(item, row);
            TensorPrimitives.Multiply(row, (float)Math.Sqrt(degrees[item]), row);
        }
        return new GraphFilter(chosen, new ItemVectors(rows, vectors.Columns), options);
    }

    /// <summary>Reads the model back.</summary>
    public static GraphFilter Load(ModelReader folder, GraphFilterOptions options)
    {
        StoredTensor vectors = folder.Tensors("gf-cf")["vectors"];
        int width = vectors.Shape.Count == 2 ? (int)vectors.Shape[1] : 0;
        return new GraphFilter(SparseMatrix.Load(folder.Tensors("people"), folder.ItemCount, rows: null, binary: true),
            new ItemVectors(vectors.AsFloat32(folder.ItemCount, width), width), options);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        folder.WriteTensors("gf-cf", ("vectors", StoredTensor.Of(_vectors.ToArray(), _vectors.Count, _vectors.Width)));
        folder.WriteTensors("people", _chosen.ToTensors());
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        scores.Clear();
        float[] signals = new float[queries.Length * _vectors.Width], people = new float[_normal.Rows];
        for (int q = 0; q < queries.Length; q++)
        {
            int[] history = queries[q].History.DistinctItems();
            Span<float> signal = signals.AsSpan(q * _vectors.Width, _vectors.Width), row = scores.Slice(q * catalogue.Count, catalogue.Count);
            foreach (int item in history)
            {
                _normalByItem.AddRowTo(item, people);
                if (_degrees[item] > 0) TensorPrimitives.MultiplyAdd(_vectors[item], (float)(_weight / _degrees[item]), signal, signal);
            }
            foreach (int item in history)
                foreach (int person in _normalByItem.Indices(item))
                {
                    if (people[person] == 0) continue; // done
                    _normal.AddRowTo(person, row, people[person]);
                    people[person] = 0;
                }
        }
        _vectors.AddScores(signals, scores);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        return HistoryReasons.Of(query.History, catalogue, past => Together(past, item));
    }

    /// <summary>What a past item adds to the score of an item.</summary>
    private float Together(int past, int item)
    {
        if (_degrees[past] == 0) return 0;
        double sum = _weight / _degrees[past] * TensorPrimitives.Dot(_vectors[past], _vectors[item]);
        ReadOnlySpan<int> people = _normalByItem.Indices(past);
        for (int i = 0; i < people.Length; i++) sum += _normalByItem.Values(past)[i] * _normalByItem[item, people[i]];
        return (float)sum;
    }

    private static double[] DegreesOf(SparseMatrix matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(row => (double)matrix.Indices(row).Length)];

    private static SparseMatrix Normalise(SparseMatrix chosen, double[] itemDegrees) =>
        chosen.Scale(Roots(DegreesOf(chosen)), Roots(itemDegrees));

    private static double[] Roots(double[] degrees) => [.. degrees.Select(degree => degree == 0 ? 0 : 1 / Math.Sqrt(degree))];
}

/// <summary>Options of <see cref="GraphFilter"/>; the defaults are the published ones.</summary>
public sealed record GraphFilterOptions : AlgorithmOptions
{
    /// <summary>How many singular vectors pass the ideal low-pass filter.</summary>
    [Option("how many singular vectors pass the ideal low-pass filter", Min = 1, Max = 2048, SearchMin = 32, SearchMax = 512, Logarithmic = true)]
    public int Factors { get; init => field = Checked(value); } = 256;

    /// <summary>The weight α of the ideal low-pass filter beside the linear one.</summary>
    [Option("weight α of the ideal low-pass filter beside the linear one", Min = 0, Max = 1000, SearchMin = 0, SearchMax = 1)]
    public double LowPassWeight { get; init => field = Checked(value); } = 0.3;
}
