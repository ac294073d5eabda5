using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Metrics.Significance;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Learning;

/// <summary>
/// A new model against the one in service. The events that have arrived since that was fitted are cut in the order of
/// arrival: the new model learns from all before the cut, and both are judged by what came after it, which neither has seen.
/// Both get the people's histories up to the cut, as they would when asked, and know nobody by their index.
/// </summary>
internal static class ModelTrial
{
    private const string Measure = "ndcg@10";

    /// <summary>Fits and judges.</summary>
    /// <param name="events">All events, in the order of arrival.</param>
    /// <param name="inService">The model in service.</param>
    /// <param name="fit">Fits a model on a log.</param>
    /// <param name="options">The share to judge by, and the fewest people.</param>
    /// <param name="cancellation">Stops the trial.</param>
    /// <returns>Null when there are too few new events or people to judge by.</returns>
    public static Judgement? Run(IReadOnlyList<Arrival> events, ServedModel inService, Func<InteractionLog, Recommender> fit, LearningOptions options, CancellationToken cancellation)
    {
        int fresh = events.Count(arrival => arrival.Number > inService.LastArrival), judged = (int)(fresh * options.JudgedShare);
        Arrival[] before = [.. events.Take(events.Count - judged)], after = [.. events.Skip(events.Count - judged)];
        if (after.Select(arrival => arrival.Event.User).Distinct().Count() < options.FewestPeople || before.Length == 0) return null;
        Recommender candidate = fit(TrainingLog.Of(before, new Vocabulary(), new Vocabulary()));
        EvaluationResult ofCandidate = Evaluate(candidate, before, after, options, cancellation), ofOther = Evaluate(inService.Recommender, before, after, options, cancellation);
        double[] differences = [.. ofCandidate.PerPerson(Measure).Zip(ofOther.PerPerson(Measure), (one, other) => one - other)];
        Interval interval = PairedBootstrap.Of([differences], options.Seed, threads: options.Threads)[0];
        return new Judgement(inService.Version, differences.Length, ofCandidate.Means[Measure], ofOther.Means[Measure], interval.Low, interval.High);
    }

    /// <summary>What a model earns by what came after the cut. Items it does not know are left out of histories, and are missed as answers.</summary>
    private static EvaluationResult Evaluate(Recommender model, Arrival[] before, Arrival[] after, LearningOptions options, CancellationToken cancellation)
    {
        Vocabulary users = new(), items = new(model.Catalogue.Ids.Ids);
        InteractionLog test = TrainingLog.Of(after, users, items);
        InteractionLog history = TrainingLog.Of([.. before.Where(arrival => model.Catalogue.Ids.TryIndex(arrival.Event.Item, out _))], users, items);
        var split = new Split("arrival", test.Select([]), test.Select([]), test, SplitRules.FoldedIn) { FoldIn = history };
        return Evaluator.Evaluate(model.Model, model.Catalogue, split, SplitPart.Test, new EvaluationOptions { Threads = options.Threads, Seed = options.Seed }, progress: null, cancellation);
    }
}
