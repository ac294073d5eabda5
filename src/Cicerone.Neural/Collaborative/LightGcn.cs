using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>
/// LightGCN (He et al., SIGIR 2020): vectors of people and items are spread over the graph of who chose what, each edge weighing
/// 1/√(degree · degree); a final vector is the mean over 0 to K spreads.
/// </summary>
public static class LightGcn
{
    private const string Name = "lightgcn";

    /// <summary>Learns the vectors that are spread.</summary>
    /// <exception cref="CiceroneException">The loss is no longer a number.</exception>
    public static GraphFactors Fit(TrainingData data, LightGcnOptions options, FitContext context) =>
        Trainer.Fit(Name, data, options, context, static (data, options, context) => new Learner(data, options, context));

    /// <summary>Reads the model back.</summary>
    public static GraphFactors Load(ModelReader folder, LightGcnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GraphFactors.Load(Name, folder, options.Width);
    }

    private sealed class Learner : ILearner<GraphFactors>, ISharedLearner
    {
        private readonly LightGcnOptions _options;
        private readonly FitContext _context;
        private readonly Triples _triples;
        private readonly ChoiceGraph _graph;
        private readonly Parameter _vectors;

        public Learner(TrainingData data, LightGcnOptions options, FitContext context)
        {
            (_options, _context, _triples, Parameters) = (options, context, new Triples(data), new ParameterSet(context.Seed));
            _graph = new ChoiceGraph(_triples.Chosen);
            _vectors = Parameters.Normal("vectors", 0.1, _graph.People + _graph.Items, options.Width);
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor LossOf(int[] batch, Range share, Step step)
        {
            TripleBatch own = _triples.Take(batch, step.Random).Share(share);
            int[] chosen = Array.ConvertAll(own.Chosen, item => _graph.People + item), others = Array.ConvertAll(own.Others, item => _graph.People + item);
            _vectors.Touch();
            Tensor final = _graph.Spread(_vectors.Leaf, _options.Layers, step.Threads)[^1];
            Tensor penalty = TripleBatch.Penalty(_vectors.Rows(own.People), _vectors.Rows(chosen), _vectors.Rows(others));
            return own.Loss(final.Rows(own.People), final.Rows(chosen), final.Rows(others)).Plus(penalty.Times((float)_options.Regularisation)).Times((double)own.People.Length / batch.Length);
        }

        public GraphFactors Model()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            int split = _graph.People * _options.Width;
            _vectors.Touch();
            List<Tensor> spreads = _graph.Spread(_vectors.Leaf, _options.Layers, _context.Threads);
            float[] final = spreads[^1].ToFloats();
            return new GraphFactors(Name, final[..split], final[split..], _graph.Sources(spreads), _options.Width);
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
