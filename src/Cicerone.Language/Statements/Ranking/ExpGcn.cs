using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Neural.Collaborative;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>
/// ExpGCN as StaR's released code has it: vectors of people, items and statements are spread over the graphs of people and statements (uᴬ, sᵁ) and of items and statements
/// (iᴬ, sᴵ); items are ranked by what a third graph, of people and items, makes of own vectors plus uᴬ and iᴬ. A statement's score is uᴬ·sᵁ + iᴬ·sᴵ. Pairwise losses of
/// items and of statements, one negative a statement, averaged over each review.
/// </summary>
public static class ExpGcn
{
    private const string Name = "exp-gcn";

    /// <summary>Learns a ranker of statements.</summary>
    /// <param name="examples">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <param name="score">The validation figure that decides when to stop; null runs all epochs.</param>
    public static StatementFactors Fit(StatementExamples examples, ExpGcnOptions options, FitContext context, Func<IRanker, double>? score = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var data = new TrainingData(examples.Log, ItemTable.Without(examples.Log.Items));
        return Train(Name, examples, options, context, data, vectors => vectors.ToRanker(), score).ToRanker();
    }

    /// <summary>Learns the vectors.</summary>
    /// <param name="stage">What is trained.</param>
    /// <param name="examples">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <param name="data">For validation of items.</param>
    /// <param name="model">The model that vectors make: what validation judges.</param>
    /// <param name="score">The figure of a model that decides when to stop; null takes the data's validation part.</param>
    internal static ExpGcnVectors Train(string stage, StatementExamples examples, ExpGcnOptions options, FitContext context, TrainingData data, Func<ExpGcnVectors, IRanker> model, Func<IRanker, double>? score = null)
    {
        NativeTorch.Use();
        using var learner = new Learner(examples, options, context, model);
        new Trainer(stage, data, options, context, score: score).Train(learner);
        return learner.Vectors();
    }

    private sealed class Learner : ILearner, IDisposable
    {
        private const int MostTries = 100;
        private readonly StatementExamples _examples;
        private readonly ExpGcnOptions _options;
        private readonly FitContext _context;
        private readonly Func<ExpGcnVectors, IRanker> _model;
        private readonly SparseMatrix _chosen, _choices, _byPeople, _onItems; // chosen: binary; the others symmetric
        private readonly Parameter _people, _items, _statements;

        public Learner(StatementExamples examples, ExpGcnOptions options, FitContext context, Func<ExpGcnVectors, IRanker> model)
        {
            (_examples, _options, _context, _model, Parameters) = (examples, options, context, model, new ParameterSet(context.Seed));
            int people = examples.Log.Users.Count, items = examples.Log.Items.Count, statements = examples.Catalogue.Count;
            int[] user = examples.Log.User.ToArray(), item = examples.Log.Item.ToArray();
            _chosen = SparseMatrix.PeopleByItems(examples.Log);
            _choices = BipartiteGraph.Of(user.Zip(item).Distinct(), people, items);
            _byPeople = BipartiteGraph.Of(user.SelectMany((person, row) => examples.Statements[row].Select(statement => (person, statement))), people, statements);
            _onItems = BipartiteGraph.Of(item.SelectMany((one, row) => examples.Statements[row].Select(statement => (one, statement))), items, statements);
            _people = Xavier("people", people);
            _items = Xavier("items", items);
            _statements = Xavier("statements", statements);
        }

        public int ExampleCount => _examples.Log.Count;

        public ParameterSet Parameters { get; }

        public Tensor Loss(int[] examples, Step step)
        {
            Parameters.Touch();
            Spreads all = Spread(step.Threads);
            int[] people = Array.ConvertAll(examples, row => _examples.Log.User[row]), items = Array.ConvertAll(examples, row => _examples.Log.Item[row]);
            Tensor loss = ItemLoss(all, people, items, step.Random);
            (Tensor? told, int[] statements) = StatementLoss(all, examples, step.Random);
            if (told is not null) loss = loss.Plus(told.Times((float)_options.StatementWeight));
            Tensor penalty = TripleBatch.Penalty(_people.Rows(people), _items.Rows(items));
            if (statements.Length > 0) penalty = penalty.Plus(TripleBatch.Penalty(_statements.Rows(statements)));
            return loss.Plus(penalty.Times((float)_options.Regularisation));
        }

        public ExpGcnVectors Vectors()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            Parameters.Touch();
            Spreads all = Spread(_context.Threads);
            return new ExpGcnVectors(_options.Width, Floats(all.People), Floats(all.Items), Sources(all.Layers), Floats(all.PersonAspects), Floats(all.ItemAspects), Floats(all.ByPeople), Floats(all.OnItems));
        }

        public IRanker Model() => _model(Vectors());

        public void Dispose() => Parameters.Dispose();

        private Tensor ItemLoss(Spreads all, int[] people, int[] items, RandomSource random)
        {
            int[] others = new int[people.Length * _options.Negatives];
            for (int i = 0; i < others.Length; i++) others[i] = Outside(_chosen.Indices(people[i / _options.Negatives]), _chosen.Columns, random);
            Tensor person = At(all.People, people), other = At(all.Items, others).reshape(people.Length, _options.Negatives, _options.Width);
            Tensor chosen = (person * At(all.Items, items)).sum(1, keepdim: true), against = other.matmul(person.unsqueeze(2)).squeeze(2);
            return (against - chosen).SoftPlus().mean();
        }

        /// <summary>The loss of the statements of some reviews, and which they are; null where none makes one.</summary>
        private (Tensor? Loss, int[] Statements) StatementLoss(Spreads all, int[] examples, RandomSource random)
        {
            List<int> people = [], items = [], told = [], others = [];
            var weights = new List<float>();
            int stated = examples.Count(row => _examples.Statements[row].Count > 0);
            foreach (int row in examples)
            {
                IReadOnlyList<int> ofReview = _examples.Statements[row];
                foreach (int statement in ofReview)
                {
                    int other = random.NextInt(_examples.Catalogue.Count);
                    for (int tries = 0; tries < MostTries && ofReview.Contains(other); tries++) other = random.NextInt(_examples.Catalogue.Count);
                    people.Add(_examples.Log.User[row]);
                    items.Add(_examples.Log.Item[row]);
                    told.Add(statement);
                    others.Add(other);
                    weights.Add(1f / (stated * ofReview.Count));
                }
            }
            if (told.Count == 0) return (null, []);
            Tensor person = At(all.PersonAspects, [.. people]), item = At(all.ItemAspects, [.. items]);
            Tensor Scores(List<int> statements) => (person * At(all.ByPeople, [.. statements])).sum(1).Plus((item * At(all.OnItems, [.. statements])).sum(1));
            return (((Scores(others) - Scores(told)).SoftPlus() * torch.tensor(weights.ToArray())).sum(), [.. told, .. others]);
        }

        private Spreads Spread(int threads)
        {
            int people = (int)_people.Shape[0], items = (int)_items.Shape[0];
            (Tensor personAspects, Tensor byPeople) = Halves(SparseProduct.Spread(_byPeople, torch.cat([_people.Leaf, _statements.Leaf], 0), _options.StatementLayers, threads)[^1], people);
            (Tensor itemAspects, Tensor onItems) = Halves(SparseProduct.Spread(_onItems, torch.cat([_items.Leaf, _statements.Leaf], 0), _options.StatementLayers, threads)[^1], items);
            List<Tensor> layers = SparseProduct.Spread(_choices, torch.cat([_people.Leaf.Plus(personAspects), _items.Leaf.Plus(itemAspects)], 0), _options.ItemLayers, threads);
            (Tensor person, Tensor item) = Halves(layers[^1], people);
            return new Spreads(person, item, personAspects, itemAspects, byPeople, onItems, layers);
        }

        /// <summary>What the spreads bring from each item to a new person, but for the number of the person's items.</summary>
        private float[] Sources(List<Tensor> layers)
        {
            int people = (int)_people.Shape[0], width = _options.Width;
            float[] sources = new float[_items.Shape[0] * width];
            for (int layer = 0; layer < _options.ItemLayers; layer++) TensorPrimitives.Add(sources, MemoryMarshal.Cast<byte, float>(layers[layer].contiguous().bytes)[(people * width)..], sources);
            for (int item = 0; item < sources.Length / width; item++)
            {
                int degree = _choices.Indices(people + item).Length;
                TensorPrimitives.Multiply(sources.AsSpan(item * width, width), degree == 0 ? 0 : 1 / ((_options.ItemLayers + 1) * MathF.Sqrt(degree)), sources.AsSpan(item * width, width));
            }
            return sources;
        }

        private Parameter Xavier(string name, int rows) => Parameters.Normal(name, Math.Sqrt(2.0 / (rows + _options.Width)), rows, _options.Width);

        private static (Tensor First, Tensor Second) Halves(Tensor rows, int first) => (rows.narrow(0, 0, first), rows.narrow(0, first, rows.shape[0] - first));

        private static Tensor At(Tensor rows, int[] places) => rows.index_select(0, torch.tensor(places, dtype: torch.int32));

        private static float[] Floats(Tensor tensor)
        {
            using Tensor whole = tensor.contiguous();
            return MemoryMarshal.Cast<byte, float>(whole.bytes).ToArray();
        }

        private static int Outside(ReadOnlySpan<int> chosen, int count, RandomSource random)
        {
            int other = random.NextInt(count);
            for (int tries = 0; tries < MostTries && chosen.BinarySearch(other) >= 0; tries++) other = random.NextInt(count);
            return other;
        }

        private sealed record Spreads(Tensor People, Tensor Items, Tensor PersonAspects, Tensor ItemAspects, Tensor ByPeople, Tensor OnItems, List<Tensor> Layers);
    }
}
