using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>
/// Matrix factorisation trained by Bayesian personalised ranking (Rendle, Freudenthaler, Gantner and Schmidt-Thieme, UAI 2009).
/// A stranger's vector is solved from the history by least squares, in which chosen items should score 1 and weigh more (as in
/// <see cref="Als"/>; ours, not the paper's). It answers without native code.
/// </summary>
public sealed class BprMf : IEmbeds
{
    private const string File = "bpr-mf";
    private readonly float[] _people;
    private readonly WeightedLeastSquares _foldIn;

    private BprMf(float[] people, float[] items, int width)
    {
        (_people, ItemVectors) = (people, new ItemVectors(items, width));
        const double Confidence = 10;
        var rows = new PanelMatrix(ItemVectors.Count, width);
        for (int item = 0; item < ItemVectors.Count; item++) rows.SetRow(item, ItemVectors[item]);
        _foldIn = new WeightedLeastSquares(rows, Confidence, VectorKernels.Chosen, new ParallelOptions());
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Learns a vector for every person and item.</summary>
    /// <exception cref="CiceroneException">The loss is no longer a number.</exception>
    public static BprMf Fit(TrainingData data, BprMfOptions options, FitContext context) =>
        Trainer.Fit(File, data, options, context, static (data, options, context) => new Learner(data, options, context.Seed));

    /// <summary>Reads the model back.</summary>
    public static BprMf Load(ModelReader folder, BprMfOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        TensorFile file = folder.Tensors(File);
        return new BprMf(file["people"].AsFloat32(), file["items"].AsFloat32(folder.ItemCount, options.Width), options.Width);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors(File, ("people", StoredTensor.Of(_people, _people.Length / ItemVectors.Width, ItemVectors.Width)),
            ("items", StoredTensor.Of(ItemVectors.ToArray(), ItemVectors.Count, ItemVectors.Width)));
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        const double Penalty = 0.1;
        int width = ItemVectors.Width;
        WeightedLeastSquares.Workspace work = _foldIn.NewWorkspace();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> vector = vectors.Slice(q * width, width);
            if (queries[q].Person is { } person && person < _people.Length / width) _people.AsSpan(person * width, width).CopyTo(vector);
            else _foldIn.Solve(queries[q].History.DistinctItems(), Penalty, vector, work);
        }
    }

    private sealed class Learner : ILearner<BprMf>, ISharedLearner
    {
        private readonly BprMfOptions _options;
        private readonly Triples _triples;
        private readonly Parameter _people, _items;

        public Learner(TrainingData data, BprMfOptions options, ulong seed)
        {
            (_options, _triples, Parameters) = (options, new Triples(data), new ParameterSet(seed));
            _people = Parameters.Normal("people", 0.1 / Math.Sqrt(options.Width), data.Log.Users.Count, options.Width);
            _items = Parameters.Normal("items", 0.1 / Math.Sqrt(options.Width), data.Log.Items.Count, options.Width);
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor LossOf(int[] batch, Range share, Step step)
        {
            TripleBatch whole = _triples.Take(batch, step.Random), own = whole.Share(share);
            _people.Touch(whole.People);
            _items.Touch(whole.Chosen, whole.Others);
            Tensor p = _people.Rows(own.People), c = _items.Rows(own.Chosen), o = _items.Rows(own.Others);
            return own.Loss(p, c, o).Plus(TripleBatch.Penalty(p, c, o).Times((float)_options.Regularisation)).Times((double)own.People.Length / batch.Length);
        }

        public BprMf Model() => new(_people.Values.ToArray(), _items.Values.ToArray(), _options.Width);
    }
}

/// <summary>Options of <see cref="BprMf"/>.</summary>
public sealed record BprMfOptions : FactorOptions;
