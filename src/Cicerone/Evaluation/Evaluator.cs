using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Metrics;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// Ranks the whole catalogue for every person that has held-out events. Blocked, so that memory does not grow with people
/// × items; the figures are the same for any batch size, number of threads and list of cutoffs. A person without training
/// events is a stranger to the model: it gets their history, never their index.
/// </summary>
public sealed class Evaluator
{
    private readonly Split _split;
    private readonly SplitPart _part;
    private readonly EvaluationOptions _options;
    private readonly Catalogue _catalogue;
    private readonly RankingSource _rank;
    private readonly IRanker? _model;
    private readonly Histories _history, _mask, _answers;
    private readonly bool[] _known;
    private readonly ItemFacts? _facts;
    private readonly PersonFigures _figures;
    private readonly Exposure? _exposure;
    private int _unreachable, _withoutHistory;

    /// <param name="ground">The items and candidates.</param>
    /// <param name="split">The data and the rules: all, or a bucket of them.</param>
    /// <param name="part">Which held-out part.</param>
    /// <param name="options">Cutoffs, threads, seed.</param>
    /// <param name="rank">Where rankings come from.</param>
    /// <param name="model">The model behind them, when it can be asked for every score; else there is no area under the curve.</param>
    private Evaluator(EvaluationGround ground, Split split, SplitPart part, EvaluationOptions options, RankingSource rank, IRanker? model)
    {
        (_split, _part, _options, _rank, _model) = (split, part, options, rank, options.Detailed ? model : null);
        (_catalogue, _facts, _exposure) = ground;
        _history = Together(SplitRules.Before(part, split.Rules.History));
        _mask = Together(SplitRules.Before(part, split.Rules.Mask));
        _answers = Histories.Of(split[part]);
        _known = new bool[_answers.Count];
        foreach (int person in split.Train.User) _known[person] = true;
        _figures = new PersonFigures(options, _facts);
    }

    /// <summary>Where rankings come from: the people by index, and the same as queries.</summary>
    internal delegate void RankingSource(ReadOnlySpan<int> people, ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into);

    /// <summary>Evaluates a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalogue">The items and candidates; the rules of the split may leave fewer candidates.</param>
    /// <param name="split">The data and the rules.</param>
    /// <param name="part">Which held-out part: validation while choosing, test once.</param>
    /// <param name="options">Cutoffs, threads, seed.</param>
    /// <param name="progress">Told the share of people done.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    public static EvaluationResult Evaluate(IRanker model, Catalogue catalogue, Split split, SplitPart part,
        EvaluationOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(catalogue);
        return Of(model, EvaluationGround.Of(catalogue, split, options), split, part, options).Run(progress, cancellation);
    }

    /// <summary>Evaluates a model on a split in buckets, one after the other. The figures are those of all buckets together in memory, but for diversity where the items have no categories.</summary>
    /// <param name="model">The model.</param>
    /// <param name="split">The data and the rules.</param>
    /// <param name="part">Which held-out part.</param>
    /// <param name="options">Cutoffs, threads, seed.</param>
    /// <param name="progress">Told the share of buckets done.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    /// <exception cref="CiceroneException">Nobody has events in that part.</exception>
    public static EvaluationSummary Evaluate(IRanker model, SplitBuckets split, SplitPart part, EvaluationOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        var ground = EvaluationGround.Of(split, options);
        Evaluator? one = null;
        FigureSums? sums = null;
        SliceSize[] slices = [], bins = [];
        int unreachable = 0, withoutHistory = 0;
        for (int bucket = 0; bucket < split.Count; bucket++)
        {
            one = Of(model, ground, split[bucket], part, options);
            (int[] people, double[][] figures) = one.JudgeEveryone(progress: null, cancellation);
            sums ??= new FigureSums(one.Keys);
            foreach (double[] row in figures) sums.Add(row);
            (slices, bins) = (Joined(slices, one.SlicesOf(people)), Joined(bins, one.BinsOf(people)));
            (unreachable, withoutHistory) = (unreachable + one._unreachable, withoutHistory + one._withoutHistory);
            progress?.Report((bucket + 1.0) / split.Count);
        }
        return new EvaluationSummary(one!.Keys, one.DetailCount, sums!, new Lazy<string>(split.Fingerprint))
        {
            Part = part,
            Definitions = one.Definitions,
            Overall = new OrderedDictionary<string, double>(ground.Exposure?.Figures() ?? []),
            Slices = slices,
            Bins = bins,
            Candidates = ground.Catalogue.CandidateCount,
            Unreachable = unreachable,
            WithoutHistory = withoutHistory,
        };
    }

    /// <summary>Evaluates rankings that come from elsewhere.</summary>
    internal static EvaluationResult Evaluate(RankingSource rank, Catalogue catalogue, Split split, SplitPart part, EvaluationOptions options) =>
        new Evaluator(EvaluationGround.Of(catalogue, split, options), split, part, options, rank, model: null).Run(progress: null, CancellationToken.None);

    private static Evaluator Of(IRanker model, EvaluationGround ground, Split split, SplitPart part, EvaluationOptions options) =>
        new(ground, split, part, options, (_, queries, items, request, into) => model.TopK(queries, items, request, into), model);

    private IReadOnlyList<string> Keys => _model is null ? _figures.Keys : [.. _figures.Keys, "auc"];

    private int DetailCount => Keys.Count - RankingMetric.All.Count * _options.Cutoffs.Count;

    private IReadOnlyList<KeyValuePair<string, string>> Definitions => [.. _figures.Definitions, .. OverallDefinitions()];

    private EvaluationResult Run(IProgress<double>? progress, CancellationToken cancellation)
    {
        (int[] people, double[][] figures) = JudgeEveryone(progress, cancellation);
        Split split = _split;
        return new EvaluationResult(Keys, DetailCount, people, figures, new Lazy<string>(split.Fingerprint))
        {
            Part = _part,
            Definitions = Definitions,
            Overall = new OrderedDictionary<string, double>([.. _exposure?.Figures() ?? [], .. WeightedFigures(people, figures)]),
            Slices = SlicesOf(people),
            Bins = BinsOf(people),
            Candidates = _catalogue.CandidateCount,
            Unreachable = _unreachable,
            WithoutHistory = _withoutHistory,
        };
    }

    private (int[] People, double[][] Figures) JudgeEveryone(IProgress<double>? progress, CancellationToken cancellation)
    {
        int[] people = [.. Enumerable.Range(0, _answers.Count).Where(person => _answers[person].Count > 0)];
        double[][] figures = new double[people.Length][];
        int blocks = (people.Length + _options.BatchSize - 1) / _options.BatchSize, done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellation };
        Parallel.For(0, blocks, parallel, block =>
        {
            int start = block * _options.BatchSize, count = Math.Min(_options.BatchSize, people.Length - start);
            Judge(people.AsSpan(start, count), figures.AsSpan(start, count));
            progress?.Report((double)Interlocked.Increment(ref done) / blocks);
        });
        return (people, figures);
    }

    /// <summary>Ranks for some people and writes their figures.</summary>
    private void Judge(ReadOnlySpan<int> people, Span<double[]> figures)
    {
        var queries = new Query[people.Length];
        var excluded = new ReadOnlyMemory<int>[people.Length];
        HashSet<int>[] masks = new HashSet<int>[people.Length], answers = new HashSet<int>[people.Length];
        for (int i = 0; i < people.Length; i++)
        {
            queries[i] = QueryOf(people[i]);
            excluded[i] = _mask[people[i]].Items;
            masks[i] = [.. excluded[i].Span];
            answers[i] = [.. _answers[people[i]].Items.Span];
            Count(queries[i], masks[i], answers[i]);
        }
        var ranking = new TopKResult(people.Length, Math.Min(_options.Cutoffs[^1], _catalogue.CandidateCount));
        if (ranking.Places > 0) _rank(people, queries, _catalogue, new TopKRequest(ranking.Places, excluded), ranking);
        double[] areas = new double[people.Length];
        if (_model is not null) WholeRanking.Areas(_model, queries, _catalogue, masks, answers, areas);
        for (int i = 0; i < people.Length; i++)
        {
            figures[i] = new double[_figures.Keys.Count + (_model is null ? 0 : 1)];
            if (_model is not null) figures[i][^1] = areas[i];
            Judge(ranking.Items(i), masks[i], answers[i], figures[i]);
        }
    }

    private void Judge(ReadOnlySpan<int> ranked, HashSet<int> mask, HashSet<int> answers, Span<double> figures)
    {
        Span<bool> hits = ranked.Length <= 1024 ? stackalloc bool[ranked.Length] : new bool[ranked.Length];
        for (int place = 0; place < ranked.Length; place++) hits[place] = answers.Contains(ranked[place]);
        int[] expected = _facts is null ? [] : [.. _facts.ByPopularity.Where(item => !mask.Contains(item)).Take(_options.Cutoffs[^1])];
        _figures.Of(new JudgedList { Items = ranked, Hits = hits, Answers = [.. answers], Expected = expected }, figures);
        _exposure?.Add(ranked);
    }

    private Query QueryOf(int person)
    {
        Query query = Query.OfPerson(_split.Train.Users, person, _history[person], _options.Seed) with { Context = ContextOf(person) };
        return _known[person] ? query : query with { Person = null };
    }

    /// <summary>What the rules let a query tell beside the history: the profile, and perhaps the action that is held out.</summary>
    private QueryContext ContextOf(int person) => new(
        _split.Rules.TellsAction && _split[_part].HasActions ? _split[_part].Actions[_answers[person].Actions.Span[0]] : null,
        _split.People.Columns.Count > 0 ? _split.People[person] : null);

    private void Count(Query query, HashSet<int> mask, HashSet<int> answers)
    {
        if (query.History.Count == 0) Interlocked.Increment(ref _withoutHistory);
        Interlocked.Add(ref _unreachable, answers.Count(item => mask.Contains(item) || !_catalogue.IsCandidate(item)));
    }

    private SliceSize[] SlicesOf(int[] people) => _facts is null ? [] : Sizes(people, PersonFigures.Slices, [.. _facts.SliceSizes], item => (int)_facts.SliceOf(item));

    private SliceSize[] BinsOf(int[] people) => _facts is null ? [] : Sizes(people, CountBin.Names, [.. _facts.BinSizes], _facts.BinOf);

    /// <summary>Sizes of two buckets' slices together: of the same items.</summary>
    private static SliceSize[] Joined(SliceSize[] before, SliceSize[] more) =>
        before.Length == 0 ? more : [.. before.Zip(more, (one, other) => one with { Answers = one.Answers + other.Answers, People = one.People + other.People })];

    /// <summary>What lies behind groups of items; an item whose group is negative is in none.</summary>
    private SliceSize[] Sizes(int[] people, IReadOnlyList<string> names, int[] items, Func<int, int> groupOf)
    {
        int[] answers = new int[items.Length], having = new int[items.Length];
        foreach (int person in people)
        {
            int[] counts = new int[items.Length];
            foreach (int item in _answers[person].DistinctItems()) if (groupOf(item) is >= 0 and int group) counts[group]++;
            for (int group = 0; group < items.Length; group++) (answers[group], having[group]) = (answers[group] + counts[group], having[group] + Math.Sign(counts[group]));
        }
        return [.. names.Select((name, group) => new SliceSize(name, items[group], answers[group], having[group]))];
    }

    private IEnumerable<KeyValuePair<string, double>> WeightedFigures(int[] people, double[][] figures)
    {
        if (_split.WeightsOf(_part, people) is not { } weights) yield break;
        string[] keys = [.. _figures.Keys];
        foreach (int k in _options.Cutoffs)
        {
            int hits = Array.IndexOf(keys, $"hr@{k}"), gains = Array.IndexOf(keys, $"ndcg@{k}");
            var score = WeightedScore.Of(weights, [.. figures.Select(row => row[hits])], [.. figures.Select(row => row[gains])]);
            yield return KeyValuePair.Create($"w-hr@{k}", score.HitRate);
            yield return KeyValuePair.Create($"w-ndcg@{k}", score.Gain);
            yield return KeyValuePair.Create($"score@{k}", score.Score);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> OverallDefinitions()
    {
        if (_split.Rules.ActionWeights is { } weights)
        {
            yield return KeyValuePair.Create("w-hr, w-ndcg", $"means over people, each weighted by the action that is held out ({string.Join(", ", weights.Select(weight => FormattableString.Invariant($"{weight.Key} {weight.Value}")))})");
            yield return KeyValuePair.Create("score", FormattableString.Invariant($"{WeightedScore.HitShare} w-hr + {WeightedScore.GainShare} w-ndcg (TencentGR)"));
        }
        if (_exposure is null) yield break;
        yield return KeyValuePair.Create("coverage", Exposure.CoverageDefinition);
        yield return KeyValuePair.Create("gini", Exposure.GiniDefinition);
        if (_model is not null) yield return KeyValuePair.Create("auc", AreaUnderCurve.Definition);
    }

    private Histories Together(IEnumerable<SplitPart> parts) => Histories.Of(InteractionLog.Concat([_split.Train.Select([]), .. parts.Select(part => _split[part])])); // of no parts: nothing
}
