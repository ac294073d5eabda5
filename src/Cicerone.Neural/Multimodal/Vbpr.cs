using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal;

/// <summary>
/// VBPR (He and McAuley, AAAI 2016): matrix factorisation by pairwise ranking in which half of an item's vector is mapped from its features,
/// score = bᵢ + γᵤ·γᵢ + Σₘ θᵤₘ·(Eₘ fᵢₘ). Each kind of features has a map and person vectors of its own; the paper has one, and a term
/// of features alone, which is left out here. A stranger's vector is solved from the history as in <see cref="BprMf"/> (ours).
/// It answers without native code.
/// </summary>
public sealed class Vbpr : IEmbeds
{
    private const string File = "vbpr";
    private readonly float[] _people;
    private readonly int _width;
    private readonly WeightedLeastSquares _foldIn;

    /// <param name="people">Shape [people, width].</param>
    /// <param name="items">Shape [items, width + 1]: the bias is last.</param>
    /// <param name="width">Length of a vector without its bias.</param>
    private Vbpr(float[] people, float[] items, int width)
    {
        const double Confidence = 10;
        (_people, _width, ItemVectors) = (people, width, new ItemVectors(items, width + 1));
        var rows = new PanelMatrix(ItemVectors.Count, width);
        for (int item = 0; item < ItemVectors.Count; item++) rows.SetRow(item, ItemVectors[item][..width]);
        _foldIn = new WeightedLeastSquares(rows, Confidence, VectorKernels.Chosen, new ParallelOptions());
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Learns vectors, biases and the maps of the features.</summary>
    /// <exception cref="CiceroneException">Nothing is known of the items, or the loss is no longer a number.</exception>
    public static Vbpr Fit(TrainingData data, VbprOptions options, FitContext context) =>
        Trainer.Fit(File, data, options, context, static (data, options, context) => new Learner(data, options, context));

    /// <summary>Reads the model back.</summary>
    public static Vbpr Load(ModelReader folder, VbprOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        TensorFile file = folder.Tensors(File);
        int width = file["items"].Shape is [_, var columns] ? (int)columns - 1 : 0; // as many times the option as there are kinds of features, and once more
        if (width <= options.Width || width % options.Width != 0) throw new CiceroneException($"{file.Path} is damaged: its items have {width} numbers, which is no multiple of the width {options.Width}. Fit the model again.");
        return new Vbpr(file["people"].AsFloat32(file["people"].Shape[0], width), file["items"].AsFloat32(folder.ItemCount, width + 1), width);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors(File, ("people", StoredTensor.Of(_people, _people.Length / _width, _width)), ("items", StoredTensor.Of(ItemVectors.ToArray(), ItemVectors.Count, _width + 1)));
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        const double Penalty = 0.1;
        WeightedLeastSquares.Workspace work = _foldIn.NewWorkspace();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> vector = vectors.Slice(q * (_width + 1), _width + 1);
            if (queries[q].Person is { } person && person < _people.Length / _width) _people.AsSpan(person * _width, _width).CopyTo(vector);
            else _foldIn.Solve(queries[q].History.DistinctItems(), Penalty, vector[.._width], work);
            vector[_width] = 1; // for the bias
        }
    }

    private sealed class Learner : ILearner<Vbpr>, ISharedLearner
    {
        private readonly VbprOptions _options;
        private readonly Triples _triples;
        private readonly Parameter _people, _items, _biases;
        private readonly ModalProjection[] _maps;

        public Learner(TrainingData data, VbprOptions options, FitContext context)
        {
            (_options, _triples, Parameters) = (options, new Triples(data), new ParameterSet(context.Seed));
            IReadOnlyList<Modality> modalities = Modality.Of(data, options, context);
            _people = Parameters.Normal("people", 0.1 / Math.Sqrt(options.Width), data.Log.Users.Count, (1 + modalities.Count) * options.Width);
            _items = Parameters.Normal("items", 0.1 / Math.Sqrt(options.Width), data.Log.Items.Count, options.Width);
            _biases = Parameters.Constant("biases", 0, data.Log.Items.Count, 1);
            _maps = [.. modalities.Select(modality => new ModalProjection(Parameters, modality, options.Width))];
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor LossOf(int[] batch, Range share, Step step)
        {
            TripleBatch whole = _triples.Take(batch, step.Random), own = whole.Share(share);
            Parameters.Touch();
            _people.Touch(whole.People);
            _items.Touch(whole.Chosen, whole.Others);
            _biases.Touch(whole.Chosen, whole.Others);
            Tensor ones = torch.ones(own.People.Length, 1), people = _people.Rows(own.People);
            Tensor[] mapped = [.. _maps.Select(map => map.All())];
            Tensor At(int[] items) => torch.cat([_items.Rows(items), .. mapped.Select(all => all.Rows(items)), _biases.Rows(items)], 1);
            Tensor chosen = At(own.Chosen), others = At(own.Others), penalty = TripleBatch.Penalty(people, chosen, others);
            return own.Loss(torch.cat([people, ones], 1), chosen, others).Plus(penalty.Times((float)_options.Regularisation)).Times((double)own.People.Length / batch.Length);
        }

        public Vbpr Model()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            Parameters.Touch();
            Tensor items = torch.cat([_items.Leaf, .. _maps.Select(map => map.All()), _biases.Leaf], 1);
            return new Vbpr(_people.Values.ToArray(), items.ToFloats(), (1 + _maps.Length) * _options.Width);
        }

        public void Dispose()
        {
            foreach (ModalProjection map in _maps) map.Dispose();
            Parameters.Dispose();
        }
    }
}

/// <summary>Options of <see cref="Vbpr"/>.</summary>
public sealed record VbprOptions : ModalOptions;
