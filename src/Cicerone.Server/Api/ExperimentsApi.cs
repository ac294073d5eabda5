using System.ComponentModel;
using Cicerone.Server.Experiments;
using Cicerone.Server.Security;

namespace Cicerone.Server.Api;

/// <summary>Experiments: who gets which model and settings, and what comes of it.</summary>
internal static class ExperimentsApi
{
    private const string Wanted = """
        { "name": "authors", "arms": [{ "name": "as it is", "share": 0.5 }, { "name": "two an author", "share": 0.5, "merchandising": "default" }],
          "outcome": "purchase", "windowHours": 24, "effect": 0.02, "level": 0.05, "mostComplaints": 0.01, "mostMilliseconds": 20 }
        """;

    private const string Example = """
        { "name": "authors", "arms": [{ "name": "as it is", "share": 0.5, "model": null, "merchandising": null, "stopped": null }, { "name": "two an author", "share": 0.5, "model": null, "merchandising": "default", "stopped": null }],
          "outcome": "purchase", "windowHours": 24, "effect": 0.02, "level": 0.05, "mostComplaints": 0.01, "mostMilliseconds": 20, "started": "2026-11-24T20:15:00Z", "ended": null, "endedWhy": null }
        """;

    private const string ExampleState = $$"""
        { "experiment": {{Example}},
          "arms": [{ "name": "as it is", "people": 5120, "counted": 4800, "successes": 480, "complaints": 24, "milliseconds": 1.4, "outcome": null, "complaining": null, "latency": null },
            { "name": "two an author", "people": 5080, "counted": 4760, "successes": 619, "complaints": 21, "milliseconds": 1.5,
              "outcome": { "difference": 0.03, "low": 0.01, "high": 0.05, "pValue": 0.0004 }, "complaining": { "difference": -0.0006, "low": -0.007, "high": 0.006, "pValue": 1 }, "latency": { "difference": 0.1, "low": -0.2, "high": 0.4, "pValue": 0.7 } }],
          "winner": "two an author" }
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/experiments", ListAsync)
            .WithTags("Experiments")
            .Describe("listExperiments", "The experiments, the last to begin first", $"[{Example}]");
        api.MapPost("/experiments", BeginAsync)
            .Needs(Scope.Admin)
            .Accepts<ExperimentMessage>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithTags("Experiments")
            .Describe("beginExperiment", "Begins an experiment", Example, Wanted)
            .WithDescription("The first arm is the control. Arms name a version of the model, merchandising settings, or both; what they leave out is what is in service. People are divided by a hash of the experiment's name and theirs, so that each stays in an arm. One experiment runs at a time.");
        api.MapGet("/experiments/{name}", GetAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Experiments")
            .Describe("getExperiment", "An experiment as it stands", ExampleState)
            .WithDescription("It may be looked at any time: p-values and intervals hold at all times at once (mixture sequential test). An arm whose guard is surely passed is stopped when it is looked at, which the server does itself every minute.");
        api.MapPost("/experiments/{name}/end", EndAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Experiments")
            .Describe("endExperiment", "Ends an experiment; everyone gets what is in service", Example);
        api.MapPost("/experiments/{name}/arms/{arm}/promote", PromoteAsync)
            .Needs(Scope.Admin)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Experiments")
            .Describe("promoteArm", "Ends an experiment and puts an arm in service for everyone", Example)
            .WithDescription("Its version of the model is promoted, and its merchandising settings become those of the name `default`.");
    }

    private static async Task<IReadOnlyList<Experiment>> ListAsync(ExperimentRegister register, CancellationToken cancellation) => await register.AllAsync(cancellation);

    private static async Task<Experiment> BeginAsync(HttpRequest request, ExperimentControl control, CancellationToken cancellation) =>
        await control.BeginAsync(await JsonBody.ReadAsync(request, ExperimentReader.Read, cancellation), cancellation);

    private static Task<ExperimentState> GetAsync([Description("Name of the experiment.")] string name, ExperimentControl control, CancellationToken cancellation) => control.LookAsync(name, cancellation);

    private static Task<Experiment> EndAsync([Description("Name of the experiment.")] string name, ExperimentControl control, CancellationToken cancellation) => control.EndAsync(name, cancellation);

    private static Task<Experiment> PromoteAsync([Description("Name of the experiment.")] string name, [Description("Name of the arm.")] string arm, ExperimentControl control, CancellationToken cancellation) =>
        control.PromoteAsync(name, arm, cancellation);
}

/// <summary>An experiment that is wanted.</summary>
internal sealed record ExperimentMessage
{
    [Description("Name of the experiment; people are divided anew under another name.")]
    public required string Name { get; init; }

    [Description("Two to ten arms, whose shares add up to 1; the first is the control.")]
    public required IReadOnlyList<ArmMessage> Arms { get; init; }

    [Description("The action that counts: a person succeeds who does it to an item that they were shown, in the window.")]
    public required string Outcome { get; init; }

    [Description("How many hours after their first list a person is watched, above 0 and at most 2160; 24 unless told.")]
    public double? WindowHours { get; init; }

    [Description("The size of difference in the share of people who succeed that matters, above 0 and at most 1; 0.02 unless told.")]
    public double? Effect { get; init; }

    [Description("How often, at most, any arm is found to differ where none does; above 0 and below 0.5; 0.05 unless told.")]
    public double? Level { get; init; }

    [Description("By how much the share of people who complain may be higher than the control's before an arm is stopped, 0 to 1; 0 unless told.")]
    public double? MostComplaints { get; init; }

    [Description("By how many milliseconds answers may take longer than the control's before an arm is stopped; any unless told.")]
    public double? MostMilliseconds { get; init; }
}

/// <summary>An arm that is wanted.</summary>
internal sealed record ArmMessage
{
    [Description("Name of the arm.")]
    public required string Name { get; init; }

    [Description("The share of people, above 0 and below 1.")]
    public required double Share { get; init; }

    [Description("The version of the model that ranks; the one in service when it is left out.")]
    public string? Model { get; init; }

    [Description("The merchandising settings that compose; `default` when it is left out.")]
    public string? Merchandising { get; init; }
}
