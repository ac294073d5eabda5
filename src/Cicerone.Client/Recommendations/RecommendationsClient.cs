using System.Globalization;

namespace Cicerone.Client;

/// <summary>Recommendations, with reasons.</summary>
public sealed class RecommendationsClient
{
    private readonly ApiChannel _channel;

    internal RecommendationsClient(ApiChannel channel) => _channel = channel;

    /// <summary>What to recommend. The request gets an id where it has none, so that it is written down once, however often it has to be sent.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id, or a field is out of range.</exception>
    public Task<RecommendationList> RecommendAsync(RecommendationQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _channel.PostAsync<RecommendationQuery, RecommendationList>("/v1/recommendations", query with { Request = query.Request ?? Guid.NewGuid().ToString("N") }, isIdempotent: true, cancellation);
    }

    /// <summary>What to recommend to a person, from all they did up to now.</summary>
    /// <param name="id">External id of the person.</param>
    /// <param name="count">How many items, 1 to 1000.</param>
    /// <param name="reasons">How many reasons for each, 0 to 1000; smaller ones are summed up in one more.</param>
    /// <param name="filter">Which items may be recommended, as an expression over their columns.</param>
    /// <param name="diversity">0 orders by score alone; towards 1, items that have less in common with those before them come first.</param>
    /// <param name="action">Actions that the slot is for, each with its worth: <c>click:1,purchase:2.5</c>. The model must tell actions apart.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="CiceroneApiException">There is nobody of this id, an argument is out of range, or the model does not tell actions apart.</exception>
    public Task<RecommendationList> ForPersonAsync(string id, int count = 10, int reasons = 3, string filter = "", double diversity = 0, string action = "", CancellationToken cancellation = default) => _channel.GetAsync<RecommendationList>(
        $"/v1/users/{ApiChannel.Id(id)}/recommendations{ApiChannel.Query(("count", Text(count)), ("reasons", Text(reasons)), ("filter", filter), ("diversity", diversity.ToString("R", CultureInfo.InvariantCulture)), ("action", action))}", cancellation);

    /// <summary>What the model would recommend after one item alone.</summary>
    /// <exception cref="CiceroneApiException">The model does not know the item.</exception>
    public Task<SimilarList> SimilarAsync(string id, int count = 10, int reasons = 0, string filter = "", CancellationToken cancellation = default) =>
        _channel.GetAsync<SimilarList>($"/v1/items/{ApiChannel.Id(id)}/similar{ApiChannel.Query(("count", Text(count)), ("reasons", Text(reasons)), ("filter", filter))}", cancellation);

    /// <summary>Every reason for an item, for a person.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id, or the model does not know the item.</exception>
    public Task<ScoredItem> WhyAsync(string id, string item, CancellationToken cancellation = default) =>
        _channel.GetAsync<ScoredItem>($"/v1/users/{ApiChannel.Id(id)}/recommendations/{ApiChannel.Id(item, "item")}/reasons", cancellation);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
