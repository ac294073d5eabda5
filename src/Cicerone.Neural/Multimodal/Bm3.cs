using Cicerone.Models;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal;

/// <summary>
/// BM3 (Zhou et al., WWW 2023): no item is drawn as a negative. A linear predictor of one half of a pair, spread over the graph of who chose
/// what, must point the way of the other half with some of its numbers dropped; an item's mapped features, predicted alike, must
/// point the way of the item and of themselves.
/// </summary>
public static class Bm3
{
    private const string Name = "bm3";

    /// <summary>Learns the vectors, the predictor and the maps of the features.</summary>
    /// <exception cref="CiceroneException">Nothing is known of the items, or the loss is no longer a number.</exception>
    public static GraphFactors Fit(TrainingData data, Bm3Options options, FitContext context) =>
        Trainer.Fit(Name, data, options, context, static (data, options, context) => new Learner(data, options, context));

    /// <summary>Reads the model back.</summary>
    public static GraphFactors Load(ModelReader folder, Bm3Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GraphFactors.Load(Name, folder, options.Width);
    }

    private sealed class Learner : ILearner<GraphFactors>
    {
        private readonly Bm3Options _options;
        private readonly FitContext _context;
        private readonly Triples _triples;
        private readonly ChoiceGraph _graph;
        private readonly Parameter _vectors;
        private readonly LinearLayer _predictor;
        private readonly ModalProjection[] _maps;

        public Learner(TrainingData data, Bm3Options options, FitContext context)
        {
            (_options, _context, _triples, Parameters) = (options, context, new Triples(data), new ParameterSet(context.Seed));
            _graph = new ChoiceGraph(_triples.Chosen);
            _vectors = Parameters.Normal("vectors", 0.1, _graph.People + _graph.Items, options.Width);
            _predictor = new LinearLayer(Parameters, "predictor", options.Width, options.Width, Math.Sqrt(1.0 / options.Width));
            _maps = [.. Modality.Of(data, options, context).Select(modality => new ModalProjection(Parameters, modality, options.Width))];
        }

        public int ExampleCount => _triples.Count;

        public ParameterSet Parameters { get; }

        public Tensor Loss(int[] examples, Step step)
        {
            TripleBatch batch = _triples.Take(examples, step.Random);
            Parameters.Touch();
            (Tensor people, Tensor items, _) = Spread(step.Threads);
            Tensor person = people.Rows(batch.People), item = items.Rows(batch.Chosen);
            Tensor itemTarget = Target(item, step), loss = Apart(person, itemTarget, batch).Plus(Apart(item, Target(person, step), batch));
            foreach (ModalProjection map in _maps)
            {
                Tensor features = map.All().Rows(batch.Chosen);
                loss = loss.Plus(Apart(features, itemTarget, batch).Plus(Apart(features, Target(features, step), batch)).Times((float)_options.FeatureWeight));
            }
            return loss.Plus(people.norm().Plus(items.norm()).Times(_options.Regularisation / _graph.Items)); // of all, as in the released code: an item seldom drawn shrinks in every other step, and without that it would outgrow the popular ones
        }

        public GraphFactors Model()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            Parameters.Touch();
            (Tensor people, Tensor items, List<Tensor> spreads) = Spread(_context.Threads);
            Tensor offset = _predictor.Of(torch.zeros(1, _options.Width)), sources = torch.tensor(_graph.Sources(spreads)).view(_graph.Items, _options.Width);
            return new GraphFactors(Name, _predictor.Of(people).ToFloats(), _predictor.Of(items).ToFloats(), (_predictor.Of(sources) - offset).ToFloats(), _options.Width, offset.ToFloats());
        }

        public void Dispose()
        {
            foreach (ModalProjection map in _maps) map.Dispose();
            Parameters.Dispose();
        }

        private Tensor Target(Tensor vectors, Step step) => step.Dropout(vectors.detach(), _options.Dropout);

        /// <summary>The mean of 1 − cosine of what is predicted and its target.</summary>
        private Tensor Apart(Tensor vectors, Tensor target, TripleBatch batch) =>
            batch.Mean(torch.nn.functional.cosine_similarity(_predictor.Of(vectors), target, dim: 1).Complement());

        private (Tensor People, Tensor Items, List<Tensor> Spreads) Spread(int threads)
        {
            List<Tensor> spreads = _graph.Spread(_vectors.Leaf, _options.Layers, threads);
            Tensor own = _vectors.Leaf.narrow(0, _graph.People, _graph.Items);
            return (spreads[^1].narrow(0, 0, _graph.People), spreads[^1].narrow(0, _graph.People, _graph.Items).Plus(own), spreads);
        }
    }
}

/// <summary>Options of <see cref="Bm3"/>.</summary>
public sealed record Bm3Options : ModalOptions
{
    /// <summary>The released code's weight of the squared vectors, and the step size of <see cref="LightGcn"/>.</summary>
    public Bm3Options() => (Regularisation, LearningRate) = (0.1, 5e-3);

    /// <summary>How often vectors are spread over the graph of who chose what.</summary>
    [Option("how often vectors are spread over the graph of who chose what", Min = 1, Max = 16)]
    public int Layers { get; init => field = Checked(value); } = 1;

    /// <summary>Share of a target's numbers that is dropped.</summary>
    [Option("share of a target's numbers that is dropped", Min = 0, Max = 0.99)]
    public double Dropout { get; init => field = Checked(value); } = 0.3;

    /// <summary>Weight of what features predict in the loss.</summary>
    [Option("weight of what features predict in the loss", Min = 0, Max = 100)]
    public double FeatureWeight { get; init => field = Checked(value); } = 2;
}
