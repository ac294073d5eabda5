using System.Diagnostics;
using System.Globalization;
using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Losses;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Models.Circuits;
using Cicerone.Neural.Training;

namespace Cicerone.Benchmarks.Studies;

/// <summary>One forget set and one seed of <see cref="CureStudy"/>.</summary>
internal sealed class CureCase
{
    private const int ShardCount = 4, Draws = 2, RelearnSteps = 40, HeadShare = 5;
    private const double RelearnRate = 3e-4; // ten times that makes a model of a twentieth of the answers worse on the others
    private const float RetainShare = 0.6f; // E2URec's
    private readonly CureSize _size;
    private readonly string _set;
    private readonly ulong _seed;
    private readonly Action<string> _tell;
    private readonly YesNoOptions _options;
    private readonly UnlearningOptions _unlearning;
    private readonly InteractionLog _log, _trained;
    private readonly Catalogue _catalogue;
    private readonly YesNoPrompts _prompts;
    private readonly YesNoExamples _examples;
    private readonly HashSet<int> _forgotten, _head;
    private readonly Question[] _forget, _retain, _unseen, _test;
    private double[] _retrained = [];

    /// <param name="size">How large it is.</param>
    /// <param name="world">Who chose what.</param>
    /// <param name="set">Who is forgotten, as <see cref="CureWorld.Forgotten"/> has it; <c>planted</c> people say the opposite of what they did.</param>
    /// <param name="seed">Decides the people and every model.</param>
    /// <param name="tell">Told each line.</param>
    public CureCase(CureSize size, CureWorld world, string set, ulong seed, Action<string> tell)
    {
        (_size, _set, _seed, _tell, _log) = (size, set, seed, tell, world.Log);
        _options = new YesNoOptions { Width = size.Width, Layers = size.Layers, Heads = 4, Items = size.Names, Negatives = _log.HasValues ? 0 : 1, FixedNegatives = true, LearnFrom = size.LearnFrom, Dropout = 0, Epochs = size.Epochs, BatchSize = 64, LearningRate = size.Rate };
        _unlearning = UnlearningOptions.For(_options) with { Steps = size.Steps };
        (_catalogue, _prompts) = (Catalogue.Of(_log, world.Items), YesNoPrompts.Learn(world.Items, _options));
        _examples = new YesNoExamples(_log, _catalogue, _prompts, _options, seed);
        _head = [.. Enumerable.Range(0, _catalogue.Count).OrderByDescending(item => _catalogue.TrainingCounts[item]).Take(_catalogue.Count / HeadShare)];
        int[] order = [.. Enumerable.Range(0, _log.Users.Count)];
        RandomSource.For(seed, 1).Shuffle(order.AsSpan());
        int trained = order.Length * 4 / 5, unseen = (order.Length - trained) / 2;
        _forgotten = [.. world.Forgotten(set, order[..trained])];
        _trained = EventsOf([.. order[..trained]]);
        ILookup<int, Question> byPerson = _examples.Questions(epoch: 1).Select(Planted).ToLookup(question => question.Person);
        Question[] Of(IEnumerable<int> people) => [.. people.SelectMany(person => byPerson[person])];
        (_forget, _retain) = (Of(_forgotten), Of(order[..trained].Where(person => !_forgotten.Contains(person))));
        (_unseen, _test) = (Of(order[trained..(trained + unseen)]), Of(order[(trained + unseen)..]));
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
        CureFigures ofOriginal = Tell("original", original, 0, 0, originalSeconds);
        CureFigures[] ofRetrains = [.. retrains.Select((runs, retrain) => Tell("retrain", runs, 0, 0, seconds[retrain]) with
        {
            Divergence = retrains.Length == 1 ? double.NaN : AnswerFigures.Divergence(answers[retrain], MeanOf(answers.Where((_, other) => other != retrain))), // not from a mean that it is part of
        })];
        double share = _forget.Count(question => question.IsYes) / (double)_forget.Length;
        Remark($"{_forgotten.Count} people and {_forget.Length} questions to forget, {_retain.Length} to keep, {_unseen.Length} to look at, {_test.Length} to test; JSD of a retrain from the mean of the others {ofRetrains.Average(one => one.Divergence):0.0000}, of a constant answer {AnswerFigures.Divergence([.. _retrained.Select(_ => share)], _retrained):0.0000}");
        Unlearn("fine-tune", weights, _ => new UniformRule(0, 1), stranger: false);
        double conflicts = Unlearn("gradient difference by preference", weights, _ => new UniformRule(1, 1), stranger: false).Trace.Conflicts;
        Unlearn("cure by preference", weights, runs => new GroupedRule(Plan(runs, byWeight: true).Grouping.Groups), stranger: false);
        double conflictsByStranger = Unlearn("gradient difference", weights, _ => new UniformRule(1, 1)).Trace.Conflicts;
        Unlearn("pcgrad", weights, _ => new ConflictRule());
        Unlearn("teachers", weights, _ => new UniformRule(1 - RetainShare, RetainShare), teacher: Teacher(original, weights));
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
            : Unlearn(method, weights, _ => new GroupedRule(groups, projects)).Figures;
        var controls = new Dictionary<string, CureFigures?>
        {
            ["without projection"] = Control("without projection", found, projects: false),
            ["all live parts shared"] = Control("all live parts shared", [.. found.Select(group => group == CircuitGroup.Inert ? group : CircuitGroup.Shared)]),
            ["groups swapped"] = Control("groups swapped", [.. found.Select(Swapped)]),
        };
        for (int draw = 1; draw <= Draws; draw++) controls[$"groups at random, draw {draw}"] = Control($"groups at random, draw {draw}", Shuffled(found, (ulong)draw));
        Unlearn("weights of no part stay", weights, _ => new GroupedRule(found, rest: CircuitGroup.Inert));
        Unlearn("every part shared", weights, _ => new GroupedRule([.. found.Select(_ => CircuitGroup.Shared)]));
        var claims = new CureClaims
        {
            Original = ofOriginal,
            Retrains = ofRetrains,
            People = _forgotten.Count,
            Cure = cure,
            Controls = controls,
            Slopes = (conflicts, conflictsByStranger, trace.Uphill),
            Circuit = Faithful(original, plan),
            Relearned = (Relearned(cured), Relearned(retrains[0].Decoder.Weights())),
            OneByOne = _size.Requests == 0 ? [] : [ofOriginal, .. Requests(weights)],
        };
        foreach (string line in claims.Lines()) _tell(line);
        foreach (MarginRuns runs in (MarginRuns[])[.. retrains, original]) runs.Decoder.Dispose();
    }

    /// <param name="method">What to call it.</param>
    /// <param name="weights">Of the model as it was.</param>
    /// <param name="rule">Makes the rule, looking into the model where it must.</param>
    /// <param name="stranger">Whether it aims at, and expects, what a stranger would be told; else it makes the right answers unlikely, and expects no difference from people never learned from.</param>
    /// <param name="teacher">A loss of forgetting in the place of both.</param>
    private (CureFigures Figures, UnlearningTrace Trace, DecoderWeights Weights) Unlearn(string method, DecoderWeights weights, Func<MarginRuns, IUpdateRule> rule, bool stranger = true, IForgetLoss? teacher = null)
    {
        using var decoder = Decoder.Of(weights);
        var runs = new MarginRuns(decoder, _prompts.Yes, _prompts.No);
        TimeSpan start = ProcessorTime;
        UnlearningTrace trace = Unlearn(runs, rule(runs), _forget, _retain, stranger, teacher, _size.Curves ? step => Tell($"{method} after {step}", runs, step, 0, 0) : null);
        double seconds = (ProcessorTime - start).TotalSeconds;
        return (Tell(method, runs, trace.Steps, trace.Conflicts, seconds), trace, decoder.Weights());
    }

    private UnlearningTrace Unlearn(MarginRuns runs, IUpdateRule rule, Question[] forget, Question[] retain, bool stranger, IForgetLoss? teacher, Action<int>? looked)
    {
        Stranger? known = stranger ? new Stranger(EventsOf([.. retain.Select(question => question.Person)]), _catalogue, _options.LikedFrom, _unseen, Margins(runs, _unseen), new FitContext { Seed = _seed, Threads = 1 }) : null;
        double[]? foretold = known?.Margins(forget);
        var stop = new StopRule(Prompts(forget), foretold, Prompts(_unseen), known?.Margins(_unseen), runs, _seed);
        IForgetLoss? loss = teacher ?? (foretold is null ? null : new StrangerLoss(foretold, Margins(runs, forget), _unlearning.Beyond));
        return new Unlearner(runs, Prompts(forget), Prompts(retain), _unlearning, _seed, loss).Run(rule, stop, looked);
    }

    /// <summary>People ask one after the other: each time some of them are forgotten by the model that forgot the earlier ones.</summary>
    private IEnumerable<CureFigures> Requests(DecoderWeights weights)
    {
        using var decoder = Decoder.Of(weights);
        var runs = new MarginRuns(decoder, _prompts.Yes, _prompts.No);
        int[] people = [.. _forgotten];
        for (int request = 0; request < _size.Requests; request++)
        {
            HashSet<int> now = [.. people.Where((_, person) => person % _size.Requests == request)], earlier = [.. people.Where((_, person) => person % _size.Requests < request)];
            Question[] forget = [.. _forget.Where(question => now.Contains(question.Person))], retain = [.. _retain, .. _forget.Where(question => !now.Contains(question.Person) && !earlier.Contains(question.Person))];
            TimeSpan start = ProcessorTime;
            UnlearningTrace trace = Unlearn(runs, new GroupedRule(Plan(runs, forget, retain, byWeight: true).Grouping.Groups), forget, retain, stranger: true, teacher: null, looked: null);
            yield return Tell($"request {request + 1}", runs, trace.Steps, trace.Conflicts, (ProcessorTime - start).TotalSeconds);
        }
    }

    private CurePlan Plan(MarginRuns runs, bool byWeight) => Plan(runs, _forget, _retain, byWeight);

    private CurePlan Plan(MarginRuns runs, Question[] forget, Question[] retain, bool byWeight)
    {
        var counterfactuals = new CounterfactualPrompts(_trained, _catalogue, _prompts);
        RandomSource random = RandomSource.For(_seed, 2);
        PromptPair[] Pairs(Question[] questions) => counterfactuals.Pairs(questions, CurePlan.MostPairs, _options.History, random, byWeight);
        return CurePlan.Of(runs, Pairs(forget), Pairs(retain), _seed);
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
        return (Circuit.FaithfulnessOf(attribution, pairs, plan.Forget.Components), chance, RankCorrelation.Of(linear, exact));
    }

    /// <summary>How much of what was forgotten comes back, look by look, when a twentieth is learned again: AUC on the rest.</summary>
    private List<double> Relearned(DecoderWeights weights)
    {
        using var copy = Decoder.Of(weights);
        var runs = new MarginRuns(copy, _prompts.Yes, _prompts.No);
        AnsweredPrompt[] all = Prompts(_forget), some = [.. all.Where((_, i) => i % 20 == 0)], others = [.. all.Where((_, i) => i % 20 != 0)];
        double Area() => AnswerFigures.AreaUnderCurve(runs.MarginsOf([.. others.Select(prompt => prompt.Tokens)]), others);
        var areas = new List<double> { Area() };
        new Unlearner(runs, some, some, _unlearning with { Steps = RelearnSteps, Closeness = 0, LearningRate = RelearnRate }, _seed).Run(new UniformRule(0, 1), looked: _ => areas.Add(Area()));
        return areas;
    }

    /// <summary>A teacher that never learned, by a copy that learned what is to be forgotten once more.</summary>
    private TeacherLoss Teacher(MarginRuns original, DecoderWeights weights)
    {
        const double Alpha = 2;
        using var copy = Decoder.Of(weights);
        var augmented = new MarginRuns(copy, _prompts.Yes, _prompts.No);
        AnsweredPrompt[] prompts = Prompts(_forget);
        new Unlearner(augmented, prompts, prompts, _unlearning with { Steps = RelearnSteps, Closeness = 0 }, _seed).Run(new UniformRule(0, 1));
        return new TeacherLoss(original, augmented, prompts, Alpha);
    }

    /// <summary>
    /// Models for shards of the people, as they are once all have forgotten: SISA (Bourtoule et al., IEEE S&amp;P 2021), answers averaged, and groups of similar people after RecEraser.
    /// Every shard is hit here, so each is learned anew.
    /// </summary>
    private void Shards()
    {
        TimeSpan start = ProcessorTime;
        MarginRuns[] shards = Learned(question => question.Person % ShardCount);
        Tell("sisa", questions => Weighed(MarginsOf(shards, questions), _ => [.. shards.Select(_ => 1.0 / ShardCount)]), 0, 0, (ProcessorTime - start).TotalSeconds);
        foreach (MarginRuns shard in shards) shard.Decoder.Dispose();

        start = ProcessorTime;
        int[] people = [.. _retain.Select(question => question.Person).Distinct()];
        var similar = new CureShards(EventsOf([.. people]), _catalogue, people, ShardCount, _seed);
        shards = Learned(question => similar.Of[question.Person]);
        AnsweredPrompt[] unseen = Prompts(_unseen);
        (float[][] margins, double[][] nearness) = (MarginsOf(shards, _unseen), [.. _unseen.Select(similar.Nearness)]);
        double Loss(double sharpness) => Weighed(margins, i => CureShards.Weights(nearness[i], sharpness)).Zip(unseen).Average(pair => -Math.Log(AnswerFigures.Probability(pair.Second.IsYes ? pair.First : -pair.First)));
        double best = ((double[])[0, 2, 5, 10, 20]).MinBy(Loss);
        Tell("shards of similar people", questions => Weighed(MarginsOf(shards, questions), i => CureShards.Weights(similar.Nearness(questions[i]), best)), 0, 0, (ProcessorTime - start).TotalSeconds);
        foreach (MarginRuns shard in shards) shard.Decoder.Dispose();
    }

    private MarginRuns[] Learned(Func<Question, int> shardOf) =>
        [.. Enumerable.Range(0, ShardCount).Select(shard => Trained([.. _retain.Where(question => shardOf(question) == shard)], _seed + (ulong)shard, out _))];

    /// <summary>Margins of each shard's model: shape [shards][questions].</summary>
    private float[][] MarginsOf(MarginRuns[] shards, Question[] questions) => [.. shards.Select(shard => Margins(shard, questions))];

    private static float[] Weighed(float[][] margins, Func<int, double[]> weights) =>
        [.. Enumerable.Range(0, margins[0].Length).Select(i => (float)weights(i).Select((weight, shard) => weight * margins[shard][i]).Sum())];

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

    private CureFigures Tell(string method, MarginRuns runs, int steps, double conflicts, double seconds) => Tell(method, questions => Margins(runs, questions), steps, conflicts, seconds);

    private CureFigures Tell(string method, Func<Question[], float[]> margins, int steps, double conflicts, double seconds)
    {
        Question[] kept = [.. _retain.Take(2 * _forget.Length)];
        (float[] forget, float[] test) = (margins(_forget), margins(_test));
        double Area(float[] of, Question[] questions, Func<Question, bool>? only = null)
        {
            int[] chosen = [.. Enumerable.Range(0, questions.Length).Where(i => only?.Invoke(questions[i]) ?? true)];
            return AnswerFigures.AreaUnderCurve([.. chosen.Select(i => of[i])], Prompts([.. chosen.Select(i => questions[i])]));
        }
        var figures = new CureFigures(
            Area(forget, _forget), Area(margins(kept), kept), Area(test, _test), Area(test, _test, question => _head.Contains(question.Item)), Area(test, _test, question => !_head.Contains(question.Item)),
            AnswerFigures.Membership(forget, Prompts(_forget), test, Prompts(_test)), Known(forget, test), AnswerFigures.Divergence([.. forget.Select(AnswerFigures.Probability)], _retrained), steps, conflicts, seconds);
        _tell(figures.Line(_set, _seed, method));
        return figures;
    }

    /// <summary>The share of those to forget whose answers are, on the mean, surer than those of 99 of 100 people never learned from.</summary>
    private double Known(float[] forget, float[] test)
    {
        double[] Sure(float[] margins, Question[] questions) =>
            [.. margins.Zip(questions, (margin, question) => (question.Person, Right: question.IsYes ? margin : -margin)).GroupBy(answer => answer.Person).Select(answers => answers.Average(answer => (double)answer.Right)).Order()];
        double[] others = Sure(test, _test);
        double threshold = others[(int)Math.Ceiling(0.99 * others.Length) - 1];
        return Sure(forget, _forget).Count(sure => sure > threshold) / (double)_forgotten.Count;
    }

    private void Remark(FormattableString remark) => _tell($"# {_set}, seed {_seed}: {remark.ToString(CultureInfo.InvariantCulture)}");

    private static TimeSpan ProcessorTime => Process.GetCurrentProcess().TotalProcessorTime;

    private double[] Answers(MarginRuns runs) => [.. Margins(runs, _forget).Select(AnswerFigures.Probability)];

    private float[] Margins(MarginRuns runs, Question[] questions) => runs.MarginsOf([.. Prompts(questions).Select(prompt => prompt.Tokens)]);

    private InteractionLog EventsOf(HashSet<int> people) => _log.Select([.. Enumerable.Range(0, _log.Count).Where(row => people.Contains(_log.User[row]))]);

    private AnsweredPrompt[] Prompts(Question[] questions) => [.. questions.Select(question => new AnsweredPrompt(_prompts.Of(question, _catalogue), question.IsYes))];

    /// <summary>People to forget who were planted say the opposite of what they did.</summary>
    private Question Planted(Question question) => _set == "planted" && _forgotten.Contains(question.Person) ? question with { IsYes = !question.IsYes } : question;

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
}
