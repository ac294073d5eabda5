using System.Globalization;
using System.Text.Json;

namespace Cicerone.Client;

/// <summary>The model in service, its versions, and runs. What learns and exchanges versions is there where the server was started with <c>--models</c>.</summary>
public sealed class ModelsClient
{
    private readonly ApiChannel _channel;

    internal ModelsClient(ApiChannel channel) => _channel = channel;

    /// <summary>The model in service.</summary>
    public Task<ServedModel> GetAsync(CancellationToken cancellation = default) => _channel.GetAsync<ServedModel>("/v1/model", cancellation);

    /// <summary>How the model in service has done since it was fitted, period by period, with alarms that see the past alone; a key needs the scope <c>train</c>.</summary>
    /// <param name="category">Column of the items whose demand is watched; none where it is empty.</param>
    /// <param name="days">Days of a period.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="CiceroneApiException">There is nothing to judge it by yet, or no such column.</exception>
    public Task<JsonElement> DriftAsync(string category = "", int days = 7, CancellationToken cancellation = default) =>
        _channel.GetAsync<JsonElement>($"/v1/drift{ApiChannel.Query(("category", category), ("days", days.ToString(CultureInfo.InvariantCulture)))}", cancellation);

    /// <summary>The runs that the server may serve, the newest first.</summary>
    public Task<IReadOnlyList<Run>> RunsAsync(CancellationToken cancellation = default) => _channel.GetAsync<IReadOnlyList<Run>>("/v1/runs", cancellation);

    /// <summary>A run.</summary>
    /// <exception cref="CiceroneApiException">There is none of this name.</exception>
    public Task<Run> RunAsync(string run, CancellationToken cancellation = default) => _channel.GetAsync<Run>($"/v1/runs/{ApiChannel.Id(run, "run")}", cancellation);

    /// <summary>The versions of the model, the newest first.</summary>
    public Task<VersionList> VersionsAsync(CancellationToken cancellation = default) => _channel.GetAsync<VersionList>("/v1/models", cancellation);

    /// <summary>Fits a model on all events, judges it against the one in service and promotes it unless it is worse; returns when that is done.</summary>
    public Task<LearningOutcome> LearnAsync(CancellationToken cancellation = default) => _channel.PostAsync<LearningOutcome>("/v1/models/learn", cancellation);

    /// <summary>Puts a version in service.</summary>
    /// <exception cref="CiceroneApiException">There is none of this name, or it is damaged.</exception>
    public Task<VersionInService> PromoteAsync(string version, CancellationToken cancellation = default) => _channel.PostAsync<VersionInService>($"/v1/models/{ApiChannel.Id(version, "version")}/promote", cancellation);

    /// <summary>Puts the version in service that was before this one.</summary>
    /// <exception cref="CiceroneApiException">There is none.</exception>
    public Task<VersionInService> RollBackAsync(CancellationToken cancellation = default) => _channel.PostAsync<VersionInService>("/v1/models/roll-back", cancellation);
}
