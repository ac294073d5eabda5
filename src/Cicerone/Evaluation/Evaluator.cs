using Cicerone.Data;
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
    private readonly IRanker _model;
    private readonly Catalogue _catalogue;
    private readonly EvaluationOptions _options;
    private readonly InteractionLog _heldOut;
    private readonly Histories _history, _mask, _answers;
    private readonly bool[] _known;

    private Evaluator(IRanker model, Catalogue catalogue, Split split, SplitPart part, EvaluationOptions options)
    {
        (_model, _options, _heldOut) = (model, options, split[part]);
        _catalogue = split.Candidates(catalogue);
        _history = Together(split, SplitRules.Before(part, split.Rules.History));
        _mask = Together(split, SplitRules.Before(part, split.Rules.Mask));
        _answers = Histories.Of(_heldOut);
        _known = new bool[_answers.Count];
        foreach (int person in split.Train.User) _known[person] = true;
    }

    /// <summary>Evaluates a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalogue">The items and candidates.</param>
    /// <param name="split">The data and the rules.</param>
    /// <param name="part">Which held-out part: validation while choosing, test once.</param>
    /// <param name="options">Cutoffs, threads, seed.</param>
    /// <param name="progress">Told the share of people done.</param>
    /// <param name="cancellation">Stops the evaluation.</param>
    public static EvaluationResult Evaluate(IRanker model, Catalogue catalogue, Split split, SplitPart part,
        EvaluationOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(catalogue);
        return new Evaluator(model, catalogue, split, part, options).Run(progress, cancellation);
    }

    private EvaluationResult Run(IProgress<double>? progress, CancellationToken cancellation)
    {
        int[] people = [.. Enumerable.Range(0, _answers.Count).Where(person => _answers[person].Count > 0)];
        double[][] figures = new double[people.Length][];
        int blocks = (people.Length + _options.BatchSize - 1) / _options.BatchSize, done = 0, unreachable = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellation };
        Parallel.For(0, blocks, parallel, block =>
        {
            int start = block * _options.BatchSize, count = Math.Min(_options.BatchSize, people.Length - start);
            Interlocked.Add(ref unreachable, Judge(people.AsSpan(start, count), figures.AsSpan(start, count)));
            progress?.Report((double)Interlocked.Increment(ref done) / blocks);
        });
        return new EvaluationResult(_options.Cutoffs, people, figures, _catalogue.CandidateCount, unreachable);
    }

    /// <summary>Ranks for some people and writes their figures; returns how many of their answers are masked.</summary>
    private int Judge(ReadOnlySpan<int> people, Span<double[]> figures)
    {
        var queries = new Query[people.Length];
        var masks = new ReadOnlyMemory<int>[people.Length];
        for (int i = 0; i < people.Length; i++)
        {
            Query query = Query.OfPerson(_heldOut.Users, people[i], _history[people[i]], _options.Seed);
            queries[i] = _known[people[i]] ? query : query with { Person = null };
            masks[i] = _mask[people[i]].Items;
        }
        var ranking = new TopKResult(people.Length, Math.Min(_options.Cutoffs[^1], _catalogue.CandidateCount));
        if (ranking.Places > 0) _model.TopK(queries, _catalogue, new TopKRequest(ranking.Places, masks), ranking);

        int unreachable = 0;
        for (int i = 0; i < people.Length; i++)
        {
            HashSet<int> answers = [.. _answers[people[i]].Items.Span];
            figures[i] = Figures(ranking.Items(i), answers);
            answers.IntersectWith(masks[i].ToArray());
            unreachable += answers.Count;
        }
        return unreachable;
    }

    private double[] Figures(ReadOnlySpan<int> ranked, HashSet<int> answers)
    {
        Span<bool> hits = ranked.Length <= 1024 ? stackalloc bool[ranked.Length] : new bool[ranked.Length];
        for (int place = 0; place < ranked.Length; place++) hits[place] = answers.Contains(ranked[place]);
        double[] figures = new double[RankingMetric.All.Count * _options.Cutoffs.Count];
        int next = 0;
        foreach (RankingMetric metric in RankingMetric.All)
            foreach (int k in _options.Cutoffs) figures[next++] = metric.Of(hits, answers.Count, k);
        return figures;
    }

    private static Histories Together(Split split, IEnumerable<SplitPart> parts) =>
        Histories.Of(InteractionLog.Concat([.. parts.Select(part => split[part])]));
}
