using System.Diagnostics;
using System.Globalization;
using Cicerone.Data;
using Cicerone.Language.Recommender;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
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
    private const int MostPairs = 256;

    public static void Run(string[] arguments)
    {
        Dictionary<string, string> settings = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        int Number(string name, int usual) => settings.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        var size = new Size(Number("readers", 600), Number("books", 300), Number("epochs", 15), Number("retrains", 3), Number("steps", 300), Number("threads", 1));
        string[] sets = settings.TryGetValue("sets", out string? named) ? named.Split('+') : ["random", "community", "planted"];
        Console.WriteLine("set\tseed\tmethod\tforget AUC\tretain AUC\ttest AUC\tmembership\tJSD\tsteps\tconflicts\tseconds");
        foreach (string set in sets)
            for (int seed = 1; seed <= Number("seeds", 2); seed++) new Case(size, set, (ulong)seed).Run();
    }

    private sealed record Size(int Readers, int Books, int Epochs, int Retrains, int Steps, int Threads);

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
            Tell("original", original, 0, 0, originalSeconds);
            foreach ((int retrain, MarginRuns runs) in retrains.Index()) Tell("retrain", runs, 0, 0, seconds[retrain]);
            double share = _forget.Count(question => question.IsYes) / (double)_forget.Length;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {_set}, seed {_seed}: JSD between retrains {floor:0.0000}, of a constant answer {AnswerFigures.Divergence([.. _retrained.Select(_ => share)], _retrained):0.0000}; {_forget.Length} questions to forget, {_retain.Length} to keep"));
            Unlearn("fine-tune", weights, _ => (new UniformRule(0, 1), null));
            Unlearn("gradient difference", weights, _ => (new UniformRule(1, 1), null));
            Unlearn("pcgrad", weights, _ => (new ConflictRule(), null));
            ComponentGroup[] found = [];
            Unlearn("cure", weights, runs =>
            {
                CurePlan plan = Plan(runs, byWeight: true);
                found = [.. plan.Grouping.Groups];
                string groups = string.Join(", ", found.CountBy(group => group).Select(group => $"{group.Key} {group.Value}"));
                return (new GroupedRule(found), string.Create(CultureInfo.InvariantCulture, $"circuits of {plan.Forget.Components.Count} and {plan.Retain.Components.Count} parts, faithful {plan.Forget.Faithfulness:0.00} and {plan.Retain.Faithfulness:0.00}; {groups}; δ {plan.Grouping.Threshold:0.00}, largest |ρ| {plan.Grouping.Specificity.Max(Math.Abs):0.00}"));
            });
            Unlearn("random counterfactuals", weights, runs =>
            {
                ComponentGroup[] other = [.. Plan(runs, byWeight: false).Grouping.Groups];
                int[] live = [.. Enumerable.Range(0, other.Length).Where(part => other[part] != ComponentGroup.Inert || found[part] != ComponentGroup.Inert)];
                return (new GroupedRule(other), string.Create(CultureInfo.InvariantCulture, $"of the parts live in either, {live.Count(part => other[part] == found[part]) / (double)live.Length:0.00} are in the same group"));
            });
            Unlearn("without projection", weights, _ => (new GroupedRule(found, projects: false), null));
            Unlearn("all shared", weights, _ => (new GroupedRule([.. found.Select(_ => ComponentGroup.Shared)]), null));
            Unlearn("groups at random", weights, _ => (new GroupedRule(Shuffled(found)), null));
            Unlearn("groups swapped", weights, _ => (new GroupedRule([.. found.Select(Swapped)]), null));
            foreach (MarginRuns runs in (MarginRuns[])[.. retrains, original]) runs.Decoder.Dispose();
        }

        private void Unlearn(string method, DecoderWeights weights, Func<MarginRuns, (IUpdateRule Rule, string? Remark)> rule)
        {
            using var decoder = Decoder.Of(weights);
            var runs = new MarginRuns(decoder, _prompts.Yes, _prompts.No);
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            (IUpdateRule made, string? remark) = rule(runs);
            var unlearner = new Unlearner(runs, Prompts(_forget), Prompts(_retain), new UnlearningOptions { Steps = _size.Steps }, _seed);
            StopRule? stop = _set == "community" ? null : new StopRule(Prompts(_forget), Prompts(_calibration)); // others of the same taste gain from the community too
            UnlearningTrace trace = unlearner.Run(made, stop);
            Tell(method, runs, trace.Steps, trace.Conflicts, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
            if (remark is not null) Console.WriteLine($"# {remark}");
        }

        private CurePlan Plan(MarginRuns runs, bool byWeight)
        {
            var counterfactuals = new CounterfactualPrompts(_trained, _catalogue, _prompts);
            PromptPair[] Pairs(Question[] questions, ulong part)
            {
                RandomSource random = RandomSource.For(_seed, part);
                Question[] shuffled = [.. questions.Where(question => question.History.Count >= 3)];
                random.Shuffle(shuffled.AsSpan());
                return [.. shuffled.Take(MostPairs).Select(question => counterfactuals.Of(question, _options.History, random, byWeight: byWeight)).OfType<PromptPair>()];
            }
            return CurePlan.Of(runs, Pairs(_forget, 2), Pairs(_retain, 3), steps: 5, _seed);
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

        private void Tell(string method, MarginRuns runs, int steps, double conflicts, double seconds)
        {
            float[] Margins(Question[] questions) => runs.MarginsOf([.. Prompts(questions).Select(prompt => prompt.Tokens)]);
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
    }
}
