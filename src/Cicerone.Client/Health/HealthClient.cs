namespace Cicerone.Client;

/// <summary>Whether the server runs and can answer, for which no key is needed, and how it is.</summary>
public sealed class HealthClient
{
    private readonly ApiChannel _channel;

    internal HealthClient(ApiChannel channel) => _channel = channel;

    /// <summary>Whether the server runs.</summary>
    public Task<Health> LiveAsync(CancellationToken cancellation = default) => _channel.GetAsync<Health>("/health/live", cancellation);

    /// <summary>Whether the server can answer: its store can be read.</summary>
    /// <exception cref="CiceroneApiException">It cannot now.</exception>
    public Task<Health> ReadyAsync(CancellationToken cancellation = default) => _channel.GetAsync<Health>("/health/ready", cancellation);

    /// <summary>How the server is, for whoever runs it; a key needs the scope <c>admin</c>.</summary>
    public Task<ServerStatus> StatusAsync(CancellationToken cancellation = default) => _channel.GetAsync<ServerStatus>("/v1/status", cancellation);
}
