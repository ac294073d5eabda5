using System.ComponentModel;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Drift;
using Cicerone.Models;
using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>How the model in service has done since it was fitted.</summary>
internal static class DriftApi
{
    private static readonly SemaphoreSlim One = new(1, 1); // it reads every event: not many times at once

    public static void Map(RouteGroupBuilder api) => api.MapGet("/drift", WatchAsync)
        .Needs(Scope.Train)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithTags("Model")
        .Describe("watchDrift", "How the model in service has done since it was fitted, period by period, with alarms that see the past alone",
            """
            { "from": "2026-01-01T00:00:00Z", "periods": [{ "start": "2026-01-01T00:00:00Z", "people": 210, "models": { "ease": { "hr@10": 0.5, "ndcg@10": 0.3 } } }],
              "alarms": [{ "watches": "hits", "fired_at": null, "evidence": 0.2, "false_alarms_at_most": 0.025, "as_long_as": "lists hold what is chosen for at least 0.450 of the people of a period" }],
              "demand": null, "meaning": "", "options": { "period-days": "7" } }
            """)
        .WithDescription("Events that arrived after those the model has learned from are judged by their time. Beside the model stand popularity as it was when they began, and recent popularity learned anew each period. With `category`, demand by that column of the items is forecast from what lies before, scored by JKGE_ss and watched too.");

    private static async Task<JsonObject> WatchAsync(EventStore events, ModelInService model, LiveItems items, CancellationToken cancellation,
        [Description("Column of the items whose demand is watched; none when it is left out.")] string category = "",
        [Description("Days of a period.")] int days = 7)
    {
        await One.WaitAsync(cancellation);
        try
        {
            return await Task.Run(async () => Watch(await events.AllAsync(cancellation), model.Current, items, category, new DriftOptions { PeriodDays = days }, cancellation), cancellation);
        }
        finally
        {
            One.Release();
        }
    }

    private static JsonObject Watch(IReadOnlyList<Arrival> all, ServedModel served, LiveItems items, string category, DriftOptions options, CancellationToken cancellation)
    {
        Recommender recommender = served.Recommender;
        Arrival[] known = [.. all.Where(arrival => arrival.Event.Time is not null && recommender.Catalogue.Ids.TryIndex(arrival.Event.Item, out _))];
        long[] fresh = [.. known.Where(arrival => arrival.Number > served.LastArrival).Select(arrival => arrival.Event.Time!.Value)];
        if (fresh.Length == 0) throw new CiceroneException("No event with a time and an item of the model has arrived since the model in service was fitted; there is nothing to judge it by yet.");
        var ids = new Vocabulary(recommender.Catalogue.Ids.Ids);
        InteractionLog log = TrainingLog.Of(known, new Vocabulary(), ids);
        ItemTable table = items.TableOf(ids);
        int[] counts = recommender.Catalogue.TrainingCounts.ToArray();
        DriftReport report = DriftReport.Of(recommender.Model, recommender.Card.Algorithm, new Catalogue(table, counts), log, fresh.Min(), category.Length == 0 ? null : category, options, new EvaluationOptions { Threads = 1 }, cancellation: cancellation);
        return DriftDocument.Of(report, options);
    }
}
