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
        private ChoiceGraph _pruned;
        private int _prunedFor;

        public Learner(TrainingData data, FreedomOptions options, FitContext context)
        {
            (_options, _context, _triples, Parameters) = (options, context, new Triples(data), new ParameterSet(context.Seed));
            _pruned = _whole = new ChoiceGraph(_triples.Chosen);
            IReadOnlyList<Modality> modalities = Modality.Of(data, options, context);
            _alike = [.. modalities.Select(modality => modality.Graph(options.Neighbours, context.Parallel)).Select(graph => (graph, graph.Transpose()))];
            _vectors = Parameters.Normal("vectors", 0.1, _whole.People + _whole.Items, options.Width);
            _maps = [.. modalities.Select(modality => new ModalProjection(Parameters, modality, options.Width))];
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor Loss(int[] examples, Step step)
        {
            if (_prunedFor != step.Epoch) (_pruned, _prunedFor) = (Prune(step.Epoch), step.Epoch); // a function of seed and epoch, so a resumed run has the same
            TripleBatch batch = _triples.Take(examples, step.Random);
            Parameters.Touch();
            (Tensor people, Tensor items, _) = Spread(_pruned, step.Threads);
            Tensor chosen = items.Rows(batch.Chosen), others = items.Rows(batch.Others), own = people.Rows(batch.People);
            Tensor loss = batch.Loss(own, chosen, others);
            foreach (Tensor mapped in _maps.Select(map => map.All())) loss = loss + (float)_options.FeatureWeight * batch.Loss(own, mapped.Rows(batch.Chosen), mapped.Rows(batch.Others));
            return loss + (float)_options.Regularisation * TripleBatch.Penalty(own, chosen, others);
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
            foreach ((SparseMatrix alike, SparseMatrix transposed) in _alike) items = items + SparseProduct.Of(alike, transposed, own, threads) / _alike.Length;
            return (spreads[^1].narrow(0, 0, graph.People), items, spreads);
        }

        /// <summary>
        /// The graph with a share of its edges, drawn without replacement and in proportion to 1/√(degree · degree): the edges with the largest ln(u)/weight
        /// (Efraimidis and Spirakis, Information Processing Letters 2006).
        /// </summary>
        private ChoiceGraph Prune(int epoch)
        {
            if (_options.Pruning == 0) return _whole;
            var random = RandomSource.For(~_context.Seed, (ulong)epoch);
            double[] keys = [.. _triples.Pairs.Select(pair => -Math.Log(1 - random.NextDouble()) * Math.Sqrt((double)_whole.DegreeOfPerson(pair.Person) * _whole.DegreeOf(pair.Item)))];
            int[] order = [.. Enumerable.Range(0, keys.Length)];
            Array.Sort(keys, order);
            List<(int Column, float Value)>[] rows = [.. Enumerable.Range(0, _whole.People).Select(_ => new List<(int, float)>())];
            foreach (int edge in order[..Math.Max(1, (int)((1 - _options.Pruning) * order.Length))].Order()) rows[_triples.Pairs[edge].Person].Add((_triples.Pairs[edge].Item, 1));
            return new ChoiceGraph(SparseMatrix.FromRows([.. rows.Select(row => row.ToArray())], _whole.Items));
        }
    }
}

/// <summary>Options of <see cref="Freedom"/>.</summary>
public sealed record FreedomOptions : GraphModalOptions
{
    /// <summary>Share of the edges that an epoch leaves out.</summary>
    [Option("share of the edges that an epoch leaves out", Min = 0, Max = 0.99)]
    public double Pruning { get; init => field = Checked(value); } = 0.8;

    /// <summary>Weight of ranking by each kind of features alone in the loss.</summary>
    [Option("weight of ranking by each kind of features alone in the loss", Min = 0, Max = 100)]
    public double FeatureWeight { get; init => field = Checked(value); } = 1e-3;
}
