using System.Globalization;

namespace Cicerone.Client;

/// <summary>Who is known, and what is kept of them.</summary>
public sealed class PeopleClient
{
    private readonly ApiChannel _channel;

    internal PeopleClient(ApiChannel channel) => _channel = channel;

    /// <summary>People with at least one event, in the order of their ids.</summary>
    /// <param name="prefix">What their ids start with; case counts.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="after">The id to go on after: <see cref="PeoplePage.Next"/> of the page before.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public Task<PeoplePage> ListAsync(string prefix = "", int limit = 100, string? after = null, CancellationToken cancellation = default) =>
        _channel.GetAsync<PeoplePage>($"/v1/users{ApiChannel.Query(("prefix", prefix), ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("after", after))}", cancellation);

    /// <summary>A person, with what was told of them.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id.</exception>
    public Task<Person> GetAsync(string id, CancellationToken cancellation = default) => _channel.GetAsync<Person>($"/v1/users/{ApiChannel.Id(id)}", cancellation);

    /// <summary>Tells of a person, who need not be known.</summary>
    public Task<Person> PutAsync(string id, Profile profile, CancellationToken cancellation = default) => _channel.PutAsync<Profile, Person>($"/v1/users/{ApiChannel.Id(id)}", profile, cancellation);

    /// <summary>What a person did, oldest first.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id.</exception>
    public Task<PersonEvents> EventsAsync(string id, CancellationToken cancellation = default) => _channel.GetAsync<PersonEvents>($"/v1/users/{ApiChannel.Id(id)}/events", cancellation);

    /// <summary>All that is kept of a person.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id.</exception>
    public Task<PersonExport> ExportAsync(string id, CancellationToken cancellation = default) => _channel.GetAsync<PersonExport>($"/v1/users/{ApiChannel.Id(id)}/export", cancellation);

    /// <summary>Forgets a person. It is done when this returns; sent again after a lost answer, the server may say that there is nobody.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id.</exception>
    public Task<ForgetReceipt> ForgetAsync(string id, CancellationToken cancellation = default) => _channel.DeleteAsync<ForgetReceipt>($"/v1/users/{ApiChannel.Id(id)}", cancellation);
}
