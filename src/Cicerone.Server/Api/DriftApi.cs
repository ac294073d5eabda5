using System.ComponentModel;
using System.Text.Json.Nodes;
using Cicerone.Evaluation.Drift;
using Cicerone.Server.Learning;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>How the model in service has done since it was fitted.</summary>
internal static class DriftApi
{
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

    private static async Task<JsonObject> WatchAsync(DriftWatch watch, CancellationToken cancellation,
        [Description("Column of the items whose demand is watched; none when it is left out.")] string category = "",
        [Description("Days of a period.")] int days = 7)
    {
        var options = new DriftOptions { PeriodDays = days };
        return DriftDocument.Of(await watch.WatchAsync(category, options, cancellation), options);
    }
}
