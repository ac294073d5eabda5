namespace Cicerone.Client;

/// <summary>Records what people did.</summary>
public sealed class EventsClient
{
    private readonly ApiChannel _channel;

    internal EventsClient(ApiChannel channel) => _channel = channel;

    /// <summary>Records events, all together or not at all. They are stored once, however often they have to be sent.</summary>
    /// <param name="events">At most 10,000.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="CiceroneApiException">An event cannot be stored, or too many wait.</exception>
    public Task<EventReceipt> RecordAsync(IReadOnlyList<UserEvent> events, CancellationToken cancellation = default) =>
        _channel.PostAsync<IReadOnlyList<UserEvent>, EventReceipt>("/v1/events", events, isIdempotent: true, cancellation, key: Guid.NewGuid().ToString("N"));
}
