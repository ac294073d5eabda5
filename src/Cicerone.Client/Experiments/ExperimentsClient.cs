namespace Cicerone.Client;

/// <summary>Experiments, and what another model would have earned.</summary>
public sealed class ExperimentsClient
{
    private readonly ApiChannel _channel;

    internal ExperimentsClient(ApiChannel channel) => _channel = channel;

    /// <summary>The experiments, the last to begin first.</summary>
    public Task<IReadOnlyList<Experiment>> ListAsync(CancellationToken cancellation = default) => _channel.GetAsync<IReadOnlyList<Experiment>>("/v1/experiments", cancellation);

    /// <summary>Begins an experiment.</summary>
    /// <exception cref="CiceroneApiException">Another runs, or what an arm names is not there.</exception>
    public Task<Experiment> BeginAsync(NewExperiment experiment, CancellationToken cancellation = default) => _channel.PostAsync<NewExperiment, Experiment>("/v1/experiments", experiment, isIdempotent: false, cancellation);

    /// <summary>An experiment as it stands; it may be looked at any time.</summary>
    /// <exception cref="CiceroneApiException">There is none of this name.</exception>
    public Task<ExperimentState> GetAsync(string name, CancellationToken cancellation = default) => _channel.GetAsync<ExperimentState>($"/v1/experiments/{ApiChannel.Id(name, "name")}", cancellation);

    /// <summary>Ends an experiment; everyone gets what is in service.</summary>
    /// <exception cref="CiceroneApiException">There is none of this name.</exception>
    public Task<Experiment> EndAsync(string name, CancellationToken cancellation = default) => _channel.PostAsync<Experiment>($"/v1/experiments/{ApiChannel.Id(name, "name")}/end", cancellation);

    /// <summary>Ends an experiment and puts an arm in service for everyone.</summary>
    /// <exception cref="CiceroneApiException">There is no such experiment or arm, or its version is damaged.</exception>
    public Task<Experiment> PromoteAsync(string name, string arm, CancellationToken cancellation = default) => _channel.PostAsync<Experiment>($"/v1/experiments/{ApiChannel.Id(name, "name")}/arms/{ApiChannel.Id(arm, "arm")}/promote", cancellation);

    /// <summary>What a version of the model would have earned at the places that were drawn.</summary>
    /// <exception cref="CiceroneApiException">No place was drawn, or the log could not have shown what the model would.</exception>
    public Task<OffPolicyEstimates> EstimateAsync(OffPolicyQuery query, CancellationToken cancellation = default) => _channel.PostAsync<OffPolicyQuery, OffPolicyEstimates>("/v1/off-policy", query, isIdempotent: true, cancellation);
}
