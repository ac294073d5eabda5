using System.Globalization;
using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Language.Unlearning.Losses;
using Cicerone.Language.Unlearning.Updates;
using Cicerone.Models;
using Cicerone.Models.Circuits;
using Cicerone.Neural;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// Takes people out of a model that answers by yes or no, after CURE: towards what a stranger would be told, each part of the model by the rule of its group.
/// Answers that were held out, of half of those who stay, decide which weights are kept; those of the other half show whether it was enough.
/// </summary>
internal sealed class YesNoForgetting
{
    private const int FewestPrompts = 100, EdgePairs = 32, EdgesShown = 24;
    private const double Remembered = 0.05, Chance = 0.05, Fall = 0.03;
    private readonly TrainingData _before, _left;
    private readonly YesNoPrompts _prompts;
    private readonly YesNoOptions _options;
    private readonly UnlearningOptions _unlearning;
    private readonly FitContext _context;
    private readonly Catalogue _catalogue;
    private readonly bool[] _stays;

    /// <param name="before">What the model has learned from.</param>
    /// <param name="left">What is left of it.</param>
    /// <param name="prompts">How its prompts are written.</param>
    /// <param name="options">Its options.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    public YesNoForgetting(TrainingData before, TrainingData left, YesNoPrompts prompts, YesNoOptions options, FitContext context)
    {
        (_before, _left, _prompts, _options, _unlearning, _context) = (before, left, prompts, options, UnlearningOptions.For(options), context);
        _catalogue = Catalogue.Of(before.Log, before.Items);
        _stays = [.. before.Log.Users.Ids.Select(person => left.Log.Users.TryIndex(person, out _))];
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
        (Question[] calibration, Question[] check) = (Half(held, 0), Half(held, 1));
        (double toldApart, double served) = (ToldApart(runs, forget, check), Served(runs, held));
        if (toldApart < 0.5 + Remembered) return Forgotten.Anew(Told($"It remembers the people too little for forgetting to be seen: the loss tells their answers from others by an AUC of {toldApart:0.000}."));

        _context.Progress?.Report(new FitProgress("looking for circuits", 0));
        var counterfactuals = new CounterfactualPrompts(_before.Log, _catalogue, _prompts);
        RandomSource random = RandomSource.For(_context.Seed, 1);
        PromptPair[] toForget = counterfactuals.Pairs(forget, CurePlan.MostPairs, _options.History, random), toKeep = counterfactuals.Pairs(retain, CurePlan.MostPairs, _options.History, random);
        if (toForget.Length == 0 || toKeep.Length < 2) return Forgotten.Anew("Too few answers follow several events, so that no circuit can be told.");
        CurePlan plan = CurePlan.Of(runs, toForget, toKeep, _context.Seed);
        IReadOnlyList<Edge> edges = new EdgeAttribution(runs).Of(toForget[..Math.Min(EdgePairs, toForget.Length)], CurePlan.Gradients);
        UnlearningTrace trace = Unlearn(runs, forget, retain, calibration, plan.Grouping.Groups);
        double toldApartNow = ToldApart(runs, forget, check);
        return new Forgotten(YesNo.Over(decoder.Weights(), _prompts, _before.Items, _left, _options, _context), How(trace),
        [
            new ForgettingCheck(Told($"how far from chance the loss tells answers of those forgotten from answers never learned (an AUC of {toldApart:0.000} before, of {toldApartNow:0.000} now)"), Math.Abs(toldApartNow - 0.5), Chance),
            new ForgettingCheck(Told($"fall of the AUC ({served:0.000} before) by which answers never learned are told, of those who stay"), served - Served(runs, held), Fall),
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

    private UnlearningTrace Unlearn(MarginRuns runs, Question[] forget, Question[] retain, Question[] unseen, IReadOnlyList<CircuitGroup> groups)
    {
        bool[] isMet = [.. _stays.Select((stays, person) => stays && !IsOf(person, half: 0))]; // those who decide are strangers as those who go are
        var stranger = new Stranger(_before.Log.Select([.. Enumerable.Range(0, _before.Log.Count).Where(row => isMet[_before.Log.User[row]])]), _catalogue, _options.LikedFrom, unseen, Margins(runs, unseen), _context);
        double[] foretold = stranger.Margins(forget);
        var stop = new StopRule(Prompts(forget), foretold, Prompts(unseen), stranger.Margins(unseen), runs, _context.Seed);
        var loss = new StrangerLoss(foretold, Margins(runs, forget), _unlearning.Beyond);
        return new Unlearner(runs, Prompts(forget), Prompts(retain), _unlearning, _context.Seed, loss).Run(new GroupedRule(groups), stop, step =>
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            _context.Progress?.Report(new FitProgress("unlearning", step / (double)_unlearning.Steps));
        });
    }

    private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string How(UnlearningTrace trace) => Told(
        $"Unlearned after CURE by circuits, in {trace.Steps} steps (of {trace.Taken} that were tried) of {_unlearning.BatchSize} answers to forget and as many to keep, towards what a stranger would be told; the slopes of the two contradicted each other in {trace.Conflicts:P0} of those that were tried.");

    /// <summary>What was learned of those who go and of those who stay, and what was held out of those who stay.</summary>
    private (Question[] Forget, Question[] Retain, Question[] Held) Questions()
    {
        var examples = new YesNoExamples(_before.Log, _catalogue, _prompts, _options, _context.Seed);
        ILookup<bool, Question> learned = examples.Questions(epoch: 1).ToLookup(question => _stays[question.Person]);
        IEnumerable<Question> held = _before.Watched is { } watched ? examples.HeldOut(watched.Valid).Where(question => _stays[question.Person]) : [];
        return ([.. learned[false]], [.. learned[true]], [.. held]);
    }

    /// <summary>What unlearning and looking for circuits cost at most, in prompts learned from; a prompt that is only answered costs a third.</summary>
    private long MostPasses(long forget, long held)
    {
        long looked = Math.Min(StopRule.MostPrompts, forget) + Math.Min(StopRule.MostPrompts, held);
        return 2L * _unlearning.BatchSize * _unlearning.Steps + looked * _unlearning.MostLooks() / 3 + 2L * CurePlan.MostPairs * (CurePlan.Gradients + 2);
    }

    /// <summary>What was held out of half of those who stay.</summary>
    private Question[] Half(Question[] held, int half) => [.. held.Where(question => IsOf(question.Person, half))];

    private bool IsOf(int person, int half) => RandomSource.For(_context.Seed, (ulong)person).NextInt(2) == half;

    private AnsweredPrompt[] Prompts(Question[] questions) => [.. questions.Select(question => new AnsweredPrompt(_prompts.Of(question, _catalogue), question.IsYes))];

    private float[] Margins(MarginRuns runs, Question[] questions) => runs.MarginsOf([.. Prompts(questions).Select(prompt => prompt.Tokens)]);

    /// <summary>The chance that an answer learned has a smaller loss than one that was not.</summary>
    private double ToldApart(MarginRuns runs, Question[] learned, Question[] unseen) => AnswerFigures.Membership(Margins(runs, learned), Prompts(learned), Margins(runs, unseen), Prompts(unseen));

    /// <summary>How well answers that were not learned are told.</summary>
    private double Served(MarginRuns runs, Question[] unseen) => AnswerFigures.AreaUnderCurve(Margins(runs, unseen), Prompts(unseen));
}
