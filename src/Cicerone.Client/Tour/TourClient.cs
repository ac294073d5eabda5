namespace Cicerone.Client;

/// <summary>The stops of the tour.</summary>
public sealed class TourClient
{
    private readonly ApiChannel _channel;

    internal TourClient(ApiChannel channel) => _channel = channel;

    /// <summary>The ten stops, and which of them are built.</summary>
    public Task<IReadOnlyList<TourStop>> ListAsync(CancellationToken cancellation = default) => _channel.GetAsync<IReadOnlyList<TourStop>>("/v1/tour", cancellation);

    /// <summary>What one stop shows to a reader.</summary>
    /// <param name="name">Name of the stop.</param>
    /// <param name="user">External id of the reader; Ada where it is null.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="CiceroneApiException">The stop is unknown or shows nothing, or there is no such reader.</exception>
    public Task<TourExhibit> ShowAsync(string name, string? user = null, CancellationToken cancellation = default) => _channel.GetAsync<TourExhibit>($"/v1/tour/{ApiChannel.Id(name, "name")}{ApiChannel.Query(("user", user))}", cancellation);
}
