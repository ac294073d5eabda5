using System.Globalization;

namespace Cicerone.Client;

/// <summary>What is known of items, and what is told of them.</summary>
public sealed class ItemsClient
{
    private readonly ApiChannel _channel;

    internal ItemsClient(ApiChannel channel) => _channel = channel;

    /// <summary>Items whose title or id holds a text, in any case; the most popular ones without a text.</summary>
    /// <param name="query">The text.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<IReadOnlyList<Item>> FindAsync(string query = "", int limit = 100, CancellationToken cancellation = default) =>
        _channel.GetAsync<IReadOnlyList<Item>>($"/v1/items{ApiChannel.Query(("query", query), ("limit", limit.ToString(CultureInfo.InvariantCulture)))}", cancellation);

    /// <summary>An item.</summary>
    /// <exception cref="CiceroneApiException">There is none of this id.</exception>
    public Task<Item> GetAsync(string id, CancellationToken cancellation = default) => _channel.GetAsync<Item>($"/v1/items/{ApiChannel.Id(id)}", cancellation);

    /// <summary>Tells of items, all together or not at all; what is told stands in the place of what was told before.</summary>
    /// <param name="items">At most 10,000.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<ItemReceipt> PutAsync(IReadOnlyList<ToldItem> items, CancellationToken cancellation = default) => _channel.PutAsync<IReadOnlyList<ToldItem>, ItemReceipt>("/v1/items", items, cancellation);

    /// <summary>Deletes an item with all that was done to it.</summary>
    /// <exception cref="CiceroneApiException">There is none of this id.</exception>
    public Task<DeletedItem> DeleteAsync(string id, CancellationToken cancellation = default) => _channel.DeleteAsync<DeletedItem>($"/v1/items/{ApiChannel.Id(id)}", cancellation);
}
