using System.ComponentModel;
using Cicerone.Server.Learning;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>The versions of the model: which there are, which is in service, and how one takes the place of another.</summary>
internal static class ModelsApi
{
    private const string ExampleJudgement = """{ "against": "000001", "people": 210, "new": 0.31, "inService": 0.3, "low": -0.01, "high": 0.03, "isWorse": false }""";
    private const string ExampleOutcome = $$"""{ "inService": "000002", "promoted": true, "judged": {{ExampleJudgement}}, "why": "The new model is not worse." }""";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/models", List)
            .WithTags("Model")
            .Describe("listModels", "The versions of the model, the newest first",
                $$"""{ "inService": "000002", "versions": [{ "version": "000002", "algorithm": "ease", "time": "2026-11-24T20:15:00Z", "events": 9120, "lastArrival": 9120, "judged": {{ExampleJudgement}} }] }""");
        api.MapPost("/models/learn", LearnAsync)
            .Needs(Scope.Train)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Model")
            .Describe("learn", "Fits a model on all events, judges it against the one in service and promotes it unless it is worse", ExampleOutcome)
            .WithDescription("The answer comes when that is done. The last of the events that have arrived since the model in service was fitted are held out: both models are judged by them (ndcg@10, people one by one), and the new one is worse when the whole 95 % interval of the difference lies below zero.");
        api.MapPost("/models/{version}/promote", PromoteAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Model")
            .Describe("promoteModel", "Puts a version in service", """{ "inService": "000001" }""")
            .WithDescription("Requests that are under way are answered by the version they began with. A version whose folder is damaged is refused, and the one in service goes on.");
        api.MapPost("/models/roll-back", RollBackAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Model")
            .Describe("rollBackModel", "Puts the version in service that was before this one", """{ "inService": "000001" }""");
    }

    private static VersionList List(Learner learner) => new(learner.Versions.InService, learner.Versions.All);

    private static Task<LearningOutcome> LearnAsync(Learner learner, CancellationToken cancellation) => learner.LearnAsync(cancellation);

    private static async Task<VersionInService> PromoteAsync([Description("Name of the version.")] string version, Learner learner, CancellationToken cancellation)
    {
        await learner.PromoteAsync(version, cancellation);
        return new VersionInService(version);
    }

    private static async Task<VersionInService> RollBackAsync(Learner learner, CancellationToken cancellation) => new(await learner.RollBackAsync(cancellation));
}

/// <summary>The versions of the model, and the one in service.</summary>
internal sealed record VersionList(string InService, IReadOnlyList<VersionCard> Versions);

/// <summary>The version in service.</summary>
internal sealed record VersionInService(string InService);
