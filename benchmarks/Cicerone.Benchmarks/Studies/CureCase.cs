using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Losses;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Models;
using Cicerone.Models.Circuits;
using Cicerone.Neural.Training;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>One forget set and one seed of <see cref="CureStudy"/>.</summary>
internal sealed class CureCase
{
    private const int ShardCount = 4, Draws = 2, RelearnSteps = 40;
    private const float RetainShare = 0.6f; // E2URec's
    private readonly CureSize _size;
    private readonly string _set;
    private readonly ulong _seed;
    private readonly Action<string> _tell;
    private readonly YesNoOptions _options;
    private readonly InteractionLog _log, _trained;
    private readonly Catalogue _catalogue;
    private readonly YesNoPrompts _prompts;
    private readonly YesNoExamples _examples;
    private readonly HashSet<int> _forgotten;
    private readonly Question[] _forget, _retain, _test;
    private readonly StopRule? _stop;
    private double[] _retrained = [];

    /// <param name="size">How large it is.</param>
    /// <param name="set">Who is forgotten: <c>random</c> people, one <c>community</c> of taste, or <c>planted</c> people who say the opposite of what they did.</param>
    /// <param name="seed">Decides the shop, the people and every model.</param>
    /// <param name="tell">Told each line.</param>
    /// <param name="films">The people, films and titles of ml-1m-ood, of whom random people are forgotten; null for the Bookshop.</param>
    public CureCase(CureSize size, string set, ulong seed, Action<string> tell, string? films = null)
    {
        (_size, _set, _seed, _tell) = (size, set, seed, tell);
        _options = new YesNoOptions { Width = size.Width, Layers = size.Layers, Heads = 4, Negatives = 1, FixedNegatives = true, LearnFrom = size.LearnFrom, Dropout = 0, Epochs = size.Epochs, BatchSize = 64, LearningRate = size.Rate };
        if (films is not null && set != "random") throw new CiceroneException($"Of {films} random people can be forgotten, no {set}.");
        var shop = new Bookshop(new BookshopOptions { Readers = size.Readers, Books = size.Books, Seed = seed });
        (_log, ItemTable items) = films is null ? Books(shop, size) : Films(films);
        (_catalogue, _prompts) = (Catalogue.Of(_log, items), YesNoPrompts.Learn(items, _options));
        _examples = new YesNoExamples(_log, _catalogue, _prompts, _options, seed);
        int[] order = [.. Enumerable.Range(0, _log.Users.Count)];
        RandomSource.For(seed, 1).Shuffle(order.AsSpan());
        int trained = order.Length * 4 / 5, unseen = (order.Length - trained) / 2;
        _forgotten = [.. set == "community" ? Community(shop, order[..trained]) : order[..(trained / 10)]];
        var known = order[..trained].ToHashSet();
        _trained = _log.Select([.. Enumerable.Range(0, _log.Count).Where(row => known.Contains(_log.User[row]))]);
        ILookup<int, Question> byPerson = _examples.Questions(epoch: 1).Select(Planted).ToLookup(question => question.Person);
        Question[] Of(IEnumerable<int> people) => [.. people.SelectMany(person => byPerson[person])];
        (_forget, _retain, _test) = (Of(_forgotten), Of(order[..trained].Where(person => !_forgotten.Contains(person))), Of(order[(trained + unseen)..]));
        _stop = set == "community" ? null : StopRule.Of(Prompts(_forget), Prompts(Of(order[trained..(trained + unseen)])), seed); // others of the same taste gain from the community too
    }

    /// <summary>Runs every method, tells a line of each, and then what holds.</summary>
    public void Run()
    {
        double[] seconds = new double[_size.Retrains];
        MarginRuns[] retrains = [.. seconds.Select((_, retrain) => Trained(_retain, _seed + 100 + (ulong)retrain, out seconds[retrain]))];
        double[][] answers = [.. retrains.Select(Answers)];
        double[] MeanOf(IEnumerable<double[]> several) => [.. Enumerable.Range(0, _forget.Length).Select(i => several.Average(one => one[i]))];
        _retrained = MeanOf(answers);
        MarginRuns original = Trained([.. _forget, .. _retain], _seed, out double originalSeconds);
        DecoderWeights weights = original.Decoder.Weights();
        CureFigures ofOriginal = Tell("original", original.MarginsOf, 0, 0, originalSeconds);
        CureFigures[] ofRetrains = [.. retrains.Select((runs, retrain) => Tell("retrain", runs.MarginsOf, 0, 0, seconds[retrain]) with
        {
            Divergence = retrains.Length == 1 ? double.NaN : AnswerFigures.Divergence(answers[retrain], MeanOf(answers.Where((_, other) => other != retrain))), // not from a mean that it is part of
        })];
        double share = _forget.Count(question => question.IsYes) / (double)_forget.Length;
        Remark($"{_forget.Length} questions to forget, {_retain.Length} to keep; JSD of a retrain from the mean of the others {ofRetrains.Average(one => one.Divergence):0.0000}, of a constant answer {AnswerFigures.Divergence([.. _retrained.Select(_ => share)], _retrained):0.0000}");
        Unlearn("fine-tune", weights, _ => new UniformRule(0, 1));
        double conflicts = Unlearn("gradient difference", weights, _ => new UniformRule(1, 1)).Trace.Conflicts;
        Unlearn("pcgrad", weights, _ => new ConflictRule());
        Unlearn("teachers", weights, _ => new UniformRule(1 - RetainShare, RetainShare), loss: Teacher(original, weights));
        Shards();
        CurePlan plan = null!;
        (CureFigures cure, UnlearningTrace trace, DecoderWeights cured) = Unlearn("cure", weights, runs =>
        {
            plan = Plan(runs, byWeight: true);
            return new GroupedRule(plan.Grouping.Groups);
        });
        CircuitGroup[] found = [.. plan.Grouping.Groups];
        Remark(plan, trace);
        CircuitGroup[] other = [.. Plan(original, byWeight: false).Grouping.Groups];
        int[] live = [.. Enumerable.Range(0, other.Length).Where(part => other[part] != CircuitGroup.Inert || found[part] != CircuitGroup.Inert)];
        Remark($"with events replaced at random {live.Count(part => other[part] == found[part])} of the {live.Length} parts live in either are in the same group");
        CureFigures? Control(string method, CircuitGroup[] groups, bool projects = true) => projects && groups.SequenceEqual(found) ? null
            : Unlearn(method, weights, _ => new GroupedRule(groups, projects), trace.Steps).Figures;
        var controls = new Dictionary<string, CureFigures?>
        {
            ["without projection"] = Control("without projection", found, projects: false),
            ["all live parts shared"] = Control("all live parts shared", [.. found.Select(group => group == CircuitGroup.Inert ? group : CircuitGroup.Shared)]),
            ["groups swapped"] = Control("groups swapped", [.. found.Select(Swapped)]),
        };
        for (int draw = 1; draw <= Draws; draw++) controls[$"groups at random, draw {draw}"] = Control($"groups at random, draw {draw}", Shuffled(found, (ulong)draw));
        Unlearn("every part shared", weights, _ => new GroupedRule([.. found.Select(_ => CircuitGroup.Shared)]), trace.Steps);
        var claims = new CureClaims
        {
            Original = ofOriginal,
            Retrains = ofRetrains,
            Cure = cure,
            Controls = controls,
            Slopes = (conflicts, trace.Uphill),
            Circuit = Faithful(original, plan),
            Relearned = (Relearned(cured), Relearned(retrains[0].Decoder.Weights())),
        };
        foreach (string line in claims.Lines()) _tell(line);
        foreach (MarginRuns runs in (MarginRuns[])[.. retrains, original]) runs.Decoder.Dispose();
    }

    /// <param name="method">What to call it.</param>
    /// <param name="weights">Of the model as it was.</param>
    /// <param name="rule">Makes the rule, looking into the model where it must.</param>
    /// <param name="steps">How many steps to take; null stops when it is enough.</param>
    /// <param name="loss">The loss of forgetting; null takes the usual one.</param>
    private (CureFigures Figures, UnlearningTrace Trace, DecoderWeights Weights) Unlearn(string method, DecoderWeights weights, Func<MarginRuns, IUpdateRule> rule, int? steps = null, IForgetLoss? loss = null)
    {
        using var decoder = Decoder.Of(weights);
        var runs = new MarginRuns(decoder, _prompts.Yes, _prompts.No);
        TimeSpan start = ProcessorTime;
        IUpdateRule made = rule(runs);
        UnlearningTrace trace = new Unlearner(runs, Prompts(_forget), Prompts(_retain), new UnlearningOptions { Steps = steps ?? _size.Steps }, _seed, loss)
            .Run(made, steps is null ? _stop : null, _size.Curves ? step => Tell($"{method} after {step}", runs.MarginsOf, step, 0, 0) : null);
        double seconds = (ProcessorTime - start).TotalSeconds;
        return (Tell(method, runs.MarginsOf, trace.Steps, trace.Conflicts, seconds), trace, decoder.Weights());
    }

    private CurePlan Plan(MarginRuns runs, bool byWeight)
    {
        var counterfactuals = new CounterfactualPrompts(_trained, _catalogue, _prompts);
        RandomSource random = RandomSource.For(_seed, 2);
        PromptPair[] Pairs(Question[] questions) => counterfactuals.Pairs(questions, CurePlan.MostPairs, _options.History, random, byWeight);
        return CurePlan.Of(runs, Pairs(_forget), Pairs(_retain), _seed);
    }

    private void Remark(CurePlan plan, UnlearningTrace trace)
    {
        string groups = string.Join(", ", plan.Grouping.Groups.CountBy(group => group).Select(group => $"{group.Key} {group.Value}"));
        Remark($"circuits of {plan.Forget.Components.Count} and {plan.Retain.Components.Count} parts, faithful {plan.Forget.Faithfulness:0.00} and {plan.Retain.Faithfulness:0.00}; {groups}; δ {plan.Grouping.Threshold:0.00}, largest |ρ| {plan.Grouping.Specificity.Max(Math.Abs):0.00}");
        foreach ((int part, Component component) in plan.Components.Index())
            Remark($"{component}: {plan.Grouping.Groups[part]}, c_f {plan.Grouping.Forget[part]:0.000}, c_r {plan.Grouping.Retain[part]:0.000}, slopes contradict each other in {trace.PartConflicts[part]:0.00} of the steps, moved {trace.Moved[part]:0.000}");
    }

    /// <summary>How faithful the circuit behind what is forgotten is, how faithful as many parts at random, and whether gradients foretell patches.</summary>
    private (double Faithful, double AtRandom, double Correlation) Faithful(MarginRuns original, CurePlan plan)
    {
        PromptPair[] pairs = new CounterfactualPrompts(_trained, _catalogue, _prompts).Pairs(_forget, CurePlan.MostPairs, _options.History, RandomSource.For(_seed, 3));
        var attribution = new Attribution(original);
        double[] linear = Grouping.Weights(attribution.Scores(pairs, CurePlan.Gradients)), exact = Grouping.Weights(attribution.Effects(pairs));
        double chance = Enumerable.Range(0, 5).Average(draw =>
        {
            Component[] drawn = [.. attribution.Components];
            RandomSource.For(_seed, 100 + (ulong)draw).Shuffle(drawn.AsSpan());
            return Circuit.FaithfulnessOf(attribution, pairs, drawn[..plan.Forget.Components.Count]);
        });
        return (Circuit.FaithfulnessOf(attribution, pairs, plan.Forget.Components), chance, Correlation(Ranks(linear), Ranks(exact)));
    }

    /// <summary>How much of what was forgotten comes back, look by look, when a twentieth is learned again: AUC on the rest.</summary>
    private List<double> Relearned(DecoderWeights weights)
    {
        using var copy = Decoder.Of(weights);
        var runs = new MarginRuns(copy, _prompts.Yes, _prompts.No);
        AnsweredPrompt[] all = Prompts(_forget), some = [.. all.Where((_, i) => i % 20 == 0)], others = [.. all.Where((_, i) => i % 20 != 0)];
        double Area() => AnswerFigures.AreaUnderCurve(runs.MarginsOf([.. others.Select(prompt => prompt.Tokens)]), others);
        var areas = new List<double> { Area() };
        new Unlearner(runs, some, some, new UnlearningOptions { Steps = RelearnSteps, Closeness = 0 }, _seed).Run(new UniformRule(0, 1), looked: _ => areas.Add(Area()));
        return areas;
    }

    /// <summary>A teacher that never learned, by a copy that learned what is to be forgotten once more.</summary>
    private TeacherLoss Teacher(MarginRuns original, DecoderWeights weights)
    {
        const double Alpha = 2;
        using var copy = Decoder.Of(weights);
        var augmented = new MarginRuns(copy, _prompts.Yes, _prompts.No);
        AnsweredPrompt[] prompts = Prompts(_forget);
        new Unlearner(augmented, prompts, prompts, new UnlearningOptions { Steps = RelearnSteps, Closeness = 0 }, _seed).Run(new UniformRule(0, 1));
        return new TeacherLoss(original, augmented, prompts, Alpha);
    }

    /// <summary>SISA (Bourtoule et al., IEEE S&amp;P 2021) after it has forgotten: a model for each shard of the people, answers averaged. Every shard is hit here, so each is learned anew.</summary>
    private void Shards()
    {
        TimeSpan start = ProcessorTime;
        MarginRuns[] shards = [.. Enumerable.Range(0, ShardCount).Select(shard => Trained([.. _retain.Where(question => question.Person % ShardCount == shard)], _seed + (ulong)shard, out _))];
        double seconds = (ProcessorTime - start).TotalSeconds;
        Tell("sisa", (prompts, _) => [.. shards.Select(shard => shard.MarginsOf(prompts)).Aggregate((sum, one) => [.. sum.Zip(one, (a, b) => a + b)]).Select(sum => sum / ShardCount)], 0, 0, seconds);
        foreach (MarginRuns shard in shards) shard.Decoder.Dispose();
    }

    private MarginRuns Trained(Question[] questions, ulong seed, out double seconds)
    {
        TimeSpan start = ProcessorTime;
        LabelledText[] texts = [.. questions.Select(_examples.Text)];
        var decoder = new Decoder(YesNo.Shape(_prompts, _options), seed);
        new Trainer("cure", new TrainingData(_log, _catalogue.Items), _options, new FitContext { Seed = seed, Threads = 1 })
            .Train(new LanguageLearner(decoder, decoder.Parameters, _ => texts, () => throw new InvalidOperationException("Nothing is held out, so no model is judged.")));
        seconds = (ProcessorTime - start).TotalSeconds;
        return new MarginRuns(decoder, _prompts.Yes, _prompts.No);
    }

    private CureFigures Tell(string method, Func<IReadOnlyList<int[]>, IReadOnlyList<bool>?, float[]> margins, int steps, double conflicts, double seconds)
    {
        Question[] kept = [.. _retain.Take(2 * _forget.Length)];
        float[] Margins(Question[] questions) => margins([.. Prompts(questions).Select(prompt => prompt.Tokens)], null);
        (float[] forget, float[] test) = (Margins(_forget), Margins(_test));
        var figures = new CureFigures(
            AnswerFigures.AreaUnderCurve(forget, Prompts(_forget)), AnswerFigures.AreaUnderCurve(Margins(kept), Prompts(kept)), AnswerFigures.AreaUnderCurve(test, Prompts(_test)),
            AnswerFigures.Membership(forget, Prompts(_forget), test, Prompts(_test)), AnswerFigures.Divergence([.. forget.Select(AnswerFigures.Probability)], _retrained), steps, conflicts, seconds);
        _tell(figures.Line(_set, _seed, method));
        return figures;
    }

    private void Remark(FormattableString remark) => _tell($"# {_set}, seed {_seed}: {remark.ToString(CultureInfo.InvariantCulture)}");

    private static TimeSpan ProcessorTime => Process.GetCurrentProcess().TotalProcessorTime;

    private double[] Answers(MarginRuns runs) => [.. runs.MarginsOf([.. Prompts(_forget).Select(prompt => prompt.Tokens)]).Select(margin => AnswerFigures.Probability(margin))];

    private AnsweredPrompt[] Prompts(Question[] questions) => [.. questions.Select(question => new AnsweredPrompt(_prompts.Of(question, _catalogue), question.IsYes))];

    /// <summary>People to forget who were planted say the opposite of what they did.</summary>
    private static (InteractionLog Log, ItemTable Items) Books(Bookshop shop, CureSize size)
    {
        var log = new InteractionLogBuilder();
        for (int reader = 0; reader < size.Readers; reader++)
            foreach (BookshopEvent one in shop.EventsOf(reader)) log.Add(Bookshop.ReaderId(reader), Bookshop.BookId(one.Book), time: one.Time);
        InteractionLog built = log.Build();
        return (built, ItemTable.Without(built.Items));
    }

    /// <summary>What people liked, of all three parts of the file, with titles.</summary>
    private static (InteractionLog Log, ItemTable Items) Films(string path)
    {
        var log = new InteractionLogBuilder();
        var titles = new Dictionary<string, string>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        string[] head = reader.ReadLine()!.Split('\t');
        int Column(string name) => Array.IndexOf(head, name) is >= 0 and int column ? column : throw new CiceroneException($"{path} has no column '{name}'.");
        (int user, int item, int label, int time, int title) = (Column("uid"), Column("iid"), Column("label"), Column("timestamp"), Column("title"));
        while (reader.ReadLine()?.Split('\t') is { } row)
        {
            if (row[label] != "1") continue;
            log.Add(row[user], row[item], time: 1000 * long.Parse(row[time], CultureInfo.InvariantCulture));
            titles[row[item]] = row[title];
        }
        InteractionLog built = log.Build();
        return (built, new ItemTable(built.Items, new Dictionary<string, string?[]> { ["title"] = [.. built.Items.Ids.Select(id => titles[id])] }));
    }

    private Question Planted(Question question) => _set == "planted" && _forgotten.Contains(question.Person) ? question with { IsYes = !question.IsYes } : question;

    /// <summary>Those who like one genre best, a tenth of all at most.</summary>
    private static IEnumerable<int> Community(Bookshop shop, int[] people)
    {
        int Favourite(int person) => shop.Reader(person).Taste.Index().MaxBy(genre => genre.Item).Index;
        int genre = people.CountBy(Favourite).MaxBy(group => group.Value).Key;
        return people.Where(person => Favourite(person) == genre).Take(people.Length / 10);
    }

    private CircuitGroup[] Shuffled(CircuitGroup[] groups, ulong draw)
    {
        CircuitGroup[] shuffled = [.. groups];
        RandomSource.For(_seed + draw, 4).Shuffle(shuffled.AsSpan());
        return shuffled;
    }

    private static CircuitGroup Swapped(CircuitGroup group) => group switch
    {
        CircuitGroup.Forget => CircuitGroup.Retain,
        CircuitGroup.Retain => CircuitGroup.Forget,
        _ => group,
    };

    private static double[] Ranks(double[] values) => [.. values.Select(value => (double)values.Count(other => other < value))];

    private static double Correlation(double[] one, double[] other)
    {
        (double first, double second) = (one.Average(), other.Average());
        double product = one.Zip(other, (a, b) => (a - first) * (b - second)).Sum();
        return product / Math.Sqrt(one.Sum(a => (a - first) * (a - first)) * other.Sum(b => (b - second) * (b - second)));
    }
}
