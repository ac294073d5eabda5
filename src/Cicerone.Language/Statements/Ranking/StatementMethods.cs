using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>The rankers of statements, by name: adding one adds one line here.</summary>
public static class StatementMethods
{
    private static readonly Dictionary<string, Func<StatementExamples, FitContext, Func<IRanker, double>, IRanker>> ByName = new()
    {
        ["random"] = (examples, context, _) => RandomRanker.Fit(new TrainingData(examples.Log, Data.ItemTable.Without(examples.Log.Items)), new NoOptions(), context),
        ["global-pop"] = (examples, _, _) => StatementPopularity.Anywhere(examples),
        ["user-pop"] = (examples, _, _) => StatementPopularity.OfPerson(examples),
        ["item-pop"] = (examples, _, _) => StatementPopularity.OfItem(examples),
        ["bper-plus"] = (examples, context, score) => BperPlus.Fit(examples, TextOf(examples, context), new BperPlusOptions(), context, score),
        ["exp-gcn"] = (examples, context, score) => ExpGcn.Fit(examples, new ExpGcnOptions(), context, score),
        ["least-of-item"] = (examples, _, _) => StatementPopularity.LeastOfItem(examples),
        ["unseen-of-item-first"] = (examples, _, _) => StatementPopularity.UnseenOfItemFirst(examples),
    };

    /// <summary>The methods that are compared.</summary>
    public static IReadOnlyList<string> Compared { get; } = [.. ByName.Keys.Where(name => !IsProbe(name))];

    /// <summary>The probes of leaks, each with the method that it adds its shortcut to: where candidates are clean neither may beat that.</summary>
    public static IReadOnlyList<(string Name, string Against)> Probes => [("least-of-item", "random"), ("unseen-of-item-first", "global-pop")];

    /// <summary>Whether a method is a probe.</summary>
    public static bool IsProbe(string name) => Probes.Any(probe => probe.Name == name);

    /// <summary>Fits a method on the training part of a corpus. Those that are trained stop by NDCG@10 on the watched reviews, all statements of training reviews as candidates.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="corpus">All reviews.</param>
    /// <param name="split">Which of them are held out.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <exception cref="CiceroneException">There is no such method; the message names the nearest.</exception>
    public static IRanker Fit(string name, StatementCorpus corpus, StatementSplit split, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!ByName.TryGetValue(name, out Func<StatementExamples, FitContext, Func<IRanker, double>, IRanker>? fit)) throw CiceroneException.UnknownName("method of ranking statements", name, ByName.Keys);
        var examples = StatementExamples.Of(corpus, split);
        var watched = new StatementEvaluator(corpus, split, examples.Catalogue);
        var options = new EvaluationOptions { Cutoffs = [10], Threads = context.Threads };
        double Score(IRanker model) => watched.Evaluate(model, SplitPart.Valid, new StatementSetting(OfItem: false, IsClean: true), options, context.Cancellation).Result.Means["ndcg@10"];
        return fit(examples, context, Score);
    }

    private static FeatureMatrix TextOf(StatementExamples examples, FitContext context)
    {
        Statement[] statements = [.. examples.Catalogue.Items.Column("statement").Select((text, i) => new Statement(text!, SentimentOf(examples.Catalogue.Ids[i])))];
        return StatementClusterer.WordVectors(statements, context.Parallel) ?? throw new CiceroneException($"There are {statements.Length} statements, but bper-plus needs more than {StatementClusterer.Few}, for its vectors of words know what is rare by counting. Leave it out with --methods.");
    }

    private static Sentiment SentimentOf(string key) => Enum.GetValues<Sentiment>().Single(sentiment => key == new Statement(key[..key.LastIndexOf(" [", StringComparison.Ordinal)], sentiment).Key);
}
