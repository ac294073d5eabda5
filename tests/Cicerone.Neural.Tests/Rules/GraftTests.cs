using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Rules;
using Cicerone.Neural.Training;
using Cicerone.Protocols;

namespace Cicerone.Neural.Tests.Rules;

/// <summary>The released method: its network, its continuous twin, and the rules that come out.</summary>
public sealed class GraftTests
{
    private const int Items = 12;
    private static readonly LiaOptions Options = new() { Preset = LiaPreset.Released, Rules = 9, BatchSize = 8, Epochs = 2 };

    /// <summary>Everything by the definition, in double precision, from the parameters alone.</summary>
    [Fact]
    public void Extracted_rules_score_as_the_network_on_any_history()
    {
        using RuleNetwork network = Network();
        RuleSet model = RuleExtraction.AsLearned(network, People());
        var random = new RandomSource(3);
        var log = new InteractionLogBuilder();
        for (int item = 0; item < Items; item++) log.Add("one", $"item {item}", time: item);
        var catalogue = Catalogue.Of(log.Build(), ItemTable.Without(log.Build().Items));
        for (int round = 0; round < 200; round++)
        {
            bool[] x = [.. Enumerable.Range(0, Items).Select(_ => random.NextInt(3) == 0)];
            float[] scores = ((IScores)model).ScoresOf(new Query(History.Of([.. Enumerable.Range(0, Items).Where(item => x[item])]), null, 1), catalogue, [.. Enumerable.Range(0, Items)]);
            double[] expected = Forward(network, x);
            for (int item = 0; item < Items; item++) Assert.Equal(expected[item], scores[item], 1e-4);
        }
    }

    [Fact]
    public void Nothing_but_empty_equal_and_idle_rules_is_left_out()
    {
        using RuleNetwork network = Network();
        network.Write(0, new Rule(RuleOperator.And, [], 0));
        network.Write(1, new Rule(RuleOperator.Or, [], 0));
        network.Write(2, new Rule(RuleOperator.And, [1, ~2], 0));
        network.Write(3, new Rule(RuleOperator.And, [1, ~2], 0));
        network.Write(4, new Rule(RuleOperator.And, [3], 0)); // joins the item by itself
        RuleSet model = RuleExtraction.AsLearned(network, People());
        Assert.DoesNotContain(model.Rules, rule => rule.Literals.Count == 0);
        Assert.Single(model.Rules, rule => RuleExtraction.KeyOf(rule) == RuleExtraction.KeyOf(new Rule(RuleOperator.And, [1, ~2], 0)));
        Assert.DoesNotContain(model.Rules, rule => rule.Codes is [3]);
        bool[] x = new bool[Items];
        x[1] = x[3] = true;
        Assert.Equal(Forward(network, x)[7], Scores(model, x)[7], 1e-4);
    }

    [Fact]
    public void The_slopes_are_those_of_the_continuous_twin()
    {
        using RuleNetwork network = Network(soft: true);
        SparseMatrix people = People();
        var random = new RandomSource(9);
        var outputs = new PanelMatrix(people.Rows, Options.Rules);
        for (int person = 0; person < people.Rows; person++)
            for (int rule = 0; rule < Options.Rules; rule++) outputs[person, rule] = (float)random.NextNormal();
        float[] bodies = network.Bodies.Values.ToArray(), gates = network.Gates.Values.ToArray(), bodySlopes = new float[bodies.Length], gateSlopes = new float[gates.Length];
        NlafSurrogate.Slopes(new RuleBatch(people, network.Rules()), outputs, bodies, gates, bodySlopes, gateSlopes, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        for (int place = 0; place < bodies.Length; place += 5)
            AssertSlope(change => Surrogate(people, outputs, Changed(bodies, place, change), gates), bodySlopes[place]);
        for (int rule = 0; rule < gates.Length; rule++)
            AssertSlope(change => Surrogate(people, outputs, bodies, Changed(gates, rule, change)), gateSlopes[rule]);
    }

    [Fact]
    public void The_loss_and_its_slopes_in_the_linear_layer_follow_the_definition()
    {
        using RuleNetwork network = Network();
        SparseMatrix people = People();
        float[][] slopes = [.. network.Parameters.All.Select(parameter => new float[parameter.Values.Length])];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 1 };
        double loss = network.Slopes(people, slopes, parallel);
        Assert.Equal(Loss(network, people), loss, 1e-4);
        for (int parameter = 2; parameter < slopes.Length; parameter++)
            for (int place = 0; place < slopes[parameter].Length; place += 11)
            {
                const float Step = 1e-2f;
                network.Parameters.All[parameter].Values[place] += Step;
                double above = Loss(network, people);
                network.Parameters.All[parameter].Values[place] -= 2 * Step;
                double below = Loss(network, people);
                network.Parameters.All[parameter].Values[place] += Step;
                Assert.Equal((above - below) / (2 * Step), slopes[parameter][place], 1e-3);
            }
    }

    [Fact]
    public void Literals_stay_within_one_and_the_same_seed_gives_the_same_bits_on_any_threads()
    {
        InteractionLog log = Checkerboard.Log();
        var data = new TrainingData(log, ItemTable.Without(log.Items));
        RuleSet one = Lia.Fit(data, Options, new FitContext { Seed = 4, Threads = 1 }), two = Lia.Fit(data, Options, new FitContext { Seed = 4, Threads = 2 });
        for (int item = 0; item < one.ItemCount; item++) Assert.Equal(one.WeightsOfItem(item), two.WeightsOfItem(item));
        using RuleNetwork network = Network();
        network.Bodies.Values[0] = 3;
        network.Bodies.Values[1] = -3;
        network.Clamp();
        Assert.Equal((1f, -1f), (network.Bodies.Values[0], network.Bodies.Values[1]));
    }

    /// <summary>Every person of real data, with their history, half of it, and ten more items; and every reason of the first places.</summary>
    [Theory]
    [InlineData("reference/ml-100k-lia", null)]
    [InlineData("data/ml-1m/ratings_5fold.csv.gz", "fold=1=2")]
    public void On_real_data_the_exported_rules_are_the_trained_network_and_reasons_add_up(string path, string? folds)
    {
        var columns = new Dictionary<string, string>();
        if (folds is not null) columns["split"] = folds;
        Split split = SplitFolder.Read(SharedData.Path(path), new ReadOptions { Strict = true, Columns = columns }).Split;
        SparseMatrix people = SparseMatrix.PeopleByItems(split.Train);
        LiaOptions options = new() { Preset = LiaPreset.Released, Start = RuleStart.Neighbours, Rules = 300, Epochs = 2, LearningRate = 0.01 };
        var context = new FitContext { Seed = 1, Threads = 2 };
        NativeTorch.Use();
        using var network = new RuleNetwork(people.Columns, options, seed: 1);
        FirstRules.Fill(network, people, options, seed: 1);
        var learner = new GraftLearner(network, people, options, context.Parallel);
        new Trainer("lia", new TrainingData(split.Train, ItemTable.Without(split.Train.Items)), options, context).Train(learner);
        RuleSet model = learner.Model();
        Assert.NotEmpty(model.Rules);
        var catalogue = Catalogue.Of(split.Train, ItemTable.Without(split.Train.Items));
        Rule[] rules = network.Rules();
        float[] weights = network.Weights.Values.ToArray(), skip = network.Skip!.Values.ToArray(), bias = network.Bias.Values.ToArray();
        Parallel.For(0, people.Rows, person =>
        {
            var random = RandomSource.For(2, (ulong)person);
            int[] whole = people.Indices(person).ToArray();
            foreach (int[] history in (int[][])[whole, [.. whole.Where(_ => random.NextInt(2) == 0)], [.. whole.Union(Enumerable.Range(0, 10).Select(_ => random.NextInt(people.Columns)))]])
            {
                HashSet<int> x = [.. history];
                double[] expected = [.. bias.Select(value => (double)value)];
                for (int rule = 0; rule < rules.Length; rule++)
                {
                    bool Holds(int code) => code < 0 ? !x.Contains(~code) : x.Contains(code);
                    if (!(rules[rule].Operator == RuleOperator.And ? rules[rule].Codes.All(Holds) : rules[rule].Codes.Any(Holds))) continue;
                    for (int item = 0; item < expected.Length; item++) expected[item] += weights[rule * expected.Length + item];
                }
                foreach (int past in history)
                    for (int item = 0; item < expected.Length; item++) expected[item] += skip[past * expected.Length + item];
                float[] scores = new float[expected.Length];
                model.ScoreOf(history, scores);
                for (int item = 0; item < scores.Length; item++) Assert.Equal(expected[item], scores[item], Math.Max(1e-4, 2e-6 * Math.Abs(expected[item]))); // scores are sums in single precision
                foreach ((int one, int other) in FirstPlaces([.. expected.Select(score => (float)score)]).Zip(FirstPlaces(scores)))
                    Assert.True(one == other || Math.Abs(expected[one] - expected[other]) < Math.Max(1e-5, 2e-6 * Math.Abs(expected[one])), $"person {person}: item {one} and item {other} changed places");
            }
            if (person % 20 > 0) return;
            float[] own = new float[people.Columns];
            model.ScoreOf(whole, own);
            foreach (int item in FirstPlaces(own))
                Assert.Equal(own[item], model.Explain(new Query(History.Of(whole), null, 1), item, catalogue).Sum(reason => reason.Contribution!.Value), Math.Max(1e-5, 2e-6 * Math.Abs(own[item])));
        });
    }

    private static int[] FirstPlaces(float[] scores) => [.. Enumerable.Range(0, scores.Length).OrderByDescending(item => scores[item]).ThenBy(item => item).Take(20)];

    private static RuleNetwork Network(bool soft = false)
    {
        NativeTorch.Use();
        var network = new RuleNetwork(Items, Options, seed: 1);
        var random = new RandomSource(7);
        foreach (var parameter in network.Parameters.All)
            foreach (ref float value in parameter.Values) value = (float)(soft ? 0.9 * (2 * random.NextDouble() - 1) : random.NextNormal() * 0.35);
        network.Clamp();
        return network;
    }

    private static SparseMatrix People()
    {
        var random = new RandomSource(11);
        return SparseMatrix.FromRows([.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, Items).Where(_ => random.NextInt(3) == 0).Select(item => (item, 1f)).ToArray())], Items);
    }

    private static double[] Forward(RuleNetwork network, bool[] x)
    {
        int rules = Options.Rules;
        double[] scores = [.. network.Bias.Values.ToArray().Select(value => (double)value)];
        for (int rule = 0; rule < rules; rule++)
        {
            float[] body = [.. Enumerable.Range(0, Items).Select(item => network.Bodies.Values[item * rules + rule])];
            bool Holds(int item) => body[item] > 0 == x[item];
            int[] literals = [.. Enumerable.Range(0, Items).Where(item => Math.Abs(body[item]) > 0.5f)];
            bool fires = network.Gates.Values[rule] > 0 ? literals.All(Holds) : literals.Any(Holds);
            for (int item = 0; fires && item < Items; item++) scores[item] += network.Weights.Values[rule * Items + item];
        }
        for (int past = 0; past < Items; past++)
            for (int item = 0; x[past] && item < Items; item++) scores[item] += network.Skip!.Values[past * Items + item];
        return scores;
    }

    private static float[] Scores(RuleSet model, bool[] x)
    {
        float[] scores = new float[Items];
        model.ScoreOf([.. Enumerable.Range(0, Items).Where(item => x[item])], scores);
        return scores;
    }

    private static double Loss(RuleNetwork network, SparseMatrix people)
    {
        double loss = 0;
        for (int person = 0; person < people.Rows; person++)
        {
            bool[] x = new bool[Items];
            foreach (int item in people.Indices(person)) x[item] = true;
            double[] scores = Forward(network, x);
            double sum = Math.Log(scores.Sum(Math.Exp));
            foreach (int item in people.Indices(person)) loss += sum - scores[item];
        }
        return loss / people.Rows;
    }

    /// <summary>Σ slope · h̃ with h̃ as the paper's code defines it.</summary>
    private static double Surrogate(SparseMatrix people, PanelMatrix outputs, double[] bodies, double[] gates)
    {
        double U(double v) => 1 - 1 / (1 - Math.Pow(0.999 * v, 8));
        double sum = 0;
        for (int person = 0; person < people.Rows; person++)
            for (int rule = 0; rule < gates.Length; rule++)
            {
                double and = 1, or = 1;
                for (int item = 0; item < Items; item++)
                {
                    double weight = bodies[item * gates.Length + rule], x = people[person, item];
                    and += U(1 - x) * U(Math.Max(0, weight)) + U(x) * U(Math.Max(0, -weight));
                    or += U(x) * U(Math.Max(0, weight)) + U(1 - x) * U(Math.Max(0, -weight));
                }
                double gate = 1 / (1 + Math.Exp(-gates[rule]));
                sum += outputs[person, rule] * (gate * Math.Pow(and, -3) + (1 - gate) * (1 - Math.Pow(or, -3)));
            }
        return sum;
    }

    private static double Surrogate(SparseMatrix people, PanelMatrix outputs, float[] bodies, double[] gates) => Surrogate(people, outputs, [.. bodies.Select(value => (double)value)], gates);

    private static double Surrogate(SparseMatrix people, PanelMatrix outputs, double[] bodies, float[] gates) => Surrogate(people, outputs, bodies, [.. gates.Select(value => (double)value)]);

    private static double[] Changed(float[] values, int place, double by)
    {
        double[] changed = [.. values.Select(value => (double)value)];
        changed[place] += by;
        return changed;
    }

    private static void AssertSlope(Func<double, double> function, float slope)
    {
        double expected = (function(1e-5) - function(-1e-5)) / 2e-5;
        Assert.Equal(expected, slope, 1e-3 * Math.Max(1, Math.Abs(expected)));
    }
}
