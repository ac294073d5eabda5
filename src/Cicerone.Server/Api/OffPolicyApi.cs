using System.ComponentModel;
using Cicerone.Evaluation.OffPolicy;
using Cicerone.Server.Experiments;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>What another model would have earned, from what was shown.</summary>
internal static class OffPolicyApi
{
    private const double MostHours = 24 * 90;

    public static void Map(RouteGroupBuilder api) => api.MapPost("/off-policy", EstimateAsync)
        .Needs(Scope.Train)
        .Accepts<OffPolicyMessage>("application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .WithTags("Experiments")
        .Describe("estimateOffPolicy", "What a version of the model would have earned at the places that were drawn", """
            { "choices": 5120, "people": 1800, "logged": { "value": 0.02, "interval": { "low": 0.016, "high": 0.024, "excludesZero": true } },
              "inversePropensity": { "value": 0.05, "interval": { "low": 0.03, "high": 0.07, "excludesZero": true } }, "selfNormalised": { "value": 0.05, "interval": { "low": 0.03, "high": 0.07, "excludesZero": true } },
              "doublyRobust": { "value": 0.05, "interval": { "low": 0.035, "high": 0.065, "excludesZero": true } }, "effectiveChoices": 310.5, "covered": { "value": 0.99, "interval": { "low": 0.9, "high": 1.08, "excludesZero": true } } }
            """, """{ "model": "000002", "outcome": "purchase", "windowHours": 24 }""")
        .WithDescription("Reads the exposure log: a place that was drawn earns 1 when the person did what counts to its item in the window after. Estimates with 95 % intervals: inverse propensity scoring, the same self-normalised, doubly robust. It is refused where no place was drawn, or where the log could not have shown what the other model would.");

    private static async Task<OffPolicyEstimates> EstimateAsync(HttpRequest request, ArmModels models, Store store, ExposureIntake intake, TimeProvider clock, CancellationToken cancellation)
    {
        (string model, string outcome, double hours) = await JsonBody.ReadAsync(request, body =>
        {
            var fields = new JsonFields(body, "the request", "model", "outcome", "windowHours");
            double hours = fields.Number("windowHours") ?? 24;
            if (hours is not (> 0 and <= MostHours)) throw new CiceroneException($"The window is {hours} hours, but must lie above 0 and at most at {MostHours}.");
            return (fields.RequiredText("model"), fields.RequiredText("outcome"), hours);
        }, cancellation);
        ServedModel target = models.Existing(model);
        await intake.FlushAsync(cancellation);
        return await PolicyComparison.EstimateAsync(store, target.Recommender, outcome, TimeSpan.FromHours(hours), clock.GetUtcNow(), cancellation);
    }
}

/// <summary>What is asked of the log.</summary>
internal sealed record OffPolicyMessage
{
    [Description("The version of the model.")]
    public required string Model { get; init; }

    [Description("The action that counts.")]
    public required string Outcome { get; init; }

    [Description("How many hours after a list it counts, above 0 and at most 2160; 24 unless told.")]
    public double? WindowHours { get; init; }
}
