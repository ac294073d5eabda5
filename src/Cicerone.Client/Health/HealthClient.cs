namespace Cicerone.Client;

/// <summary>Whether the server runs and can answer; no key is needed.</summary>
public sealed class HealthClient
{
    private readonly ApiChannel _channel;

    internal HealthClient(ApiChannel channel) => _channel = channel;

    /// <summary>Whether the server runs.</summary>
    public Task<Health> LiveAsync(CancellationToken cancellation = default) => _channel.GetAsync<Health>("/health/live", cancellation);

    /// <summary>Whether the server can answer: its store can be read.</summary>
    /// <exception cref="CiceroneApiException">It cannot now.</exception>
    public Task<Health> ReadyAsync(CancellationToken cancellation = default) => _channel.GetAsync<Health>("/health/ready", cancellation);
}
