using System.Globalization;
using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Models;
using Cicerone.Neural;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// Takes people out of a model that answers by yes or no: every weight descends along the losses of forgetting and of keeping, which measured better than CURE's
/// groups (docs/methods/cure.md), and the circuits after CURE show what was in which part. Answers that were held out, of half of those who stay, decide when it is enough; those of
/// the other half show whether it was.
/// </summary>
internal sealed class YesNoForgetting
{
    private const int FewestPrompts = 100, EdgePairs = 32, EdgesShown = 24;
    private const double Remembered = 0.05, Chance = 0.05, Fall = 0.03;
    private static readonly UnlearningOptions Options = new();
    private readonly TrainingData _before, _left;
    private readonly YesNoPrompts _prompts;
    private readonly YesNoOptions _options;
    private readonly FitContext _context;
    private readonly Catalogue _catalogue;

    /// <param name="before">What the model has learned from.</param>
    /// <param name="left">What is left of it.</param>
    /// <param name="prompts">How its prompts are written.</param>
    /// <param name="options">Its options.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    public YesNoForgetting(TrainingData before, TrainingData left, YesNoPrompts prompts, YesNoOptions options, FitContext context)
    {
        (_before, _left, _prompts, _options, _context) = (before, left, prompts, options, context);
        _catalogue = Catalogue.Of(before.Log, before.Items);
    }

    /// <summary>The model of these weights without the people, or why it is to be learned anew.</summary>
    public Forgotten Of(DecoderWeights weights)
    {
        if (_options.Items == ItemNames.Titles && _left.Items.Items.Count < _before.Items.Items.Count) return Forgotten.Anew("Its tokens were learned from titles that only the people knew.");
        (Question[] forget, Question[] retain, Question[] held) = Questions();
        if (MostPasses(forget.Length, held.Length) > (long)_options.Epochs * retain.Length) return Forgotten.Anew("Unlearning might take longer than a fit.");
        if (Math.Min(forget.Length, held.Length) < FewestPrompts) return Forgotten.Anew($"Of {forget.Length} answers to forget and {held.Length} that were held out it could not be seen whether it forgot; {FewestPrompts} of each are needed.");
        NativeTorch.Use();
        using var decoder = Decoder.Of(weights);
        var runs = new MarginRuns(decoder, _prompts.Yes, _prompts.No);
        (Memory calibration, Memory check) = (MemoryOf(forget, held, half: 0), MemoryOf(forget, held, half: 1));
        AnsweredPrompt[] unseen = Prompts(held);
        (double toldApart, double served) = (check.ToldApart(runs), Served(runs, unseen));
        if (toldApart < 0.5 + Remembered) return Forgotten.Anew(Told($"It remembers the people too little for forgetting to be seen: the loss tells their answers from others by an AUC of {toldApart:0.000}."));

        _context.Progress?.Report(new FitProgress("looking for circuits", 0));
        var counterfactuals = new CounterfactualPrompts(_before.Log, _catalogue, _prompts);
        RandomSource random = RandomSource.For(_context.Seed, 1);
        PromptPair[] toForget = counterfactuals.Pairs(forget, CurePlan.MostPairs, _options.History, random), toKeep = counterfactuals.Pairs(retain, CurePlan.MostPairs, _options.History, random);
        if (toForget.Length == 0 || toKeep.Length < 2) return Forgotten.Anew("Too few answers follow several events, so that no circuit can be told.");
        CurePlan plan = CurePlan.Of(runs, toForget, toKeep, _context.Seed);
        IReadOnlyList<Edge> edges = new EdgeAttribution(runs).Of(toForget[..Math.Min(EdgePairs, toForget.Length)], CurePlan.Gradients);
        UnlearningTrace trace = new Unlearner(runs, Prompts(forget), Prompts(retain), Options, _context.Seed).Run(new UniformRule(1, 1), StopRule.Of(calibration.Learned, calibration.Unseen, _context.Seed), step =>
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            _context.Progress?.Report(new FitProgress("unlearning", step / (double)Options.Steps));
        });
        double toldApartNow = check.ToldApart(runs);
        return new Forgotten(YesNo.Over(decoder.Weights(), _prompts, _before.Items, _left, _options, _context), How(trace),
        [
            new ForgettingCheck(Told($"how far from chance the loss tells answers of those forgotten from answers never learned (an AUC of {toldApart:0.000} before, of {toldApartNow:0.000} now)"), Math.Abs(toldApartNow - 0.5), Chance),
            new ForgettingCheck(Told($"fall of the AUC ({served:0.000} before) by which answers never learned are told, of those who stay"), served - Served(runs, unseen), Fall),
        ])
        {
            Circuits = plan.Map(trace, edges, EdgesShown),
            Remains =
            [
                "The model answers as if it had not met the people by the test above. Other tests might still tell them; only a model that is learned anew is what it would be without them.",
                .. _options.PromptWeight > 0 ? (string[])["The texts of its prompts were learned too (prompt-weight); whether these are forgotten was not tested."] : [],
            ],
        };
    }

    private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string How(UnlearningTrace trace) =>
        $"Unlearned by gradient difference, in {trace.Steps} steps of {Options.BatchSize} answers to forget and as many to keep; the slopes of the two contradicted each other in {trace.Conflicts:P0} of them.";

    /// <summary>What was learned of those who go and of those who stay, and what was held out of those who stay.</summary>
    private (Question[] Forget, Question[] Retain, Question[] Held) Questions()
    {
        var examples = new YesNoExamples(_before.Log, _catalogue, _prompts, _options, _context.Seed);
        bool[] stays = [.. _before.Log.Users.Ids.Select(person => _left.Log.Users.TryIndex(person, out _))];
        ILookup<bool, Question> learned = examples.Questions(epoch: 1).ToLookup(question => stays[question.Person]);
        IEnumerable<Question> held = _before.Watched is { } watched ? examples.HeldOut(watched.Valid).Where(question => stays[question.Person]) : [];
        return ([.. learned[false]], [.. learned[true]], [.. held]);
    }

    /// <summary>The most prompts that unlearning and looking for circuits pass through the model, beside what a fit does.</summary>
    private static long MostPasses(long forget, long held) =>
        2L * Options.BatchSize * Options.Steps + 2L * CurePlan.MostPairs * (CurePlan.Gradients + 2) + (Math.Min(StopRule.MostPrompts, forget) + Math.Min(StopRule.MostPrompts, held)) * Options.Steps / Options.LookEvery;

    /// <summary>What is to be forgotten, and what was held out of half of those who stay.</summary>
    private Memory MemoryOf(Question[] forget, Question[] held, int half) =>
        new(Prompts(forget), Prompts([.. held.Where(question => RandomSource.For(_context.Seed, (ulong)question.Person).NextInt(2) == half)]));

    private AnsweredPrompt[] Prompts(Question[] questions) => [.. questions.Select(question => new AnsweredPrompt(_prompts.Of(question, _catalogue), question.IsYes))];

    /// <summary>Answers that were learned, and others that were not.</summary>
    private sealed record Memory(AnsweredPrompt[] Learned, AnsweredPrompt[] Unseen)
    {
        /// <summary>The chance that an answer learned has a smaller loss than one that was not.</summary>
        public double ToldApart(MarginRuns runs) => AnswerFigures.Membership(Margins(runs, Learned), Learned, Margins(runs, Unseen), Unseen);
    }

    /// <summary>How well answers that were not learned are told.</summary>
    private static double Served(MarginRuns runs, AnsweredPrompt[] unseen) => AnswerFigures.AreaUnderCurve(Margins(runs, unseen), unseen);

    private static float[] Margins(MarginRuns runs, AnsweredPrompt[] prompts) => runs.MarginsOf([.. prompts.Select(prompt => prompt.Tokens)]);
}
