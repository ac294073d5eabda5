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
    public static IReadOnlyList<string> Compared { get; } = [.. ByName.Keys.Where(name => !Probes.Contains(name))];

    /// <summary>The probes of leaks: neither may beat chance where candidates are clean.</summary>
    public static IReadOnlyList<string> Probes => ["least-of-item", "unseen-of-item-first"];

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
        return StatementClusterer.WordVectors(statements, context.Parallel) ?? throw new CiceroneException("There are fewer than two statements, so that nothing can be ranked.");
    }

    private static Sentiment SentimentOf(string key) => Enum.GetValues<Sentiment>().Single(sentiment => key == new Statement(key[..key.LastIndexOf(" [", StringComparison.Ordinal)], sentiment).Key);
}
