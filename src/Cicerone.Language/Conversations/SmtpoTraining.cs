using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Reinforcement;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Conversations.Views;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Conversations;

/// <summary>The training of <see cref="Smtpo"/>, stage by stage; each stage goes on from the weights as they are.</summary>
internal sealed class SmtpoTraining : IDisposable
{
    private readonly TrainingData _data;
    private readonly SmtpoOptions _options;
    private readonly FitContext _context;
    private readonly Truth _truth;
    private readonly TalkWords _words;
    private readonly ItemLexicon _lexicon;
    private readonly IRanker _finder;
    private readonly IReadOnlyList<Search> _searches;
    private readonly Decoder _person, _policy;
    private readonly TrainingData _before;
    private readonly IRanker? _finderBefore;
    private TalkWorld? _world;
    private ViewFusion? _fusion;
    private Lazy<TalkCase[]> _moments;

    /// <summary>Learns the finder, and readies the talks to learn from, whose retriever has not seen that anybody found what they look for.</summary>
    /// <param name="data">Who chose what, and what is known of the items.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads, progress, checkpoints.</param>
    /// <param name="start">The model to go on from; null begins anew.</param>
    public SmtpoTraining(TrainingData data, SmtpoOptions options, FitContext context, SmtpoModel? start = null)
    {
        NativeTorch.Use();
        (_data, _options, _context) = (data with { Watched = null }, options, context); // no validation: stages run all of their epochs
        _lexicon = new ItemLexicon(data.Items);
        _words = TalkWords.Learn(_lexicon, data.Items.Items.Count, options);
        _truth = new Truth(_words, _lexicon);
        _finder = (IRanker)Smtpo.Finder(options).Fit(data, context);
        (_searches, InteractionLog before) = SearchTable.Of(data.Log, _truth, options, context.Seed);
        _before = _data with { Log = before };
        if (before.Count == 0) _searches = [];
        else _finderBefore = (IRanker)Smtpo.Finder(options).Fit(_before, context with { CheckpointFolder = null });
        _fusion = start?.Fusion as ViewFusion;
        _moments = Talk();
        (_person, _policy) = start is null ? (Begun(RandomSource.Mix(context.Seed ^ 1)), Begun(context.Seed)) : start.Decoders();
    }

    /// <summary>The model that the present weights make.</summary>
    public SmtpoModel Model() => new(_policy.Weights(), _person.Weights(), _words, _finder, _fusion, _options);

    /// <summary>Learns the fusion of both views from talks in which they are added; where items have no text there is nothing to fuse.</summary>
    public void FuseViews()
    {
        if (_world is null || _world.Text.Length == 0 || _options.FusionEpochs == 0) return;
        FusionCase[] cases = [.. _moments.Value.Select(moment =>
        {
            (float[] said, int[] chosen) = _world.MomentOf(moment.Search.Told, moment.Before, moment.Now);
            return new FusionCase(said, chosen, moment.Search.Target);
        })];
        var options = new FusionOptions { Epochs = _options.FusionEpochs };
        _fusion = ViewFusion.Fit(cases, FusionItems.Of(_world.Text, _before, options.Factors, _context), _before, options, _context, share: 0.1);
        _moments = Talk();
    }

    /// <summary>Tunes the simulated person on its tasks.</summary>
    public void TunePerson()
    {
        if (_world is null) return;
        var examples = new PersonExamples(_moments.Value, _world, _truth, _data.Items.Items.Count, _options, _context.Seed);
        new Trainer("smtpo-person", _data, _options with { Epochs = _options.PersonEpochs }, _context, shareBefore: 0.1, share: 0.2).Train(new LanguageLearner(_person, _person.Parameters, examples.Texts, Model));
    }

    /// <summary>Fine-tunes the recommender on chains that are made knowing the item.</summary>
    public void FineTune()
    {
        if (_world is null) return;
        var examples = new ChainExamples(_moments.Value, _world, _truth, _context.Seed);
        new Trainer("smtpo-chains", _data, _options, _context, shareBefore: 0.3, share: 0.4).Train(new LanguageLearner(_policy, _policy.Parameters, examples.Texts, Model));
    }

    /// <summary>Reinforces the recommender in talks with the simulated person, who stays as they are.</summary>
    public void Reinforce()
    {
        if (_world is null) return;
        using var tuned = Decoder.Of(_policy.Weights(), learned: false);
        var rollouts = new Rollouts(_world, new Simulator(_person.Weights(), _words, _lexicon), _options);
        SmtpoOptions reinforcement = _options with { Epochs = _options.Rounds, BatchSize = _options.People, LearningRate = _options.PolicyRate, Schedule = Schedule.Constant, Warmup = 0 };
        new Trainer("smtpo-policy", _data, reinforcement, _context, shareBefore: 0.7, share: 0.3).Train(new GrpoLearner(_policy, tuned, _searches, rollouts, _options, Model));
    }

    /// <summary>The moments of talks with the retriever as it is.</summary>
    private Lazy<TalkCase[]> Talk()
    {
        if (_finderBefore is not null) _world = new TalkWorld(_finderBefore, Catalogue.Of(_before.Log, _data.Items), _lexicon, _words, _options.Depth, _fusion);
        return new Lazy<TalkCase[]>(() => [.. TalkCase.Of(_searches, _world!, _truth, _options.Turns)]);
    }

    private Decoder Begun(ulong seed) => new(_words.Shape(_options), seed, deviation: 1 / Math.Sqrt(_options.Width));

    public void Dispose()
    {
        _person.Dispose();
        _policy.Dispose();
    }
}
