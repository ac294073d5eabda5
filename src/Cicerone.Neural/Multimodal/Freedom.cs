using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal;

/// <summary>
/// FREEDOM (Zhou and Shen, MM 2023): LightGCN whose items are also spread over a frozen graph of items alike by their features, while each epoch
/// learns on the graph of who chose what without a share of its edges, those between much-chosen ends first. Kinds of features
/// weigh alike in the frozen graph, and their vectors stay as they are (ours; the released code weighs pictures .1 and trains on).
/// </summary>
public static class Freedom
{
    private const string Name = "freedom";

    /// <summary>Learns the vectors that are spread.</summary>
    /// <exception cref="CiceroneException">Nothing is known of the items, or the loss is no longer a number.</exception>
    public static GraphFactors Fit(TrainingData data, FreedomOptions options, FitContext context) =>
        Trainer.Fit(Name, data, options, context, static (data, options, context) => new Learner(data, options, context));

    /// <summary>Reads the model back.</summary>
    public static GraphFactors Load(ModelReader folder, FreedomOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GraphFactors.Load(Name, folder, options.Width);
    }

    private sealed class Learner : ILearner<GraphFactors>
    {
        private readonly FreedomOptions _options;
        private readonly FitContext _context;
        private readonly Triples _triples;
        private readonly ChoiceGraph _whole;
        private readonly (SparseMatrix Graph, SparseMatrix Transposed)[] _alike;
        private readonly Parameter _vectors;
        private readonly ModalProjection[] _maps;
        private readonly PrunedEdges _edges;

        public Learner(TrainingData data, FreedomOptions options, FitContext context)
        {
            (_options, _context, _triples, Parameters) = (options, context, new Triples(data), new ParameterSet(context.Seed));
            _whole = new ChoiceGraph(_triples.Chosen);
            _edges = new PrunedEdges(_whole, _triples, options.Pruning, context.Seed);
            IReadOnlyList<Modality> modalities = Modality.Of(data, options, context);
            _alike = [.. modalities.Select(modality => modality.Graph(options.Neighbours, context.Parallel)).Select(graph => (graph, graph.Transpose()))];
            _vectors = Parameters.Normal("vectors", 0.1, _whole.People + _whole.Items, options.Width);
            _maps = [.. modalities.Select(modality => new ModalProjection(Parameters, modality, options.Width))];
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor Loss(int[] examples, Step step)
        {
            TripleBatch batch = _triples.Take(examples, step.Random);
            Parameters.Touch();
            (Tensor people, Tensor items, _) = Spread(_edges.Of(step.Epoch), step.Threads);
            Tensor chosen = items.Rows(batch.Chosen), others = items.Rows(batch.Others), own = people.Rows(batch.People);
            Tensor loss = batch.Loss(own, chosen, others);
            foreach (Tensor mapped in _maps.Select(map => map.All())) loss = loss.Plus(batch.Loss(own, mapped.Rows(batch.Chosen), mapped.Rows(batch.Others)).Times((float)_options.FeatureWeight));
            return loss.Plus(TripleBatch.Penalty(own, chosen, others).Times((float)_options.Regularisation));
        }

        public GraphFactors Model()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            Parameters.Touch();
            (Tensor people, Tensor items, List<Tensor> spreads) = Spread(_whole, _context.Threads);
            return new GraphFactors(Name, people.ToFloats(), items.ToFloats(), _whole.Sources(spreads), _options.Width);
        }

        public void Dispose()
        {
            foreach (ModalProjection map in _maps) map.Dispose();
            Parameters.Dispose();
        }

        private (Tensor People, Tensor Items, List<Tensor> Spreads) Spread(ChoiceGraph graph, int threads)
        {
            List<Tensor> spreads = graph.Spread(_vectors.Leaf, _options.Layers, threads);
            Tensor own = _vectors.Leaf.narrow(0, graph.People, graph.Items), items = spreads[^1].narrow(0, graph.People, graph.Items);
            foreach ((SparseMatrix alike, SparseMatrix transposed) in _alike) items = items.Plus(SparseProduct.Of(alike, transposed, own, threads).Over(_alike.Length));
            return (spreads[^1].narrow(0, 0, graph.People), items, spreads);
        }
    }
}

/// <summary>Options of <see cref="Freedom"/>.</summary>
public sealed record FreedomOptions : GraphModalOptions
{
    /// <summary>Leaves out most edges.</summary>
    public FreedomOptions() => Pruning = 0.8;

    /// <summary>Weight of ranking by each kind of features alone in the loss.</summary>
    [Option("weight of ranking by each kind of features alone in the loss", Min = 0, Max = 100)]
    public double FeatureWeight { get; init => field = Checked(value); } = 1e-3;
}
