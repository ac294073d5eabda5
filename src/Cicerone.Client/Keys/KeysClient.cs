using System.Globalization;

namespace Cicerone.Client;

/// <summary>Keys, and what was done with them.</summary>
public sealed class KeysClient
{
    private readonly ApiChannel _channel;

    internal KeysClient(ApiChannel channel) => _channel = channel;

    /// <summary>The keys, without their secrets.</summary>
    public Task<IReadOnlyList<ListedKey>> ListAsync(CancellationToken cancellation = default) => _channel.GetAsync<IReadOnlyList<ListedKey>>("/v1/keys", cancellation);

    /// <summary>Makes a key; the answer is the only time that it is shown whole.</summary>
    public Task<WholeKey> AddAsync(NewKey key, CancellationToken cancellation = default) => _channel.PostAsync<NewKey, WholeKey>("/v1/keys", key, isIdempotent: false, cancellation);

    /// <summary>Gives a key a new secret; the former one is taken for an hour more.</summary>
    /// <exception cref="CiceroneApiException">There is none of this id.</exception>
    public Task<WholeKey> RotateAsync(string id, CancellationToken cancellation = default) => _channel.PostAsync<WholeKey>($"/v1/keys/{ApiChannel.Id(id)}/rotate", cancellation);

    /// <summary>Revokes a key at once.</summary>
    /// <exception cref="CiceroneApiException">There is none of this id.</exception>
    public Task<RevokedKey> RevokeAsync(string id, CancellationToken cancellation = default) => _channel.DeleteAsync<RevokedKey>($"/v1/keys/{ApiChannel.Id(id)}", cancellation);

    /// <summary>What was done that changes the server or forgets somebody, newest first.</summary>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<IReadOnlyList<AuditEntry>> AuditAsync(int limit = 100, CancellationToken cancellation = default) =>
        _channel.GetAsync<IReadOnlyList<AuditEntry>>($"/v1/audit{ApiChannel.Query(("limit", limit.ToString(CultureInfo.InvariantCulture)))}", cancellation);
}
