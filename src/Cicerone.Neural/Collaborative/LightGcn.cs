using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>
/// LightGCN (He et al., SIGIR 2020): vectors of people and items are spread over the graph of who chose what, each edge weighing
/// 1/√(degree · degree); a final vector is the mean over 0 to K spreads. A stranger is a new person without a vector of their own:
/// what the spreads bring from the history's items. It answers without native code.
/// </summary>
public sealed class LightGcn : IEmbeds
{
    private const string File = "lightgcn";
    private readonly float[] _people, _sources; // _sources: what each item brings to a new person, before division by √(their degree)

    private LightGcn(float[] people, float[] items, float[] sources, int width) =>
        (_people, _sources, ItemVectors) = (people, sources, new ItemVectors(items, width));

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Learns the vectors that are spread.</summary>
    /// <exception cref="CiceroneException">The loss is no longer a number.</exception>
    public static LightGcn Fit(TrainingData data, LightGcnOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        using var learner = new Learner(data.Log, options, context);
        new Trainer(File, data, options, context).Train(learner);
        return learner.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static LightGcn Load(ModelReader folder, LightGcnOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        TensorFile file = folder.Tensors(File);
        return new LightGcn(file["people"].AsFloat32(), file["items"].AsFloat32(folder.ItemCount, options.Width),
            file["sources"].AsFloat32(folder.ItemCount, options.Width), options.Width);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        int width = ItemVectors.Width;
        folder.WriteTensors(File, ("people", StoredTensor.Of(_people, _people.Length / width, width)),
            ("items", StoredTensor.Of(ItemVectors.ToArray(), ItemVectors.Count, width)), ("sources", StoredTensor.Of(_sources, ItemVectors.Count, width)));
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        int width = ItemVectors.Width;
        vectors.Clear();
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> vector = vectors.Slice(q * width, width);
            if (queries[q].Person is { } person && person < _people.Length / width)
            {
                _people.AsSpan(person * width, width).CopyTo(vector);
                continue;
            }
            int[] chosen = queries[q].History.DistinctItems();
            foreach (int item in chosen) TensorPrimitives.Add(vector, _sources.AsSpan(item * width, width), vector);
            if (chosen.Length > 0) TensorPrimitives.Divide(vector, MathF.Sqrt(chosen.Length), vector);
        }
    }

    private sealed class Learner : ILearner, IDisposable
    {
        private readonly LightGcnOptions _options;
        private readonly FitContext _context;
        private readonly Triples _triples;
        private readonly SparseMatrix _graph; // symmetric; people first, then items
        private readonly Parameter _vectors;
        private readonly int _peopleCount;

        public Learner(InteractionLog log, LightGcnOptions options, FitContext context)
        {
            (_options, _context, _triples, _peopleCount, Parameters) = (options, context, new Triples(log), log.Users.Count, new ParameterSet(context.Seed));
            _graph = Graph(_triples.Chosen);
            _vectors = Parameters.Normal("vectors", 0.1, log.Users.Count + log.Items.Count, options.Width);
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor Loss(int[] examples, Step step)
        {
            (int[] people, int[] chosen, int[] others) = _triples.Take(examples, step.Random);
            int[] chosenRows = Array.ConvertAll(chosen, item => _peopleCount + item), otherRows = Array.ConvertAll(others, item => _peopleCount + item);
            _vectors.Touch();
            Tensor final = Spread(_vectors.Leaf, step.Threads)[^1];
            Tensor At(int[] rows) => final.index_select(0, torch.tensor(rows, dtype: torch.int32));
            Tensor penalty = Triples.Penalty(_vectors.Rows(people), _vectors.Rows(chosenRows), _vectors.Rows(otherRows));
            return Triples.Loss(At(people), At(chosenRows), At(otherRows)) + (float)_options.Regularisation * penalty;
        }

        public LightGcn Model()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            int split = _peopleCount * _options.Width;
            _vectors.Touch();
            List<Tensor> spreads = Spread(_vectors.Leaf, _context.Threads);
            float[] final = MemoryMarshal.Cast<byte, float>(spreads[^1].bytes).ToArray();
            float[] sources = new float[final.Length - split];
            for (int layer = 0; layer < _options.Layers; layer++)
                TensorPrimitives.Add(sources, MemoryMarshal.Cast<byte, float>(spreads[layer].bytes)[split..], sources);
            for (int item = 0; item < sources.Length / _options.Width; item++)
            {
                int degree = _graph.Indices(_peopleCount + item).Length;
                TensorPrimitives.Multiply(sources.AsSpan(item * _options.Width, _options.Width), degree == 0 ? 0 : 1 / ((_options.Layers + 1) * MathF.Sqrt(degree)), sources.AsSpan(item * _options.Width));
            }
            return new LightGcn(final[..split], final[split..], sources, _options.Width);
        }

        IRanker ILearner.Model() => Model();

        public void Dispose() => Parameters.Dispose();

        /// <summary>The vectors after 0, 1 … K spreads, and last their mean.</summary>
        private List<Tensor> Spread(Tensor vectors, int threads)
        {
            List<Tensor> spreads = [vectors];
            Tensor sum = vectors;
            for (int layer = 0; layer < _options.Layers; layer++)
            {
                spreads.Add(SparseProduct.Of(_graph, _graph, spreads[^1], threads));
                sum = sum + spreads[^1];
            }
            spreads.Add(sum / (_options.Layers + 1));
            return spreads;
        }

        private static SparseMatrix Graph(SparseMatrix chosen)
        {
            SparseMatrix choosers = chosen.Transpose();
            (int Column, float Value)[] Row(ReadOnlySpan<int> neighbours, int own, int shift, SparseMatrix other)
            {
                var row = new (int Column, float Value)[neighbours.Length];
                for (int i = 0; i < row.Length; i++) row[i] = (neighbours[i] + shift, 1 / MathF.Sqrt((float)own * other.Indices(neighbours[i]).Length));
                return row;
            }
            IEnumerable<(int Column, float Value)[]> people = Enumerable.Range(0, chosen.Rows).Select(person => Row(chosen.Indices(person), chosen.Indices(person).Length, chosen.Rows, choosers));
            IEnumerable<(int Column, float Value)[]> items = Enumerable.Range(0, choosers.Rows).Select(item => Row(choosers.Indices(item), choosers.Indices(item).Length, 0, chosen));
            return SparseMatrix.FromRows([.. people, .. items], chosen.Rows + choosers.Rows);
        }
    }
}

/// <summary>Options of <see cref="LightGcn"/>.</summary>
public sealed record LightGcnOptions : FactorOptions
{
    /// <summary>The step size that works here is larger than elsewhere.</summary>
    public LightGcnOptions() => LearningRate = 5e-3;

    /// <summary>How often vectors are spread over the graph.</summary>
    [Option("how often vectors are spread over the graph", Min = 1, Max = 16)]
    public int Layers { get; init => field = Checked(value); } = 3;
}
