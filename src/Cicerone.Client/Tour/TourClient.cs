using System.Globalization;

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

    /// <summary>A review that a stop quotes, or what is known of an item that a path goes over.</summary>
    /// <param name="name">Name of the stop.</param>
    /// <param name="id">Id of the evidence that quotes it.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="CiceroneApiException">The stop is unknown or shows nothing, or quotes no such review or item.</exception>
    public Task<TourSource> SourceAsync(string name, string id, CancellationToken cancellation = default) => _channel.GetAsync<TourSource>($"/v1/tour/{ApiChannel.Id(name, "name")}/sources/{ApiChannel.Id(id, "id")}", cancellation);

    /// <summary>What the stop of CURE shows: readers were forgotten in a copy of its run.</summary>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="CiceroneApiException">Nobody was forgotten there.</exception>
    public Task<ForgottenExhibit> ForgottenAsync(CancellationToken cancellation = default) => _channel.GetAsync<ForgottenExhibit>("/v1/tour/cure", cancellation);

    /// <summary>What the stop of JKGE_ss shows when the seasons of a bookshop move, or other books sell.</summary>
    /// <param name="months">By how many months the seasons come later after a year, 0 to 6.</param>
    /// <param name="books">Whether other books sell then, too.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<SeasonExhibit> TurnSeasonAsync(int months = 4, bool books = true, CancellationToken cancellation = default) =>
        _channel.GetAsync<SeasonExhibit>($"/v1/tour/jkge-ss{ApiChannel.Query(("months", months.ToString(CultureInfo.InvariantCulture)), ("books", books ? "true" : "false"))}", cancellation);
}
