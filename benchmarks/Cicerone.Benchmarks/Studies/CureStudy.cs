using System.Diagnostics;
using System.Globalization;
using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Losses;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Models;
using Cicerone.Neural.Training;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>cure</c>: unlearning of people of the Bookshop by circuits, beside its baselines and controls, against retraining averaged over several
/// seeds. A line a method; before them the gate: whether there was anything to forget.
/// </summary>
internal static class CureStudy
{
    private const int MostPairs = 256, Steps = 5, ShardCount = 4, Draws = 5, RelearnSteps = 40;
    private const float RetainShare = 0.6f; // E2URec's

    public static void Run(string[] arguments)
    {
        Dictionary<string, string> settings = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        int Number(string name, int usual) => settings.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var size = new Size(Number("readers", 600), Number("books", 300), Number("epochs", 15), Number("retrains", 3), Number("steps", 300), Number("threads", 1), Number("curves", 0) == 1);
        string[] sets = settings.TryGetValue("sets", out string? named) ? named.Split('+') : ["random", "community", "planted"];
        Console.WriteLine("set\tseed\tmethod\tforget AUC\tretain AUC\ttest AUC\tmembership\tJSD\tsteps\tconflicts\tseconds");
        foreach (string set in sets)
            for (int seed = 1; seed <= Number("seeds", 2); seed++) new Case(size, set, (ulong)seed).Run();
    }

    private sealed record Size(int Readers, int Books, int Epochs, int Retrains, int Steps, int Threads, bool Curves);

    /// <summary>One forget set and one seed.</summary>
    private sealed class Case
    {
        private readonly Size _size;
        private readonly string _set;
        private readonly ulong _seed;
        private readonly YesNoOptions _options;
        private readonly InteractionLog _log, _trained;
        private readonly Catalogue _catalogue;
        private readonly YesNoPrompts _prompts;
        private readonly YesNoExamples _examples;
        private readonly HashSet<int> _forgotten;
        private readonly Question[] _forget, _retain, _calibration, _test;
        private double[] _retrained = [];

        public Case(Size size, string set, ulong seed)
        {
            (_size, _set, _seed) = (size, set, seed);
            _options = new YesNoOptions { Width = 96, Layers = 3, Heads = 4, Negatives = 1, Dropout = 0, Epochs = size.Epochs, BatchSize = 64, LearningRate = 2e-3 };
            var shop = new Bookshop(new BookshopOptions { Readers = size.Readers, Books = size.Books, Seed = seed });
            var log = new InteractionLogBuilder();
            for (int reader = 0; reader < size.Readers; reader++)
                foreach (BookshopEvent one in shop.EventsOf(reader)) log.Add(Bookshop.ReaderId(reader), Bookshop.BookId(one.Book), time: one.Time);
            _log = log.Build();
            var items = ItemTable.Without(_log.Items);
            (_catalogue, _prompts) = (Catalogue.Of(_log, items), YesNoPrompts.Learn(items, _options));
            _examples = new YesNoExamples(_log, _catalogue, _prompts, _options, seed);
            int[] order = [.. Enumerable.Range(0, _log.Users.Count)];
            RandomSource.For(seed, 1).Shuffle(order.AsSpan());
            int trained = order.Length * 4 / 5, unseen = (order.Length - trained) / 2;
            _forgotten = [.. set == "community" ? Community(shop, order[..trained]) : order[..(trained / 5)]];
            var known = order[..trained].ToHashSet();
            _trained = _log.Select([.. Enumerable.Range(0, _log.Count).Where(row => known.Contains(_log.User[row]))]);
            ILookup<int, Question> byPerson = _examples.Questions(epoch: 1).Select(Planted).ToLookup(question => question.Person);
            Question[] Of(IEnumerable<int> people) => [.. people.SelectMany(person => byPerson[person])];
            (_forget, _retain) = (Of(_forgotten), Of(order[..trained].Where(person => !_forgotten.Contains(person))));
            (_calibration, _test) = (Of(order[trained..(trained + unseen)]), Of(order[(trained + unseen)..]));
        }

        public void Run()
        {
            double[] seconds = new double[_size.Retrains];
            MarginRuns[] retrains = [.. seconds.Select((_, retrain) => Trained(_retain, _seed + 100 + (ulong)retrain, out seconds[retrain]))];
            double[][] answers = [.. retrains.Select(Answers)];
            _retrained = [.. Enumerable.Range(0, _forget.Length).Select(i => answers.Average(one => one[i]))];
            double floor = answers.SelectMany((one, i) => answers.Skip(i + 1).Select(other => AnswerFigures.Divergence(one, other))).DefaultIfEmpty(double.NaN).Average();
            MarginRuns original = Trained([.. _forget, .. _retain], _seed, out double originalSeconds);
            DecoderWeights weights = original.Decoder.Weights();
            Tell("original", original.MarginsOf, 0, 0, originalSeconds);
            foreach ((int retrain, MarginRuns runs) in retrains.Index()) Tell("retrain", runs.MarginsOf, 0, 0, seconds[retrain]);
            double share = _forget.Count(question => question.IsYes) / (double)_forget.Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {_set}, seed {_seed}: JSD between retrains {floor:0.0000}, of a constant answer {AnswerFigures.Divergence([.. _retrained.Select(_ => share)], _retrained):0.0000}; {_forget.Length} questions to forget, {_retain.Length} to keep"));
            Alone("fine-tune", weights, _ => (new UniformRule(0, 1), null));
            Alone("gradient difference", weights, _ => (new UniformRule(1, 1), null));
            Alone("pcgrad", weights, _ => (new ConflictRule(), null));
            Alone("teachers", weights, _ => (new UniformRule(1 - RetainShare, RetainShare), null), Teacher(original, weights));
            Shards();
            ComponentGroup[] found = [];
            using Decoder cured = Unlearn("cure", weights, runs =>
            {
                (PromptPair[] forget, PromptPair[] retain) = Pairs(byWeight: true);
                var plan = CurePlan.Of(runs, forget, retain, Steps, _seed);
                found = [.. plan.Grouping.Groups];
                return (new GroupedRule(found), Remark(plan));
            });
            Faithful(original, found);
            Relearn("cure", cured);
            Relearn("retrain", retrains[0].Decoder);
            Alone("random counterfactuals", weights, runs =>
            {
                (PromptPair[] forget, PromptPair[] retain) = Pairs(byWeight: false);
                ComponentGroup[] other = [.. CurePlan.Of(runs, forget, retain, Steps, _seed).Grouping.Groups];
                int[] live = [.. Enumerable.Range(0, other.Length).Where(part => other[part] != ComponentGroup.Inert || found[part] != ComponentGroup.Inert)];
                return (new GroupedRule(other), string.Create(CultureInfo.InvariantCulture, $"of the parts live in either, {live.Count(part => other[part] == found[part]) / (double)live.Length:0.00} are in the same group"));
            });
            Alone("without projection", weights, _ => (new GroupedRule(found, projects: false), null));
            Alone("all shared", weights, _ => (new GroupedRule([.. found.Select(_ => ComponentGroup.Shared)]), null));
            Alone("groups at random", weights, _ => (new GroupedRule(Shuffled(found)), null));
            Alone("groups swapped", weights, _ => (new GroupedRule([.. found.Select(Swapped)]), null));
            foreach (MarginRuns runs in (MarginRuns[])[.. retrains, original]) runs.Decoder.Dispose();
        }

        private void Alone(string method, DecoderWeights weights, Func<MarginRuns, (IUpdateRule Rule, string? Remark)> rule, IForgetLoss? loss = null) => Unlearn(method, weights, rule, loss).Dispose();

        private Decoder Unlearn(string method, DecoderWeights weights, Func<MarginRuns, (IUpdateRule Rule, string? Remark)> rule, IForgetLoss? loss = null)
        {
            var decoder = Decoder.Of(weights);
            var runs = new MarginRuns(decoder, _prompts.Yes, _prompts.No);
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            (IUpdateRule made, string? remark) = rule(runs);
            var unlearner = new Unlearner(runs, Prompts(_forget), Prompts(_retain), new UnlearningOptions { Steps = _size.Steps }, _seed, loss);
            StopRule? stop = _set == "community" ? null : new StopRule(Prompts(_forget), Prompts(_calibration)); // others of the same taste gain from the community too
            UnlearningTrace trace = unlearner.Run(made, stop, _size.Curves ? step => Tell($"{method} after {step}", runs.MarginsOf, step, 0, 0) : null);
            Tell(method, runs.MarginsOf, trace.Steps, trace.Conflicts, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
            if (remark is not null) Console.WriteLine($"# {remark}");
            return decoder;
        }

        private static string Remark(CurePlan plan)
        {
            string groups = string.Join(", ", plan.Grouping.Groups.CountBy(group => group).Select(group => $"{group.Key} {group.Value}"));
            return string.Create(CultureInfo.InvariantCulture, $"circuits of {plan.Forget.Components.Count} and {plan.Retain.Components.Count} parts, faithful {plan.Forget.Faithfulness:0.00} and {plan.Retain.Faithfulness:0.00}; {groups}; δ {plan.Grouping.Threshold:0.00}, largest |ρ| {plan.Grouping.Specificity.Max(Math.Abs):0.00}");
        }

        /// <summary>Whether gradients foretell patches, and whether any parts, as many as are live, would be as faithful.</summary>
        private void Faithful(MarginRuns original, ComponentGroup[] groups)
        {
            PromptPair[] pairs = Pairs(byWeight: true).Forget;
            var attribution = new Attribution(original);
            double[] linear = Grouping.Weights(attribution.Scores(pairs, Steps)), exact = Grouping.Weights(attribution.Effects(pairs));
            double chance = Enumerable.Range(0, Draws).Average(draw =>
            {
                Component[] drawn = [.. attribution.Components];
                RandomSource.For(_seed, 100 + (ulong)draw).Shuffle(drawn.AsSpan());
                return Circuit.FaithfulnessOf(attribution, pairs, drawn[..groups.Count(group => group != ComponentGroup.Inert)]);
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# rank correlation of gradients and patches {Correlation(Ranks(linear), Ranks(exact)):0.00}; as many parts at random are faithful {chance:0.00}"));
        }

        /// <summary>How much of what was forgotten comes back when a twentieth is learned again.</summary>
        private void Relearn(string method, Decoder decoder)
        {
            using var copy = Decoder.Of(decoder.Weights());
            var runs = new MarginRuns(copy, _prompts.Yes, _prompts.No);
            AnsweredPrompt[] all = Prompts(_forget), some = [.. all.Where((_, i) => i % 20 == 0)], others = [.. all.Where((_, i) => i % 20 != 0)];
            double Area() => AnswerFigures.AreaUnderCurve(runs.MarginsOf([.. others.Select(prompt => prompt.Tokens)]), others);
            double before = Area();
            new Unlearner(runs, some, some, new UnlearningOptions { Steps = RelearnSteps, Closeness = 0 }, _seed).Run(new UniformRule(0, 1));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {method}: AUC of what was forgotten {before:0.0000}, after a twentieth of it was learned again {Area():0.0000} on the rest"));
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
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            MarginRuns[] shards = [.. Enumerable.Range(0, ShardCount).Select(shard => Trained([.. _retain.Where(question => question.Person % ShardCount == shard)], _seed + (ulong)shard, out _))];
            Tell("sisa", (prompts, _) => [.. shards.Select(shard => shard.MarginsOf(prompts)).Aggregate((sum, one) => [.. sum.Zip(one, (a, b) => a + b)]).Select(sum => sum / ShardCount)], 0, 0, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
            foreach (MarginRuns shard in shards) shard.Decoder.Dispose();
        }

        private (PromptPair[] Forget, PromptPair[] Retain) Pairs(bool byWeight)
        {
            var counterfactuals = new CounterfactualPrompts(_trained, _catalogue, _prompts);
            PromptPair[] Of(Question[] questions, ulong part)
            {
                RandomSource random = RandomSource.For(_seed, part);
                Question[] shuffled = [.. questions.Where(question => question.History.Count >= 3)];
                random.Shuffle(shuffled.AsSpan());
                return [.. shuffled.Take(MostPairs).Select(question => counterfactuals.Of(question, _options.History, random, byWeight: byWeight)).OfType<PromptPair>()];
            }
            return (Of(_forget, 2), Of(_retain, 3));
        }

        private MarginRuns Trained(Question[] questions, ulong seed, out double seconds)
        {
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            LabelledText[] texts = [.. questions.Select(_examples.Text)];
            var decoder = new Decoder(YesNo.Shape(_prompts, _options), seed);
            new Trainer("cure", new TrainingData(_log, _catalogue.Items), _options, new FitContext { Seed = seed, Threads = _size.Threads })
                .Train(new LanguageLearner(decoder, decoder.Parameters, _ => texts, () => throw new InvalidOperationException("Nothing is held out, so no model is judged.")));
            seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
            return new MarginRuns(decoder, _prompts.Yes, _prompts.No);
        }

        private void Tell(string method, Func<IReadOnlyList<int[]>, IReadOnlyList<bool>?, float[]> margins, int steps, double conflicts, double seconds)
        {
            float[] Margins(Question[] questions) => margins([.. Prompts(questions).Select(prompt => prompt.Tokens)], null);
            (float[] forget, float[] test) = (Margins(_forget), Margins(_test));
            Question[] kept = [.. _retain.Take(2 * _forget.Length)];
            double[] figures =
            [
                AnswerFigures.AreaUnderCurve(forget, Prompts(_forget)), AnswerFigures.AreaUnderCurve(Margins(kept), Prompts(kept)), AnswerFigures.AreaUnderCurve(test, Prompts(_test)),
                AnswerFigures.Membership(forget, Prompts(_forget), test, Prompts(_test)), AnswerFigures.Divergence([.. forget.Select(AnswerFigures.Probability)], _retrained),
            ];
            Console.WriteLine(string.Join('\t', [_set, $"{_seed}", method, .. figures.Select(figure => figure.ToString("0.0000", CultureInfo.InvariantCulture)), $"{steps}", conflicts.ToString("0.00", CultureInfo.InvariantCulture), seconds.ToString("0.0", CultureInfo.InvariantCulture)]));
        }

        private double[] Answers(MarginRuns runs) => [.. runs.MarginsOf([.. Prompts(_forget).Select(prompt => prompt.Tokens)]).Select(margin => AnswerFigures.Probability(margin))];

        private AnsweredPrompt[] Prompts(Question[] questions) => [.. questions.Select(question => new AnsweredPrompt(_prompts.Of(question, _catalogue), question.IsYes))];

        /// <summary>People to forget who were planted say the opposite of what they did.</summary>
        private Question Planted(Question question) => _set == "planted" && _forgotten.Contains(question.Person) ? question with { IsYes = !question.IsYes } : question;

        /// <summary>Those who like one genre best, a fifth of all at most.</summary>
        private static IEnumerable<int> Community(Bookshop shop, int[] people)
        {
            int Favourite(int person) => shop.Reader(person).Taste.Index().MaxBy(genre => genre.Item).Index;
            int genre = people.CountBy(Favourite).MaxBy(group => group.Value).Key;
            return people.Where(person => Favourite(person) == genre).Take(people.Length / 5);
        }

        private ComponentGroup[] Shuffled(ComponentGroup[] groups)
        {
            ComponentGroup[] shuffled = [.. groups];
            RandomSource.For(_seed, 4).Shuffle(shuffled.AsSpan());
            return shuffled;
        }

        private static ComponentGroup Swapped(ComponentGroup group) => group switch
        {
            ComponentGroup.Forget => ComponentGroup.Retain,
            ComponentGroup.Retain => ComponentGroup.Forget,
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
}
