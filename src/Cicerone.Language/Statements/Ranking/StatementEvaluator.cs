using System.Collections.Concurrent;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>
/// Ranks statements for each held-out review, by its person and item, and scores those that it makes. Blocked: memory does not grow with reviews × statements. A review is
/// scored where at least one of its statements is a candidate, and only these count as relevant, as in the released code; coverage tells what that leaves out.
/// </summary>
public sealed class StatementEvaluator
{
    private readonly StatementCorpus _corpus;
    private readonly StatementSplit _split;
    private readonly Catalogue _catalogue;
    private readonly int[] _trained;
    private readonly Lazy<int[][]> _ofItem, _ofItemTrained;

    /// <param name="corpus">All reviews.</param>
    /// <param name="split">Which of them are held out.</param>
    /// <param name="catalogue">The statements, with their training counts.</param>
    public StatementEvaluator(StatementCorpus corpus, StatementSplit split, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(catalogue);
        (_corpus, _split, _catalogue) = (corpus, split, catalogue);
        int[] counts = catalogue.TrainingCounts.ToArray();
        _trained = [.. Enumerable.Range(0, counts.Length).Where(statement => counts[statement] > 0)];
        _ofItem = new Lazy<int[][]>(() => ByItem(Enumerable.Range(0, corpus.Reviews.Count)));
        _ofItemTrained = new Lazy<int[][]>(() => ByItem(split.Rows(corpus, SplitPart.Train)));
    }

    /// <summary>Evaluates a ranker.</summary>
    /// <param name="ranker">Ranks statements for the person and item of a query.</param>
    /// <param name="part">Which reviews.</param>
    /// <param name="setting">Which candidates.</param>
    /// <param name="options">Cutoffs, threads, seed of ties.</param>
    /// <param name="cancellation">Stops the work.</param>
    public StatementEvaluation Evaluate(IRanker ranker, SplitPart part, StatementSetting setting, EvaluationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ranker);
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(options);
        int[] rows = _split.Rows(_corpus, part);
        var relevant = new ConcurrentDictionary<int, int[]>();
        var figures = new ConcurrentDictionary<int, double[]>();
        (int[]? Candidates, int[] Rows)[] blocks = [.. Blocks(rows, setting, options.BatchSize)];
        Parallel.ForEach(blocks, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, block =>
        {
            Catalogue candidates = block.Candidates is null ? _catalogue : _catalogue.Restrict(block.Candidates);
            foreach (int row in block.Rows) relevant[row] = [.. _corpus.Reviews[row].Statements.Where(candidates.IsCandidate)];
            int[] scored = [.. block.Rows.Where(row => relevant[row].Length > 0)];
            if (scored.Length == 0) return;
            var ranked = new TopKResult(scored.Length, Math.Min(options.Cutoffs.Max(), candidates.CandidateCount));
            ranker.TopK([.. scored.Select(row => QueryOf(row, options.Seed))], candidates, new TopKRequest(ranked.Places), ranked);
            for (int q = 0; q < scored.Length; q++) figures[scored[q]] = Judge(ranked.Items(q), relevant[scored[q]], options);
        });
        int[] people = [.. rows.Where(figures.ContainsKey)];
        string[] keys = [.. RankingMetric.All.SelectMany(metric => options.Cutoffs.Select(metric.At))];
        int positives = rows.Sum(row => _corpus.Reviews[row].Statements.Count), reached = relevant.Values.Sum(found => found.Length);
        double mean = blocks.Sum(block => (double)block.Rows.Length * (block.Candidates?.Length ?? _catalogue.Count)) / Math.Max(1, rows.Length);
        var result = new EvaluationResult(keys, details: 0, people, [.. people.Select(row => figures[row])], new Lazy<string>(() => Fingerprint(people, setting)))
        {
            Part = part,
            Definitions = [.. RankingMetric.All.Select(metric => KeyValuePair.Create(metric.Name, metric.Definition))],
            Candidates = (int)Math.Round(mean),
            Unreachable = positives - reached,
            WithoutHistory = 0,
        };
        return new StatementEvaluation(result, rows.Length, positives, reached, mean);
    }

    /// <summary>The request of a review: its person and its item; ties are drawn anew for each review.</summary>
    public Query QueryOf(int row, ulong seed) =>
        new(History.Of(), _corpus.UserOf[row], RandomSource.Mix(RandomSource.Hash(_corpus.Reviews[row].Review.Id) ^ seed)) { About = _corpus.ItemOf[row] };

    private IEnumerable<(int[]? Candidates, int[] Rows)> Blocks(int[] rows, StatementSetting setting, int size)
    {
        if (!setting.OfItem) return rows.Chunk(size).Select(chunk => (setting.IsClean ? _trained : null, chunk));
        int[][] ofItem = setting.IsClean ? _ofItemTrained.Value : _ofItem.Value;
        return rows.GroupBy(row => _corpus.ItemOf[row]).Select(group => ((int[]?)ofItem[group.Key], group.ToArray()));
    }

    private int[][] ByItem(IEnumerable<int> rows)
    {
        var sets = new SortedSet<int>[_corpus.Items.Count];
        for (int item = 0; item < sets.Length; item++) sets[item] = [];
        foreach (int row in rows) sets[_corpus.ItemOf[row]].UnionWith(_corpus.Reviews[row].Statements);
        return [.. sets.Select(set => set.ToArray())];
    }

    private static double[] Judge(ReadOnlySpan<int> ranked, int[] relevant, EvaluationOptions options)
    {
        bool[] hits = new bool[ranked.Length];
        for (int place = 0; place < hits.Length; place++) hits[place] = relevant.Contains(ranked[place]);
        return [.. RankingMetric.All.SelectMany(metric => options.Cutoffs.Select(k => metric.Of(hits, relevant.Length, k)))];
    }

    private string Fingerprint(int[] rows, StatementSetting setting)
    {
        ulong hash = RandomSource.Hash(setting.Name);
        foreach (int row in rows) hash = RandomSource.Mix(hash ^ RandomSource.Hash(_corpus.Reviews[row].Review.Id));
        return $"{hash:x16}";
    }
}
