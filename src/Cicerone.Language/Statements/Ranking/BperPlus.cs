using System.Runtime.InteropServices;
using Cicerone.Data.Features;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>
/// BPER+ (the baseline of Li, Zhang and Chen as StaR's released code has it): a statement has a factor for people and one for items, each times a linear map of its text, and
/// a bias for each; the score is μ times the person's part and 1 − μ times the item's. Trained pairwise, person and item apart. The released training adds the biases' difference
/// once for every dimension, its scoring once; here it is once in both. Texts are the project's vectors of words in place of BERT's.
/// </summary>
public static class BperPlus
{
    private const string Name = "bper-plus";
    private const int MostTries = 100;

    /// <summary>Learns a ranker.</summary>
    /// <param name="examples">What to learn from.</param>
    /// <param name="text">A vector of each statement.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <param name="score">The validation figure that decides when to stop; null runs all epochs.</param>
    public static StatementFactors Fit(StatementExamples examples, FeatureMatrix text, BperPlusOptions options, FitContext context, Func<IRanker, double>? score = null)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (text.Items.Count != examples.Catalogue.Count) throw new ArgumentException($"There are {text.Items.Count} vectors for {examples.Catalogue.Count} statements.", nameof(text));
        NativeTorch.Use();
        using var learner = new Learner(examples, text, options, context.Seed);
        new Trainer(Name, new TrainingData(examples.Log, Data.ItemTable.Without(examples.Log.Items)), options, context, score: score).Train(learner);
        return learner.Model();
    }

    private sealed class Learner : ILearner, IDisposable
    {
        private readonly BperPlusOptions _options;
        private readonly StatementExamples _examples;
        private readonly int[] _stated;
        private readonly HashSet<int>[] _ofPerson, _ofItem;
        private readonly Tensor _text;
        private readonly Parameter _people, _items, _forPeople, _forItems, _biasForPeople, _biasForItems, _map, _offset;

        public Learner(StatementExamples examples, FeatureMatrix text, BperPlusOptions options, ulong seed)
        {
            (_examples, _options, Parameters) = (examples, options, new ParameterSet(seed));
            _stated = [.. Enumerable.Range(0, examples.Statements.Count).Where(row => examples.Statements[row].Count > 0)];
            (_ofPerson, _ofItem) = (Sets(examples.Log.Users.Count), Sets(examples.Log.Items.Count));
            foreach (int row in _stated)
            {
                _ofPerson[examples.Log.User[row]].UnionWith(examples.Statements[row]);
                _ofItem[examples.Log.Item[row]].UnionWith(examples.Statements[row]);
            }
            int statements = examples.Catalogue.Count, width = options.Width;
            _text = torch.tensor(text.ToArray()).reshape(statements, text.Width);
            _people = Small("people", examples.Log.Users.Count, width);
            _items = Small("items", examples.Log.Items.Count, width);
            _forPeople = Small("statements-for-people", statements, width);
            _forItems = Small("statements-for-items", statements, width);
            _biasForPeople = Parameters.Constant("bias-for-people", 0, statements, 1);
            _biasForItems = Parameters.Constant("bias-for-items", 0, statements, 1);
            _map = Parameters.Normal("text-map", 1 / Math.Sqrt(text.Width), text.Width, width);
            _offset = Parameters.Constant("text-offset", 0, 1, width);
        }

        public int ExampleCount => _stated.Length;

        public ParameterSet Parameters { get; }

        public Tensor Loss(int[] examples, Step step)
        {
            int[] rows = Array.ConvertAll(examples, example => _stated[example]), people = Array.ConvertAll(rows, row => _examples.Log.User[row]), items = Array.ConvertAll(rows, row => _examples.Log.Item[row]);
            int[] told = Array.ConvertAll(rows, row => _examples.Statements[row][step.Random.NextInt(_examples.Statements[row].Count)]);
            int[] notByPerson = Array.ConvertAll(people, person => Outside(_ofPerson[person], step.Random)), notOnItem = Array.ConvertAll(items, item => Outside(_ofItem[item], step.Random));
            foreach (Parameter table in (Parameter[])[_map, _offset]) table.Touch();
            _people.Touch(people);
            _items.Touch(items);
            foreach (Parameter table in (Parameter[])[_forPeople, _biasForPeople]) table.Touch(told, notByPerson);
            foreach (Parameter table in (Parameter[])[_forItems, _biasForItems]) table.Touch(told, notOnItem);
            Tensor person = Difference(_people.Rows(people), _forPeople, _biasForPeople, told, notByPerson), item = Difference(_items.Rows(items), _forItems, _biasForItems, told, notOnItem);
            return (-person).SoftPlus().mean().Plus((-item).SoftPlus().mean()).Over(2);
        }

        public StatementFactors Model()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable _ = torch.no_grad();
            Parameters.Touch();
            float share = (float)_options.PersonShare;
            Tensor text = _text.matmul(_map.Leaf).Plus(_offset.Leaf);
            Tensor bias = _biasForPeople.Leaf.Times(share).Plus(_biasForItems.Leaf.Times(1 - share));
            Tensor statements = torch.cat([_forPeople.Leaf * text, _forItems.Leaf * text, bias], 1).contiguous();
            return new StatementFactors(Floats(_people.Leaf.Times(share)), _options.Width, Floats(_items.Leaf.Times(1 - share)), _options.Width, new ItemVectors(Floats(statements), 2 * _options.Width + 1));
        }

        IRanker ILearner.Model() => Model();

        public void Dispose()
        {
            _text.Dispose();
            Parameters.Dispose();
        }

        private Tensor Difference(Tensor owner, Parameter factors, Parameter biases, int[] told, int[] other)
        {
            Tensor Scores(int[] statements) => (owner * factors.Rows(statements) * _text.index_select(0, torch.tensor(statements, dtype: torch.int32)).matmul(_map.Leaf).Plus(_offset.Leaf)).sum(1).Plus(biases.Rows(statements).squeeze(1));
            return Scores(told) - Scores(other);
        }

        private int Outside(HashSet<int> told, RandomSource random)
        {
            int other = random.NextInt(_examples.Catalogue.Count);
            for (int tries = 0; tries < MostTries && told.Contains(other); tries++) other = random.NextInt(_examples.Catalogue.Count);
            return other;
        }

        private Parameter Small(string name, params long[] shape) => Parameters.Drawn(name, random => 0.1 * (random.NextDouble() - 0.5), shape);

        private static HashSet<int>[] Sets(int count) => [.. Enumerable.Range(0, count).Select(_ => new HashSet<int>())];

        private static float[] Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();
    }
}
