using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>Methods of ranking statements side by side on the tested reviews, in all settings, with the probes of leaks.</summary>
public sealed class StatementReport
{
    /// <summary>By how much a probe may beat what it adds its shortcut to, where candidates are clean.</summary>
    public const double MostLeak = 0.01;

    private const string Decides = "ndcg@10";

    private StatementReport(IReadOnlyList<(StatementSetting Setting, string Method, StatementEvaluation Figures)> rows, ulong seed, int threads) => (Rows, _seed, _threads) = (rows, seed, threads);

    private readonly ulong _seed;
    private readonly int _threads;

    /// <summary>The figures of each method in each setting.</summary>
    public IReadOnlyList<(StatementSetting Setting, string Method, StatementEvaluation Figures)> Rows { get; }

    /// <summary>Fits and tests methods.</summary>
    /// <param name="corpus">All reviews.</param>
    /// <param name="split">Which are held out.</param>
    /// <param name="methods">Names of the methods; the probes and what they are held against come by themselves.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <exception cref="CiceroneException">A name is unknown, or no review can be tested.</exception>
    public static StatementReport Of(StatementCorpus corpus, StatementSplit split, IReadOnlyList<string> methods, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(context);
        string[] all = [.. StatementMethods.Probes.Select(probe => probe.Against).Concat(methods).Concat(StatementMethods.Probes.Select(probe => probe.Name)).Distinct()];
        return Of(corpus, split, all.Select(name => KeyValuePair.Create(name, StatementMethods.Fit(name, corpus, split, context))), context);
    }

    /// <summary>Tests rankers that are fitted.</summary>
    /// <param name="corpus">All reviews.</param>
    /// <param name="split">Which are held out.</param>
    /// <param name="rankers">Rankers by name.</param>
    /// <param name="context">Seed of ties, threads, cancellation.</param>
    public static StatementReport Of(StatementCorpus corpus, StatementSplit split, IEnumerable<KeyValuePair<string, IRanker>> rankers, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(rankers);
        ArgumentNullException.ThrowIfNull(context);
        Catalogue catalogue = StatementExamples.Of(corpus, split).Catalogue;
        var evaluator = new StatementEvaluator(corpus, split, catalogue);
        if (split.Rows(corpus, SplitPart.Test).Length == 0) throw new CiceroneException("No review can be tested: nobody wrote at least three, or the last of each is of an item that no other review is of.");
        var options = new EvaluationOptions { Cutoffs = [1, 3, 5, 10, 20], Seed = context.Seed, Threads = context.Threads };
        KeyValuePair<string, IRanker>[] fitted = [.. rankers];
        return new StatementReport([.. StatementSetting.All.SelectMany(_ => fitted, (setting, one) => (setting, one.Key, evaluator.Evaluate(one.Value, SplitPart.Test, setting, options, context.Cancellation)))], context.Seed, context.Threads);
    }

    /// <summary>Every pair of methods in a setting, tested on the same reviews; probes are left out.</summary>
    public IReadOnlyList<(Difference Difference, PairedEffect Effect)> Compare(StatementSetting setting)
    {
        KeyValuePair<string, EvaluationResult>[] results = [.. Rows.Where(row => row.Setting == setting && !StatementMethods.IsProbe(row.Method)).Select(row => KeyValuePair.Create(row.Method, row.Figures.Result))];
        if (results.Length < 2 || results[0].Value.People.Count == 0) return [];
        return [.. new Comparison(results) { Seed = _seed, Threads = _threads }.By(Decides).Select(difference => (difference, EffectOf(results, difference)))];
    }

    /// <summary>By how much the better probe beats what it adds its shortcut to: what candidates tell of held-out reviews.</summary>
    public double Leak(StatementSetting setting)
    {
        double Mean(string method) => Rows.First(row => row.Setting == setting && row.Method == method).Figures.Result.Means[Decides];
        return StatementMethods.Probes.Max(probe => Mean(probe.Name) - Mean(probe.Against));
    }

    /// <summary>The report as a document.</summary>
    public JsonObject ToJson() => new()
    {
        ["settings"] = new JsonArray([.. StatementSetting.All.Select(setting => (JsonNode)new JsonObject
        {
            ["name"] = setting.Name,
            ["headline"] = setting.IsClean,
            ["leak"] = Number(Leak(setting)),
            ["methods"] = new JsonArray([.. Rows.Where(row => row.Setting == setting).Select(row => (JsonNode)new JsonObject
            {
                ["method"] = row.Method,
                ["queries"] = row.Figures.Queries,
                ["scored"] = row.Figures.Scored,
                ["coverage"] = Number(row.Figures.Coverage),
                ["candidates"] = Number(row.Figures.MeanCandidates),
                ["fingerprint"] = row.Figures.Result.Fingerprint,
                ["metrics"] = new JsonObject(row.Figures.Result.Means.Select(figure => KeyValuePair.Create<string, JsonNode?>(figure.Key, Number(figure.Value)))),
            })]),
            ["differences"] = new JsonArray([.. Compare(setting).Select(one =>
            {
                JsonObject difference = one.Difference.ToJson();
                difference["cohen_d"] = Number(one.Effect.CohenD);
                difference["cliff_delta"] = Number(one.Effect.CliffDelta);
                return (JsonNode)difference;
            })]),
        })]),
    };

    private static PairedEffect EffectOf(KeyValuePair<string, EvaluationResult>[] results, Difference difference)
    {
        IReadOnlyList<double> Of(string name) => results.Single(result => result.Key == name).Value.PerPerson(Decides);
        return PairedEffect.Of([.. Of(difference.Of).Zip(Of(difference.Against), (one, other) => one - other)]);
    }

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
