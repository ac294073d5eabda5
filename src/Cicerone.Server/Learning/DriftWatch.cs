using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Drift;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Learning;

/// <summary>Judges the model in service by what has arrived since it was fitted.</summary>
internal sealed class DriftWatch(EventStore events, ModelInService model, LiveItems items)
{
    private static readonly SemaphoreSlim One = new(1, 1); // it reads every event: not many times at once

    /// <summary>Judges it.</summary>
    /// <param name="category">Column of the items whose demand is watched; empty for none.</param>
    /// <param name="options">Periods, tolerances, rate of false alarms.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CiceroneException">Nothing has arrived since that it could be judged by, or there is no such column.</exception>
    public async Task<DriftReport> WatchAsync(string category, DriftOptions options, CancellationToken cancellation)
    {
        await One.WaitAsync(cancellation);
        try
        {
            return await Task.Run(async () => Watch(await events.AllAsync(cancellation), model.Current, category, options, cancellation), cancellation);
        }
        finally
        {
            One.Release();
        }
    }

    private DriftReport Watch(IReadOnlyList<Arrival> all, ServedModel served, string category, DriftOptions options, CancellationToken cancellation)
    {
        Recommender recommender = served.Recommender;
        Arrival[] known = [.. all.Where(arrival => arrival.Event.Time is not null && recommender.Catalogue.Ids.TryIndex(arrival.Event.Item, out _))];
        long[] fresh = [.. known.Where(arrival => arrival.Number > served.LastArrival).Select(arrival => arrival.Event.Time!.Value)];
        if (fresh.Length == 0) throw new CiceroneException("No event with a time and an item of the model has arrived since the model in service was fitted; there is nothing to judge it by yet.");
        var ids = new Vocabulary(recommender.Catalogue.Ids.Ids);
        InteractionLog log = TrainingLog.Of(known, new Vocabulary(), ids);
        ItemTable table = items.TableOf(ids);
        int[] counts = recommender.Catalogue.TrainingCounts.ToArray();
        return DriftReport.Of(recommender.Model, recommender.Card.Algorithm, new Catalogue(table, counts), log, fresh.Min(), category.Length == 0 ? null : category, options, new EvaluationOptions { Threads = 1 }, cancellation: cancellation);
    }
}
