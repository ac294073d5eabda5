using System.Globalization;

namespace Cicerone.Client;

/// <summary>What people were shown.</summary>
public sealed class ExposuresClient
{
    private readonly ApiChannel _channel;

    internal ExposuresClient(ApiChannel channel) => _channel = channel;

    /// <summary>A page of the exposure log.</summary>
    /// <param name="after">The number to go on after: <see cref="ExposurePage.Next"/> of the page before; 0 to start.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<ExposurePage> ListAsync(long after = 0, int limit = 100, CancellationToken cancellation = default) =>
        _channel.GetAsync<ExposurePage>($"/v1/exposures{ApiChannel.Query(("after", after.ToString(CultureInfo.InvariantCulture)), ("limit", limit.ToString(CultureInfo.InvariantCulture)))}", cancellation);
}
